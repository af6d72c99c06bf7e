"""Pupils who are missing from a school's results and in another's, which answers why they are missing (X04).

Which they are is told by the app above that compares schools. It says so itself, since nothing is called upwards.
"""

from collections.abc import Callable, Mapping, Set
from typing import NamedTuple

from muster.portal.collecting.models import Collection
from muster.portal.returns.models import Return


class Asked(NamedTuple):
    """A school that was asked: its key, and its request's."""

    school: int
    request: int


Missing = Mapping[Asked, Set[int]]
"""By school the keys of children who are missing from its results."""

_tellers: list[Callable[[Collection, Missing], Missing]] = []


def tell_by(teller: Callable[[Collection, Missing], Missing]) -> None:
    """Have this asked from now on: of missing pupils it gives those whom another school has sent."""
    _tellers[:] = [teller]


def sent_elsewhere(collection: Collection, missing: Missing) -> Missing:
    """Those of them whom another school of the collection has sent, as far as their own may be told so."""
    wanted = {school: children for school, children in missing.items() if children}
    return _tellers[0](collection, wanted) if _tellers and wanted else {}


def sent_elsewhere_of(school_return: Return, children: Set[int]) -> Set[int]:
    """The same of one return."""
    asked = asked_of(school_return)
    return sent_elsewhere(school_return.request.collection, {asked: children}).get(asked, frozenset())


def asked_of(school_return: Return) -> Asked:
    """The school of a return."""
    return Asked(school_return.school_id, school_return.request_id)
