"""A pupil's times at schools, and the test period in which they are counted."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

import msgspec

_DAY = timedelta(days=1)


class Registration(StrEnum):
    """How a school has a pupil on roll: as the main school, or as the second of two (dual registration)."""

    MAIN = "main"
    DUAL = "dual"


class Place(StrEnum):
    """Where a pupil was before or went afterwards, where no school is named; the ids are those of schools' answers."""

    AUTHORITY = "authority"
    ENGLAND = "england"
    NATIONS = "nations"
    ABROAD = "abroad"
    INDEPENDENT = "independent"
    HOME = "home"
    UNKNOWN = "unknown"


class Spell(msgspec.Struct, frozen=True):
    """A pupil's time at one school (seven digits): the first and the last day on roll, both counted.

    `entry` None is not known; `leaving` None is not known or not over. `submitted_there` says that the pupil came from
    a school of another English authority that is known to have submitted them.
    """

    school: str
    entry: date | None
    leaving: date | None = None
    participating: bool = True
    registration: Registration = Registration.MAIN
    came_from: Place | None = None
    went_to: Place | None = None
    submitted_there: bool = False


class Period(msgspec.Struct, frozen=True):
    """The test period, first and last day included. Raises ValueError where it ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a test period cannot end on {self.last} and begin on {self.first}")

    @property
    def length(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day <= self.last

    def touches(self, spell: "Spell") -> bool:
        """Whether the spell has a day of it."""
        begun, over = spell.entry or date.min, spell.leaving or date.max
        return begun <= self.last and over >= self.first and begun <= over

    def days(self, spells: Iterable[Spell]) -> int:
        """Calendar days of the period that lie in at least one spell; an unknown end is taken as open."""
        counted, begin = 0, self.first
        for entry, leaving in sorted((spell.entry or date.min, spell.leaving or date.max) for spell in spells):
            start, end = max(begin, entry), min(leaving, self.last)
            if start <= end:
                counted += (end - start).days + 1
                begin = day_after(end)
        return counted


def day_before(day: date) -> date:
    """The day before; before the first of all days itself."""
    return day if day == date.min else day - _DAY


def day_after(day: date) -> date:
    """The day after; after the last of all days itself."""
    return day if day == date.max else day + _DAY


def in_time(spell: Spell) -> tuple[date, date, str, str, bool, bool, str, str, bool]:
    """By what spells are put into the order of time, the same whichever comes first."""
    return (
        spell.entry or spell.leaving or date.max,
        spell.leaving or date.max,
        spell.school,
        spell.registration,
        spell.entry is None,
        spell.participating,
        spell.came_from or "",
        spell.went_to or "",
        spell.submitted_there,
    )
