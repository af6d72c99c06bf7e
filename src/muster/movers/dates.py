"""Which of a pupil's dates are unknown, and which contradict each other."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from muster.movers.spells import Spell, day_after, day_before

Pair = tuple[Spell, Spell]


class Unknown(NamedTuple):
    """An unknown date of the spell at this place; a leaving date that `may_be_open` may also be not over."""

    place: int
    of: str
    may_be_open: bool = False


def unknown_dates(spells: Sequence[Spell]) -> list[Unknown]:
    """The unknown dates of spells in the order of time.

    They are an entry that is missing, and a leaving date where another school may have the pupil later. A last spell
    without a leaving date is simply not over.
    """
    return [unknown for place, spell in enumerate(spells) for unknown in _unknown(place, spell, spells)]


def open_places(spells: Sequence[Spell], unknown: Sequence[Unknown]) -> set[int]:
    """The places of the spells that are not over: without a leaving date, which is none of the unknown ones."""
    ends = {one.place for one in unknown if one.of == "leaving"}
    return {place for place, spell in enumerate(spells) if spell.leaving is None and place not in ends}


def asked_for(spells: Sequence[Spell], unknown: Sequence[Unknown]) -> list[Unknown]:
    """Those that are worth asking for: not whether the last spell is over, before it is known which is the last."""
    nobody_knows = all(spell.entry is None for spell in spells)
    return [one for one in unknown if one.of == "entry" or spells[one.place].entry is not None or nobody_knows]


def backwards(spells: Sequence[Spell]) -> list[Spell]:
    """The spells that end before they begin."""
    return [spell for spell in spells if spell.entry and spell.leaving and spell.leaving < spell.entry]


def overlapping(spells: Sequence[Spell]) -> list[Pair]:
    """The pairs of spells at two schools that share more than a day, whatever their unknown dates are.

    One school's day of leaving may be the other's day of entry.
    """
    not_over = open_places(spells, unknown_dates(spells))
    surely = [(spell, _surely(spell, is_open=place in not_over)) for place, spell in enumerate(spells)]
    pairs = [pair for pair in combinations(surely, 2) if pair[0][0].school != pair[1][0].school]
    return [(one, other) for (one, days), (other, others) in pairs if _shared(days, others) > 1]


def is_consistent(spells: Sequence[Spell]) -> bool:
    """Whether spells whose dates are all known can be true together."""
    if backwards(spells):
        return False
    return not any(one.school != other.school and _share_days(one, other) for one, other in combinations(spells, 2))


def _unknown(place: int, spell: Spell, spells: Sequence[Spell]) -> Iterator[Unknown]:
    if spell.entry is None:
        yield Unknown(place, "entry")
    if spell.leaving is not None:
        return
    others = [other for other in spells if other.school != spell.school]
    if any(spell.entry and other.entry and other.entry > spell.entry for other in others):
        yield Unknown(place, "leaving")
    elif any(_may_follow(other, spell) for other in others):
        yield Unknown(place, "leaving", may_be_open=True)


def _may_follow(other: Spell, spell: Spell) -> bool:
    """Whether it is not known that the other spell began before this one."""
    if spell.entry is None:
        return True
    return other.entry is None and (other.leaving is None or other.leaving > spell.entry)


def _surely(spell: Spell, *, is_open: bool) -> tuple[date, date]:
    """The days that a spell holds whatever its unknown date is: that day is taken as next to the known one."""
    if spell.entry is None and spell.leaving is None:
        return date.max, date.min
    if spell.entry is None:
        return day_before(spell.leaving or date.min), spell.leaving or date.min
    return spell.entry, spell.leaving or (date.max if is_open else day_after(spell.entry))


def _share_days(one: Spell, other: Spell) -> bool:
    """Whether two spells share more than a day; asked very often, and so without counting them."""
    begun = max(one.entry or date.min, other.entry or date.min)
    return begun < (one.leaving or date.max) and begun < (other.leaving or date.max)


def _shared(one: tuple[date, date], other: tuple[date, date]) -> int:
    return (min(one[1], other[1]) - max(one[0], other[0])).days + 1
