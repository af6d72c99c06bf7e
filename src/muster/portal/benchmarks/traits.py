"""What schools are alike in, by the roll: how many pupils they have, and which."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Count

from muster.measures import Group
from muster.measures.groups import Known, disadvantage_of, language_of
from muster.portal.collecting.models import Collection
from muster.portal.returns.expecting import Expecting
from muster.portal.rolls.models import ExpectedPupil
from muster.records import RollEntry

_WHO = ("nc_year", "enrol_status", "leaving_date")
_WHAT = ("disadvantaged", "fsm", "first_language")


class Trait(StrEnum):
    """What schools are compared by."""

    SIZE = "size"
    DISADVANTAGE = "disadvantage"
    LANGUAGE = "language"


class _Tally:
    """A school's pupils, and of those of whom it is known, how many are disadvantaged and have another language."""

    def __init__(self) -> None:
        self.pupils = 0
        self.shares = {Trait.DISADVANTAGE: [0, 0], Trait.LANGUAGE: [0, 0]}

    def add(self, pupils: int, what: tuple[str, str, str]) -> None:
        disadvantaged, fsm, language = what
        nobody = RollEntry(la="", estab="", upn="", surname="", forename="", disadvantaged=disadvantaged, fsm=fsm)
        self.pupils += pupils
        self._divide(Trait.DISADVANTAGE, pupils, disadvantage_of(nobody), Group.DISADVANTAGED)
        spoken = RollEntry(la="", estab="", upn="", surname="", forename="", first_language=language)
        self._divide(Trait.LANGUAGE, pupils, language_of(spoken), Group.EAL)

    def value(self, trait: Trait) -> Fraction | None:
        if trait is Trait.SIZE:
            return Fraction(self.pupils)
        part, whole = self.shares[trait]
        return Fraction(part, whole) if whole else None

    def _divide(self, trait: Trait, pupils: int, group: Known, counted: Group) -> None:
        share = self.shares[trait]
        share[0] += pupils if group is counted else 0
        share[1] += pupils if group else 0


class Standing(NamedTuple):
    """Of each trait the schools, by key, of which it is known."""

    values: dict[Trait, dict[int, Fraction]]

    def among(self, trait: Trait, schools: Iterable[int]) -> dict[int, Fraction]:
        """The schools' values of the trait, without those of which it is not known."""
        known = self.values[trait]
        return {one: known[one] for one in schools if one in known}


def standing_of(collection: Collection) -> Standing:
    """What the roll says of the collection's schools, of the pupils expected there. One query.

    For reads that say who may see it.
    """
    rows = ExpectedPupil.objects.filter(collection=collection, identity__erased_at__isnull=True).order_by()
    expecting = Expecting(collection)
    tallies: defaultdict[int, _Tally] = defaultdict(_Tally)
    counted = rows.values_list("school_id", *_WHO, *_WHAT).annotate(count=Count("pk"))
    for school, nc_year, status, left, *what, count in counted:
        if expecting.expects(nc_year, status, left):
            tallies[school].add(count, (what[0], what[1], what[2]))
    known = {one: {key: tally.value(one) for key, tally in tallies.items()} for one in Trait}
    return Standing(
        {one: {key: value for key, value in held.items() if value is not None} for one, held in known.items()}
    )
