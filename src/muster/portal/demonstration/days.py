"""When the demonstration's season happened: over the weeks before today, at hours at which people work."""

from datetime import datetime, time, timedelta

from muster.portal.collecting.models import Collection
from muster.portal.foundation.clock import LONDON

BEGUN_BEFORE = timedelta(days=26)
"""So long ago the authority began its collection."""

_FIRST_ANSWER = timedelta(days=3)
_SATURDAY = 5
_OPENS, _WORKS = time(8, 40), timedelta(hours=7)


def moment_of(number: int, of: int, collection: Collection, now: datetime) -> datetime:
    """When the `number`th of so many schools answered: the later, the nearer to now; weekends give way to Monday.

    Never before the collection takes files, nor after now; and a later number never comes before an earlier one.
    """
    first = max(collection.opens_at, now - BEGUN_BEFORE + _FIRST_ANSWER)
    reached = first + (now - first) * number / (of + 1)
    return min(max(_at_work(reached), first), now)


def _at_work(moment: datetime) -> datetime:
    """The moment moved into working hours of its day, or of the Monday after."""
    there = moment.astimezone(LONDON)
    share = (there.hour * 60 + there.minute) / (24 * 60)
    late = max(0, there.weekday() - _SATURDAY + 1) and 7 - there.weekday()
    begins = datetime.combine(there.date() + timedelta(days=late), _OPENS, LONDON)
    return begins + _WORKS * (share if not late else 0)
