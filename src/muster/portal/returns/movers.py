"""What a school has to do about a pupil who left or joined, as far as its own answer tells."""

from collections.abc import Sequence
from datetime import date, timedelta

import msgspec

from muster.movers import Period, Place, Source, Spell, Task, source_in_words, task_in_words, who_submits
from muster.portal.collecting.models import Collection
from muster.portal.returns.models import PupilAnswer

_HERE, _THERE = "here", "there"
_NO_SCHOOL = frozenset({Place.NATIONS, Place.ABROAD, Place.INDEPENDENT, Place.HOME})
"""Where nobody submits a pupil who went there."""


class ToDo(msgspec.Struct, frozen=True):
    """What the school has to do, and the rule that says so.

    Not `is_sure` where another school of the authority submits if it takes part, which the school need not know.
    """

    tasks: tuple[Task, ...]
    source: Source
    is_sure: bool = True

    @property
    def what(self) -> str:
        """What there is to do, as it follows "What to do:"."""
        return in_words(self.tasks)

    @property
    def why(self) -> str:
        """The rule, as one sentence."""
        return source_in_words(self.source)

    @property
    def sends(self) -> bool:
        """Whether the school submits the pupil."""
        return Task.LEAVE_OUT not in self.tasks


def in_words(tasks: Sequence[Task]) -> str:
    """Tasks one after the other: "find out which tests were given, and give the rest; then submit the pupil"."""
    return "; then ".join(task_in_words(one) for one in tasks)


def to_do_of(collection: Collection, answer: PupilAnswer, entry: date | None = None) -> ToDo | None:
    """What the school has to do about a pupil of whom this was said; None where no day is said.

    `entry` is the pupil's first day on the roll, None before the test period. Of a pupil who left for another school
    nothing is known of that school's days, so that this one submits only if it does whoever else had the pupil: even
    if one other school did on all the days that are left. The days of entry and of leaving count as days at the school.
    """
    spells = _spells(collection, answer, entry)
    if not spells:
        return None
    found = who_submits(spells, Period(collection.test_period_from, collection.test_period_to))
    tasks = tuple(one.what for one in found.to_do if one.school == _HERE)
    if not found.needs:
        return ToDo(tasks, found.source)
    return ToDo((*(one for one in tasks if one is not Task.SAY), Task.LEAVE_OUT), found.source, is_sure=False)


def is_still_sent(collection: Collection, answer: PupilAnswer, entry: date | None) -> bool:
    """Whether a pupil who is said to have left is this school's to send all the same."""
    to_do = to_do_of(collection, answer, entry) if answer.kind == PupilAnswer.Kind.LEFT else None
    return to_do is not None and to_do.sends


def is_sent_there(collection: Collection, answer: PupilAnswer) -> bool:
    """Whether a pupil who is said to have joined was submitted where they came from, so that this school does not."""
    to_do = to_do_of(collection, answer) if answer.kind == PupilAnswer.Kind.JOINED else None
    return to_do is not None and to_do.is_sure and not to_do.sends


def asks_whether_submitted(collection: Collection, kind: str, day: date | None, elsewhere: str) -> bool:
    """Whether it matters that the school which a pupil came from may have submitted them already."""
    joined = kind == PupilAnswer.Kind.JOINED and elsewhere == Place.ENGLAND
    return joined and day is not None and day >= collection.test_period_from


def _spells(collection: Collection, answer: PupilAnswer, entry: date | None) -> Sequence[Spell]:
    if answer.day is None:
        return ()
    if answer.kind == PupilAnswer.Kind.JOINED:
        there = answer.submitted_there == PupilAnswer.Submitted.YES
        return (Spell(_HERE, answer.day, came_from=_place(answer), submitted_there=there),)
    begun = entry or min(collection.test_period_from, answer.day)
    if answer.kind != PupilAnswer.Kind.LEFT or begun > answer.day:
        return ()
    before = Spell(_THERE, date.min, begun - timedelta(days=1))
    here = Spell(_HERE, begun, answer.day, went_to=_place(answer))
    return (before, here) if here.went_to in _NO_SCHOOL else (before, here, _after(answer.day))


def _after(day: date) -> Spell:
    return Spell(_THERE, day + timedelta(days=1))


def _place(answer: PupilAnswer) -> Place | None:
    return Place(answer.elsewhere) if answer.elsewhere in tuple(Place) else None
