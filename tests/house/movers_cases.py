"""Every case of the guidance and of our decisions on pupils who changed school, with the answer written by hand."""

from datetime import date
from typing import NamedTuple

from muster.movers import Place, Registration, Rule, Source, Spell

FIRST, SECOND, THIRD = "3302001", "3302002", "3302003"
ELSEWHERE, NOT_TAKING_PART = "3312611", "3306011"
_LONG_AGO = date(2023, 9, 4)
_DUAL = Registration.DUAL


class Case(NamedTuple):
    """A case by name: its example, and what must be answered."""

    name: str
    spells: tuple[Spell, ...]
    submits: str | None
    rule: Rule
    source: Source
    needs: tuple[str, ...] = ()


def _day(month: int, day: int) -> date:
    return date(2026, month, day)


def _first(month: int, day: int) -> Spell:
    """At the first school for years, until this day."""
    return Spell(FIRST, _LONG_AGO, _day(month, day))


def _away(month: int, day: int) -> Spell:
    return Spell(NOT_TAKING_PART, _LONG_AGO, _day(month, day), participating=False)


CASES = (
    Case(
        "More days at the receiving school",
        (_first(5, 8), Spell(SECOND, _day(5, 11))),
        SECOND,
        Rule.DURING,
        Source.MORE_DAYS,
    ),
    Case(
        "More days at the first school",
        (_first(5, 22), Spell(SECOND, _day(5, 25))),
        FIRST,
        Rule.DURING,
        Source.MORE_DAYS,
    ),
    Case(
        "Three schools",
        (_first(5, 7), Spell(SECOND, _day(5, 8), _day(5, 21)), Spell(THIRD, _day(5, 22))),
        SECOND,
        Rule.DURING,
        Source.MORE_DAYS,
    ),
    Case(
        "Back at the first school: its days are added",
        (_first(5, 9), Spell(SECOND, _day(5, 10), _day(5, 22)), Spell(FIRST, _day(5, 23))),
        FIRST,
        Rule.DURING,
        Source.MORE_DAYS,
    ),
    Case(
        "From another authority's school, more days there",
        (Spell(ELSEWHERE, _LONG_AGO, _day(5, 22)), Spell(FIRST, _day(5, 25))),
        ELSEWHERE,
        Rule.DURING,
        Source.MORE_DAYS,
    ),
    Case("Left for abroad", (_first(5, 12),), FIRST, Rule.DURING, Source.MORE_DAYS),
    Case("To another school", (_first(6, 5), Spell(SECOND, _day(6, 8))), FIRST, Rule.AFTER, Source.AFTER),
    Case(
        "From another authority's school",
        (Spell(ELSEWHERE, _LONG_AGO, _day(6, 5)), Spell(FIRST, _day(6, 8))),
        ELSEWHERE,
        Rule.AFTER,
        Source.AFTER,
    ),
    Case("Away", (_first(6, 5),), FIRST, Rule.AFTER, Source.AFTER),
    Case(
        "To a school that does not take part",
        (_first(6, 5), Spell(NOT_TAKING_PART, _day(6, 8), participating=False)),
        FIRST,
        Rule.AFTER,
        Source.AFTER,
    ),
    Case(
        "Before the test period",
        (_away(3, 6), Spell(FIRST, _day(3, 9))),
        FIRST,
        Rule.ARRIVED,
        Source.NOT_TAKING_PART,
    ),
    Case(
        "During it, even with more days there",
        (_away(5, 22), Spell(FIRST, _day(5, 25))),
        FIRST,
        Rule.ARRIVED,
        Source.NOT_TAKING_PART,
    ),
    Case("After it", (_away(6, 5), Spell(FIRST, _day(6, 8))), FIRST, Rule.ARRIVED, Source.NOT_TAKING_PART),
    Case(
        "From home education",
        (Spell(FIRST, _day(4, 13), came_from=Place.HOME),),
        FIRST,
        Rule.ARRIVED,
        Source.NOT_TAKING_PART,
    ),
    Case(
        "From an independent school, after it",
        (Spell(FIRST, _day(6, 8), came_from=Place.INDEPENDENT),),
        FIRST,
        Rule.ARRIVED,
        Source.NOT_TAKING_PART,
    ),
    Case(
        "Equal days, a day between",
        (_first(5, 15), Spell(SECOND, _day(5, 17))),
        SECOND,
        Rule.DURING,
        Source.EQUAL_DAYS,
    ),
    Case("Moved before it", (_first(3, 6), Spell(SECOND, _day(3, 9))), SECOND, Rule.REGISTERED, Source.BEFORE),
    Case("Did not move", (Spell(FIRST, _LONG_AGO),), FIRST, Rule.REGISTERED, Source.BEFORE),
    Case(
        "From abroad, during it",
        (Spell(FIRST, _day(5, 18), came_from=Place.ABROAD),),
        FIRST,
        Rule.ARRIVED,
        Source.NOT_KNOWN,
    ),
    Case(
        "From Wales, after it",
        (Spell(FIRST, _day(6, 8), came_from=Place.NATIONS),),
        FIRST,
        Rule.ARRIVED,
        Source.NOT_KNOWN,
    ),
    Case("From where is not known", (Spell(FIRST, _day(6, 8)),), FIRST, Rule.ARRIVED, Source.NOT_KNOWN),
    Case(
        "From another English authority, not known whether submitted",
        (Spell(FIRST, _day(6, 8), came_from=Place.ENGLAND),),
        FIRST,
        Rule.ARRIVED,
        Source.NOT_KNOWN,
    ),
    Case(
        "Submitted there",
        (Spell(FIRST, _day(6, 8), came_from=Place.ENGLAND, submitted_there=True),),
        None,
        Rule.AFTER,
        Source.ANOTHER_AUTHORITY,
    ),
    Case(
        "Left early for another English authority",
        (Spell(FIRST, _LONG_AGO, _day(5, 6), went_to=Place.ENGLAND),),
        None,
        Rule.DURING,
        Source.ANOTHER_AUTHORITY,
    ),
    Case(
        "Main and second roll",
        (Spell(FIRST, _LONG_AGO), Spell(SECOND, _day(3, 9), registration=_DUAL)),
        FIRST,
        Rule.REGISTERED,
        Source.DUAL,
    ),
    Case(
        "Second roll, main school not named",
        (Spell(SECOND, _day(3, 9), registration=_DUAL),),
        None,
        Rule.DURING,
        Source.DUAL,
        ("the school of the main registration beside 3302002",),
    ),
    Case(
        "Two second rolls",
        (Spell(FIRST, _LONG_AGO, registration=_DUAL), Spell(SECOND, _day(3, 9), registration=_DUAL)),
        None,
        Rule.DURING,
        Source.DUAL,
        ("which registration is the main one: 3302001 and 3302002",),
    ),
    Case(
        "With more days at a school that does not take part",
        (_first(5, 8), Spell(NOT_TAKING_PART, _day(5, 11), participating=False)),
        FIRST,
        Rule.DURING,
        Source.WENT_ON,
    ),
    Case("Left before it for abroad", (_first(3, 6),), None, Rule.REGISTERED, Source.NOBODY),
    Case(
        "Left before it for a school that does not take part",
        (_first(3, 6), Spell(NOT_TAKING_PART, _day(3, 9), participating=False)),
        None,
        Rule.REGISTERED,
        Source.NOBODY,
    ),
    Case(
        "Neither school's day of the move is known",
        (Spell(FIRST, _LONG_AGO), Spell(SECOND, None)),
        None,
        Rule.DURING,
        Source.DATES_UNKNOWN,
        ("leaving date of 3302001", "entry date of 3302002"),
    ),
    Case(
        "A leaving date is not known, and matters",
        (Spell(FIRST, _LONG_AGO), Spell(SECOND, _day(5, 18))),
        None,
        Rule.DURING,
        Source.DATES_UNKNOWN,
        ("leaving date of 3302001",),
    ),
    Case(
        "The dates overlap, and it matters",
        (_first(5, 22), Spell(SECOND, _day(5, 4))),
        None,
        Rule.DURING,
        Source.CONTRADICTION,
        ("which dates are right: 3302001 from 2023-09-04 to 2026-05-22, 3302002 from 2026-05-04",),
    ),
    Case(
        "It is said both that a school takes part and that it does not",
        (_first(5, 22), Spell(FIRST, _day(6, 8), participating=False)),
        None,
        Rule.DURING,
        Source.PARTICIPATION,
        ("whether 3302001 takes part",),
    ),
)
"""In the order of the page: the guidance's three rows, then our decisions."""

