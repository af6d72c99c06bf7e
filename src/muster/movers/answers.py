"""What is answered of a pupil: who submits, by which rule, what there is to do, and what is still needed."""

from enum import StrEnum

import msgspec

from muster.movers.spells import Spell


class Rule(StrEnum):
    """The case: moved during the test period, after it, arrived from where nobody submits, or simply registered."""

    DURING = "during"
    AFTER = "after"
    ARRIVED = "arrived"
    REGISTERED = "registered"


class Source(StrEnum):
    """The guidance's row, or our own decision where it is silent, that an answer follows."""

    MORE_DAYS = "more_days"
    AFTER = "after"
    NOT_TAKING_PART = "not_taking_part"
    EQUAL_DAYS = "equal_days"
    BEFORE = "before"
    NOT_KNOWN = "not_known"
    ANOTHER_AUTHORITY = "another_authority"
    DUAL = "dual"
    WENT_ON = "went_on"
    NOBODY = "nobody"
    DATES_UNKNOWN = "dates_unknown"
    CONTRADICTION = "contradiction"
    PARTICIPATION = "participation"


class Task(StrEnum):
    """What a school has to do."""

    GIVE_THE_REST = "give_the_rest"
    SUBMIT = "submit"
    ASSESS_AND_SUBMIT = "assess_and_submit"
    LEAVE_OUT = "leave_out"
    SAY = "say"


class Wanted(StrEnum):
    """What is still needed before it can be said who submits."""

    ENTRY = "entry"
    LEAVING = "leaving"
    DATES = "dates"
    MAIN_SCHOOL = "main_school"
    MAIN_ONE = "main_one"
    PARTICIPATION = "participation"
    OTHER_SCHOOL = "other_school"


class Need(msgspec.Struct, frozen=True):
    """One thing that is still needed, and the spells that it is about."""

    what: Wanted
    spells: tuple[Spell, ...]


class ToDo(msgspec.Struct, frozen=True):
    """What one school (seven digits) has to do."""

    school: str
    what: Task


class Decision(msgspec.Struct, frozen=True):
    """Who submits where every date is known, and why."""

    submits: str | None
    rule: Rule
    source: Source


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Who submits a pupil: a school, or None where nobody does or something is still needed (`needs`).

    `days` are those of the test period on the roll of each school, in the order of time; a school whose days are not
    known is left out. `to_do` is in the same order.
    """

    submits: str | None
    rule: Rule
    source: Source
    days: dict[str, int]
    to_do: tuple[ToDo, ...] = ()
    needs: tuple[Need, ...] = ()
