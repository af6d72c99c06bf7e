"""What may be true of a pupil whose dates are unknown or contradict each other: every way in turn.

Of dates outside the test period it matters alone which is before which, so that those next to known dates and next
to the period stand for all others.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import product

from msgspec.structs import replace

from muster.movers.dates import Unknown, backwards, is_consistent, open_places, overlapping, unknown_dates
from muster.movers.spells import Period, Spell, day_after, day_before, in_time

Spells = tuple[Spell, ...]
_BESIDE = 2
_MOST_WAYS = 6_000


class TooManyWaysError(Exception):
    """There are more ways than can be gone through: nothing can be said."""


class Supposing:
    """Goes through the ways in which one pupil's main spells may be true.

    Not `every_day` supposes the first and the last days of the period alone: enough to tell whether there is a way.
    """

    def __init__(self, spells: Iterable[Spell], period: Period, *, every_day: bool = True) -> None:
        self._spells = tuple(sorted(spells, key=in_time))
        self._period, self._every_day = period, every_day
        self._tried = 0

    @cached_property
    def _days(self) -> list[date]:
        """Worked out only where something is to be supposed."""
        return _days_that_matter(self._spells, self._period, every_day=self._every_day)

    def ways(self) -> Iterator[Spells]:
        """Every way, the likeliest first: all dates known, no spell backwards, and none beside another.

        Where no way is free of contradiction, those with one. Raises TooManyWaysError.
        """
        for forwards in self._mended(self._spells):
            for apart in self._parted(forwards):
                self._count()
                yield from self._supposed(apart)

    def _count(self) -> None:
        self._tried += 1
        if self._tried > _MOST_WAYS:
            raise TooManyWaysError

    def _mended(self, spells: Spells) -> Iterator[Spells]:
        """Of a spell that ends before it begins one date is right, and the other any."""
        wrong = backwards(spells)
        if not wrong:
            yield spells
            return
        spell, others = wrong[0], tuple(one for one in spells if one is not wrong[0])
        assert spell.entry is not None and spell.leaving is not None  # noqa: S101,PT018 - what backwards promises
        tried = [replace(spell, leaving=day) for day in self._days if day >= spell.entry]
        tried += [replace(spell, entry=day) for day in self._days if day <= spell.leaving]
        ways = [(*others, mended) for mended in (replace(spell, leaving=None), *tried)]
        for way in [way for way in ways if not overlapping(way)] or ways:
            yield from self._mended(way)

    def _parted(self, spells: Spells) -> Iterator[Spells]:
        """Of two spells that overlap, the move was on any day of those that they share."""
        pairs = overlapping(spells)
        if not pairs:
            yield tuple(sorted(spells, key=in_time))
            return
        others = tuple(spell for spell in spells if spell not in pairs[0])
        one, other = sorted(pairs[0], key=in_time)
        for parted in _apart(one, other, self._days):
            yield from self._parted((*others, *parted))

    def _supposed(self, spells: Spells) -> Iterator[Spells]:
        unknown = unknown_dates(spells)
        if not unknown:
            yield spells
            return
        consistent = False
        for chosen in product(*(self._possible(spells, one, unknown) for one in unknown)):
            way = self._filled(spells, unknown, chosen)
            if is_consistent(way):
                consistent = True
                yield way
        if not consistent:
            dates = [self._candidates(spells[one.place], one) for one in unknown]
            yield from (self._filled(spells, unknown, chosen) for chosen in product(*dates))

    def _possible(self, spells: Spells, unknown: Unknown, others: Sequence[Unknown]) -> list[date | None]:
        """The candidates without last days that are surely after another school's first: they contradict it."""
        spell, candidates = spells[unknown.place], self._candidates(spells[unknown.place], unknown)
        if unknown.of == "entry" or spell.entry is None:
            return candidates
        not_over = open_places(spells, others)
        begun = min((
            one.entry for place, one in enumerate(spells)
            if one.school != spell.school and one.entry and one.entry > spell.entry
            and (place in not_over or (one.leaving and one.leaving > one.entry))
        ), default=date.max)  # fmt: skip
        return [day for day in candidates if day is None or day <= begun]

    def _filled(self, spells: Spells, unknown: Sequence[Unknown], chosen: Sequence[date | None]) -> Spells:
        self._count()
        filled = list(spells)
        for one, day in zip(unknown, chosen, strict=True):
            spell = filled[one.place]
            filled[one.place] = replace(spell, entry=day) if one.of == "entry" else replace(spell, leaving=day)
        return tuple(filled)

    def _candidates(self, spell: Spell, unknown: Unknown) -> list[date | None]:
        if unknown.of == "entry":
            return [day for day in self._days if spell.leaving is None or day <= spell.leaving]
        days = [day for day in self._days if spell.entry is None or day >= spell.entry]
        return [None, *days] if unknown.may_be_open else [*days]


def _days_that_matter(spells: Sequence[Spell], period: Period, *, every_day: bool) -> list[date]:
    """The days of the period, and those beside it and beside each known date."""
    known = {day for spell in spells for day in (spell.entry, spell.leaving) if day}
    beside = {day_before(day) for day in known} | {day_after(day) for day in known}
    return sorted(known | beside | _days_of(period, every_day=every_day))


@lru_cache(maxsize=16)
def _days_of(period: Period, *, every_day: bool) -> frozenset[date]:
    """The days of the period and those beside it; not `every_day`, the first and the last of them alone."""
    numbers = range(-_BESIDE, period.length + _BESIDE)
    chosen = (number for number in numbers if every_day or not _BESIDE < number < period.length - _BESIDE)
    return frozenset(period.first + timedelta(days=number) for number in chosen)


def _apart(one: Spell, other: Spell, days: Sequence[date]) -> Iterator[Spells]:
    """The two spells cut where they overlap; also either alone, where one lies within the other."""
    begun = max(one.entry or date.min, other.entry or date.min)
    over = min(one.leaving or date.max, other.leaving or date.max)
    if one.entry == other.entry or over == (other.leaving or date.max):
        yield (one,)
        yield (other,)
    for day in dict.fromkeys((begun, *(day for day in days if begun < day <= over))):
        if day_before(day) >= (one.entry or date.min):
            yield replace(one, leaving=day_before(day)), replace(other, entry=day)
