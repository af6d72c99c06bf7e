"""What each school has to do about a pupil who changed school."""

from collections.abc import Sequence

from muster.movers.answers import Need, Rule, Task, ToDo
from muster.movers.spells import Period, Place, Registration, Spell

_SCHOOLS = (Place.AUTHORITY, Place.ENGLAND)


def to_do_of(
    spells: Sequence[Spell], submits: str | None, rule: Rule, period: Period, needs: Sequence[Need]
) -> tuple[ToDo, ...]:
    """What is to be done by whom, school by school in the order of the spells (which is that of time)."""
    asked = {spell.school for need in needs for spell in need.spells}
    received = {spell.school for place, spell in enumerate(spells) if _received_in(spell, spells[:place], period)}
    taking = {spell.school for spell in spells if spell.participating}
    tasks: list[ToDo] = []
    for school in dict.fromkeys(spell.school for spell in spells if spell.school in taking | asked):
        if school in received:
            tasks.append(ToDo(school, Task.GIVE_THE_REST))
        if school in asked:
            tasks.append(ToDo(school, Task.SAY))
        elif not asked:
            tasks.append(ToDo(school, _task(school, submits, rule)))
    return tuple(tasks)


def _task(school: str, submits: str | None, rule: Rule) -> Task:
    if school != submits:
        return Task.LEAVE_OUT
    return Task.ASSESS_AND_SUBMIT if rule is Rule.ARRIVED else Task.SUBMIT


def _received_in(spell: Spell, before: Sequence[Spell], period: Period) -> bool:
    """Whether the school received the pupil during the test period from another school."""
    if spell.entry is None or not period.holds(spell.entry) or not spell.participating:
        return False
    if spell.registration is Registration.DUAL:
        return False
    if spell.came_from is not None:
        return spell.came_from in _SCHOOLS
    return any(one.school != spell.school and one.registration is Registration.MAIN for one in before)
