"""What a school may be compared with: pooled counts of other schools, or why there is none.

Source: the house's plan of the domain, "Measures": no figure of several schools below 5 participating ones, or where
one of them holds over half of the pupils.
"""

from collections.abc import Hashable, Iterable, Set
from enum import StrEnum

import msgspec

from muster.measures.counting import Counts
from muster.measures.coverage import Coverage
from muster.measures.grouped import together

LEAST_SCHOOLS = 5


class Reason(StrEnum):
    """Why a figure is withheld; `sentences` has each in words."""

    FEW_SCHOOLS = "few_schools"
    ONE_HOLDS_MOST = "one_holds_most"
    NOBODY = "nobody"
    NOT_OPEN = "not_open"
    NEAR_SAME = "near_same"
    NOT_KNOWN = "not_known"
    FEW_AUTHORITIES = "few_authorities"
    ONE_AUTHORITY = "one_authority"
    FEW_TAKE_PART = "few_take_part"


class Withheld(msgspec.Struct, frozen=True):
    """There is no figure, for this reason."""

    reason: Reason


class Pooled(msgspec.Struct, frozen=True):
    """The counts of several schools together, and how many schools with pupils they are of."""

    schools: int
    counts: Counts
    coverage: Coverage | None = None


def pooled(schools: Iterable[Counts], coverage: Coverage | None = None) -> Pooled | Withheld:
    """The schools' counts together, of all pupils or of one group; a school without any does not take part.

    The school that is shown it is one of them where it belongs to them: what is withheld from one is from all.
    """
    taking_part = [one for one in schools if one.eligible]
    reason = _reason([one.eligible for one in taking_part])
    return Withheld(reason) if reason else Pooled(len(taking_part), together(taking_part), coverage)


def tells_apart(one: Set[Hashable], other: Set[Hashable]) -> bool:
    """Whether figures of two sets of schools, shown together, tell of fewer than 5 schools: those in one set alone."""
    return 0 < len(one ^ other) < LEAST_SCHOOLS


def _reason(pupils: list[int]) -> Reason | None:
    if not pupils:
        return Reason.NOBODY
    if len(pupils) < LEAST_SCHOOLS:
        return Reason.FEW_SCHOOLS
    return Reason.ONE_HOLDS_MOST if 2 * max(pupils) > sum(pupils) else None
