"""Who sends a pupil who has left, as far as the school's own days tell."""

from datetime import date, timedelta

from muster.portal.collecting.models import Collection
from muster.portal.returns.models import PupilAnswer


def is_still_sent(collection: Collection, answer: PupilAnswer, entry: date | None) -> bool:
    """Whether a pupil who is said to have left is this school's to send all the same.

    Whoever was at the school for more than half of the test period is: no other school can have as many days of it,
    so that both who left after it and most who left late in it stay with the school. The entry day and the day of
    leaving count as days at the school; `entry` None is before the test period.
    """
    if answer.kind != PupilAnswer.Kind.LEFT or answer.day is None:
        return False
    start, end = collection.test_period_from, collection.test_period_to
    here = _days(max(entry or start, start), min(answer.day, end))
    return 2 * here > _days(start, end)


def _days(first: date, last: date) -> int:
    return max((last - first + timedelta(days=1)).days, 0)