SETTLED_ALL_THE_SAME = (
    Case(
        "A leaving date is not known, and does not matter",
        (Spell(FIRST, _LONG_AGO), Spell(SECOND, _day(5, 6))),
        SECOND,
        Rule.DURING,
        Source.MORE_DAYS,
    ),
    Case(
        "The dates overlap, before the test period",
        (_first(3, 20), Spell(SECOND, _day(3, 9))),
        SECOND,
        Rule.REGISTERED,
        Source.BEFORE,
    ),
    Case("An entry date is not known", (Spell(FIRST, None),), FIRST, Rule.REGISTERED, Source.BEFORE),
    Case(
        "From another school of the authority that is not named, with fewer days than here",
        (Spell(FIRST, _day(5, 6), came_from=Place.AUTHORITY),),
        FIRST,
        Rule.DURING,
        Source.MORE_DAYS,
    ),
    Case(
        "To another school of the authority that is not named, with most days here",
        (Spell(FIRST, _LONG_AGO, _day(5, 28), went_to=Place.AUTHORITY),),
        FIRST,
        Rule.DURING,
        Source.MORE_DAYS,
    ),
    Case(
        "The main school takes no part, the second does",
        (
            Spell(NOT_TAKING_PART, _LONG_AGO, participating=False),
            Spell(SECOND, _day(3, 9), registration=_DUAL),
        ),
        SECOND,
        Rule.REGISTERED,
        Source.DUAL,
    ),
)
"""Whatever is missing, the answer is the same."""

UNNAMED = (
    Case(
        "From another school of the authority that is not named, late",
        (Spell(FIRST, _day(5, 25), came_from=Place.AUTHORITY),),
        None,
        Rule.DURING,
        Source.MORE_DAYS,
        ("the other school in the authority, of which 3302001 speaks",),
    ),
    Case(
        "To another school of the authority that is not named, early",
        (Spell(FIRST, _LONG_AGO, _day(5, 6), went_to=Place.AUTHORITY),),
        None,
        Rule.DURING,
        Source.MORE_DAYS,
        ("the other school in the authority, of which 3302001 speaks",),
    ),
)
"""A school would submit that nobody has named."""
