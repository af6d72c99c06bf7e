"""The front door: from a pupil's spells to who submits, why, and what there is to do."""

from collections.abc import Iterable, Sequence

from muster.movers.answers import Answer, Decision, Need, Rule, Source, Wanted
from muster.movers.dates import asked_for, backwards, overlapping, unknown_dates
from muster.movers.dual import Counted, counted
from muster.movers.settled import decide
from muster.movers.spells import Period, Place, Spell, in_time
from muster.movers.supposing import Supposing, TooManyWaysError
from muster.movers.to_do import to_do_of

_FEW = 2
"""Of so many unknown dates every combination is gone through; of more only where one school alone can submit."""


def who_submits(spells: Iterable[Spell], period: Period) -> Answer:
    """Who submits a pupil with these spells at schools, by the rules on pupils who changed school.

    Their order does not matter. Where dates are unknown, or contradict each other, a school submits only if it does
    whatever they are; otherwise nobody is named, and `needs` says what is to be found out.
    """
    ordered = tuple(sorted(set(spells), key=in_time))
    parted = counted(ordered, period)
    needs = _unclear(ordered, parted)
    decision = None if needs else _decided(parted, period)
    if decision is None:
        needs = needs or _dates_needed(parted.main)
        decision = Decision(None, Rule.DURING, _want_of(needs))
    elif decision.submits in tuple(Place):
        decision, needs = _at_unnamed(decision, parted.main)
    return Answer(
        submits=decision.submits,
        rule=decision.rule,
        source=decision.source,
        days=_days(ordered, parted.main, period),
        to_do=to_do_of(ordered, decision.submits, decision.rule, period, needs),
        needs=needs,
    )


def _unclear(spells: Sequence[Spell], parted: Counted) -> tuple[Need, ...]:
    """What no supposing of dates can settle: whether a school takes part, and which registration is the main one."""
    taking = {spell.school for spell in spells if spell.participating}
    both = tuple(spell for spell in spells if spell.school in taking and not spell.participating)
    needs = [Need(Wanted.PARTICIPATION, (spell,)) for spell in {one.school: one for one in both}.values()]
    return (*needs, *([parted.need] if parted.need else []))


def _decided(parted: Counted, period: Period) -> Decision | None:
    """The decision on which all ways agree; None where two differ."""
    unknown = unknown_dates(parted.main)
    few = len(unknown) <= _FEW
    if not few and len({spell.school for spell in parted.main if spell.participating}) > 1:
        return None
    first: Decision | None = None
    try:
        for way in Supposing(parted.main, period, every_day=few).ways():
            decision = _beside(decide(way, period), parted, period)
            first = first or decision
            if decision.submits != first.submits:
                return None
    except TooManyWaysError:
        return None
    return first


def _beside(decision: Decision, parted: Counted, period: Period) -> Decision:
    """The decision on the main registrations beside the dual ones: these submit where no other school takes part."""
    dual = [spell for spell in parted.beside if period.touches(spell) and spell.school != decision.submits]
    taking = {spell.school for spell in dual if spell.participating}
    if decision.submits is None and decision.source is Source.NOBODY and len(taking) == 1:
        return Decision(taking.pop(), Rule.REGISTERED, Source.DUAL)
    if decision.rule is Rule.REGISTERED and decision.submits and dual:
        return Decision(decision.submits, decision.rule, Source.DUAL)
    return decision


def _dates_needed(spells: Sequence[Spell]) -> tuple[Need, ...]:
    wrong = dict.fromkeys((*backwards(spells), *(spell for pair in overlapping(spells) for spell in pair)))
    if wrong:
        return (Need(Wanted.DATES, tuple(sorted(wrong, key=in_time))),)
    asked = asked_for(spells, unknown_dates(spells))
    return tuple(Need(Wanted(one.of), (spells[one.place],)) for one in asked)


def _want_of(needs: Sequence[Need]) -> Source:
    match needs[0].what:
        case Wanted.PARTICIPATION:
            return Source.PARTICIPATION
        case Wanted.MAIN_ONE | Wanted.MAIN_SCHOOL:
            return Source.DUAL
        case Wanted.DATES:
            return Source.CONTRADICTION
        case _:
            return Source.DATES_UNKNOWN


def _at_unnamed(decision: Decision, spells: Sequence[Spell]) -> tuple[Decision, tuple[Need, ...]]:
    """A school that is not named would submit: elsewhere it is nothing here, in this authority it must be named."""
    if decision.submits == Place.ENGLAND:
        return Decision(None, decision.rule, Source.ANOTHER_AUTHORITY), ()
    speaks = (
        spells[0] if spells[0].came_from is Place.AUTHORITY and decision.rule is not Rule.REGISTERED else spells[-1]
    )
    return Decision(None, decision.rule, decision.source), (Need(Wanted.OTHER_SCHOOL, (speaks,)),)


def _days(spells: Sequence[Spell], main: Sequence[Spell], period: Period) -> dict[str, int]:
    """The days of each school, in the order of time; not where they hang on an unknown date."""
    hang = {main[one.place].school for one in unknown_dates(main)} | {spell.school for spell in backwards(spells)}
    hang |= {spell.school for spell in spells if spell.entry is None}
    schools = dict.fromkeys(spell.school for spell in spells if spell.school not in hang)
    return {school: period.days([spell for spell in spells if spell.school == school]) for school in schools}
