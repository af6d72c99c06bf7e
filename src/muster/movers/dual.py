"""Pupils on roll at two schools at once: the main registration counts."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from muster.movers.answers import Need, Wanted
from muster.movers.spells import Period, Registration, Spell


class Counted(NamedTuple):
    """The spells that count, those beside them that do not, and what is needed where it cannot be said which count."""

    main: tuple[Spell, ...]
    beside: tuple[Spell, ...]
    need: Need | None


def counted(spells: Sequence[Spell], period: Period) -> Counted:
    """Part the spells of the main registrations from those of dual ones.

    A dual registration stands beside the main one that it overlaps. One that stands alone, and was not over before
    the test period, needs its main school; two of them at once need to say which is the main one.
    """
    main = tuple(spell for spell in spells if spell.registration is Registration.MAIN)
    dual = tuple(spell for spell in spells if spell.registration is Registration.DUAL)
    lone = [spell for spell in dual if not any(_overlap(spell, one) for one in main)]
    lone = [spell for spell in lone if spell.leaving is None or spell.leaving >= period.first]
    return Counted(main, dual, _need(lone))


def _need(lone: Sequence[Spell]) -> Need | None:
    at_once = [spell for spell in lone if any(_are_at_once(pair) for pair in combinations(lone, 2) if spell in pair)]
    if at_once:
        return Need(Wanted.MAIN_ONE, tuple(at_once))
    return Need(Wanted.MAIN_SCHOOL, tuple(lone)) if lone else None


def _are_at_once(pair: tuple[Spell, ...]) -> bool:
    one, other = pair
    return one.school != other.school and _overlap(one, other)


def _overlap(one: Spell, other: Spell) -> bool:
    """Whether two spells may share a day; unknown ends are open."""
    begun = max(one.entry or date.min, other.entry or date.min)
    return begun <= min(one.leaving or date.max, other.leaving or date.max)
