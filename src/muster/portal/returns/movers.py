"""Who sends a pupil who has left, as far as the school's own days tell."""

from datetime import date, timedelta

from muster.movers import Period, Spell, who_submits
from muster.portal.collecting.models import Collection
from muster.portal.returns.models import PupilAnswer

_HERE, _THERE = "here", "there"


def is_still_sent(collection: Collection, answer: PupilAnswer, entry: date | None) -> bool:
    """Whether a pupil who is said to have left is this school's to send all the same.

    That is so where it is whoever else had the pupil: even if one other school did on all the days that are left. So
    both who left after the test period and most who left late in it stay with the school. The entry day and the day of
    leaving count as days at the school; `entry` None is before the test period.
    """
    if answer.kind != PupilAnswer.Kind.LEFT or answer.day is None:
        return False
    begun = entry or min(collection.test_period_from, answer.day)
    if begun > answer.day:
        return False
    before = Spell(_THERE, date.min, begun - timedelta(days=1))
    after = Spell(_THERE, answer.day + timedelta(days=1))
    period = Period(collection.test_period_from, collection.test_period_to)
    return who_submits((before, Spell(_HERE, begun, answer.day), after), period).submits == _HERE
