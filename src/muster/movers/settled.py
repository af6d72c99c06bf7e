"""Who submits, where every date is known and each spell is a main registration."""

from collections.abc import Sequence
from datetime import date

from muster.movers.answers import Decision, Rule, Source
from muster.movers.spells import Period, Place, Spell, day_after, day_before, in_time

_AWAY = {
    Place.INDEPENDENT: Source.NOT_TAKING_PART,
    Place.HOME: Source.NOT_TAKING_PART,
    Place.ABROAD: Source.NOT_KNOWN,
    Place.NATIONS: Source.NOT_KNOWN,
}
"""Places from which a pupil comes without anybody having submitted them, whenever they come."""

_UNNAMED_BEFORE = (Place.AUTHORITY,)
_UNNAMED_AFTER = (Place.AUTHORITY, Place.ENGLAND)
"""Places that are schools which would submit. Of one elsewhere that a pupil came from it is not known that it did."""


def decide(spells: Sequence[Spell], period: Period) -> Decision:
    """Who submits a pupil with these spells; every entry is known, and a leaving date of None is not over.

    Where that is a school that is not named, `submits` is the kind of its place.
    """
    told = next((spell for spell in spells if spell.submitted_there), None)
    if told is not None:
        return Decision(None, _when(told.entry or period.first, period), Source.ANOTHER_AUTHORITY)
    return _Times(_with_unnamed(sorted(spells, key=in_time)), period).decision()


def _when(day: date, period: Period) -> Rule:
    if day > period.last:
        return Rule.AFTER
    return Rule.DURING if day >= period.first else Rule.REGISTERED


def _with_unnamed(spells: list[Spell]) -> list[Spell]:
    """The spells between those at schools that the first and the last of them speak of without a name."""
    if spells and spells[0].came_from in _UNNAMED_BEFORE and (entry := spells[0].entry):
        spells = [Spell(str(spells[0].came_from), date.min, day_before(entry)), *spells]
    if spells and spells[-1].went_to in _UNNAMED_AFTER and (leaving := spells[-1].leaving):
        spells = [*spells, Spell(str(spells[-1].went_to), day_after(leaving))]
    return spells


class _Times:
    """A pupil's spells in the order of time, beside the test period."""

    def __init__(self, spells: list[Spell], period: Period) -> None:
        self._spells = spells
        self._period = period
        self._there = [spell for spell in spells if period.touches(spell)]
        self._days = {
            school: period.days([spell for spell in spells if spell.school == school])
            for school in dict.fromkeys(spell.school for spell in spells)
        }

    def decision(self) -> Decision:
        """Days in the test period decide; where they are equal, the school that was entered last."""
        if not self._there:
            return self._nobody_there()
        most = self._most(self._there)
        if not most.participating:
            return self._past(most)
        begun = next(spell for spell in self._there if spell.school == most.school)
        return Decision(most.school, *self._why(begun))

    def _most(self, among: Sequence[Spell]) -> Spell:
        return max(among, key=lambda spell: (self._days[spell.school], *in_time(spell)))

    def _nobody_there(self) -> Decision:
        later = [s for s in self._spells if s.participating and s.entry and s.entry > self._period.last]
        if not later:
            return Decision(None, Rule.REGISTERED, Source.NOBODY)
        return Decision(later[-1].school, Rule.ARRIVED, self._away(later[-1]) or Source.NOT_KNOWN)

    def _past(self, most: Spell) -> Decision:
        """The school with most days takes no part: one that receives the pupil from it submits, else one before it."""
        begun = next(spell for spell in self._there if spell.school == most.school)
        after = [spell for spell in self._spells[self._spells.index(begun) + 1 :] if spell.participating]
        if after:
            return Decision(self._most(after).school, Rule.ARRIVED, Source.NOT_TAKING_PART)
        before = [spell for spell in self._there if spell.participating]
        if before:
            return Decision(self._most(before).school, Rule.DURING, Source.WENT_ON)
        return Decision(None, Rule.REGISTERED, Source.NOBODY)

    def _why(self, begun: Spell) -> tuple[Rule, Source]:
        """The rule by which the school submits at which the pupil's time in the test period began with this spell."""
        away = self._away(begun)
        if away is not None:
            return Rule.ARRIVED, away
        rivals = [days for school, days in self._days.items() if school != begun.school and days]
        if rivals:
            equal = max(rivals) == self._days[begun.school]
            return Rule.DURING, Source.EQUAL_DAYS if equal else Source.MORE_DAYS
        if begun.entry and begun.entry >= self._period.first:
            known = self._before(begun) is not None
            return (Rule.DURING, Source.MORE_DAYS) if known else (Rule.ARRIVED, Source.NOT_KNOWN)
        return self._by_leaving(begun.school)

    def _by_leaving(self, school: str) -> tuple[Rule, Source]:
        left = [spell for spell in self._there if spell.school == school][-1].leaving
        if left is not None and left < self._period.last:
            return Rule.DURING, Source.MORE_DAYS
        moved = any(s.school != school and s.entry and s.entry > self._period.last for s in self._spells)
        return (Rule.AFTER, Source.AFTER) if moved or left is not None else (Rule.REGISTERED, Source.BEFORE)

    def _before(self, spell: Spell) -> Spell | None:
        """The spell at another school directly before this one."""
        earlier = self._spells[: self._spells.index(spell)]
        return next((one for one in reversed(earlier) if one.school != spell.school), None)

    def _away(self, spell: Spell) -> Source | None:
        """Why nobody has submitted a pupil who came to a school with this spell; None where somebody may have."""
        if spell.came_from in _AWAY:
            return _AWAY[spell.came_from]
        before = self._before(spell)
        return Source.NOT_TAKING_PART if before is not None and not before.participating else None
