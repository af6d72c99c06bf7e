"""When reminders are best sent: before a collection's deadline and after it, on days on which schools are there."""

from datetime import date, datetime, time, timedelta

import msgspec

from muster.portal.casework.models import Reminding
from muster.portal.collecting.models import Collection
from muster.portal.collecting.times import moment
from muster.portal.foundation import clock
from muster.portal.foundation.clock import LONDON

IN_THE_MORNING = time(8, 30)
READY_FROM = timedelta(weeks=6)
"""So long before a collection opens schools may be asked to get ready."""

_FRIDAY, _SATURDAY = 4, 5


class Suggested(msgspec.Struct, frozen=True):
    """A reminder that suits most collections: to whom, and when."""

    to: Reminding.To
    due_at: datetime


def suggested(collection: Collection) -> list[Suggested]:
    """What is still to come of: two weeks before the deadline, three days before, and the day after, in the morning.

    A day at a weekend gives way to the Friday before, after the deadline to the Monday after.
    """
    deadline = collection.deadline.astimezone(LONDON).date()
    days = (
        (Reminding.To.NOTHING_SENT, _school_day(deadline - timedelta(days=14))),
        (Reminding.To.ANYTHING, _school_day(deadline - timedelta(days=3))),
        (Reminding.To.ANYTHING, _school_day(deadline + timedelta(days=1), later=True)),
    )
    planned = [Suggested(to, moment(day, IN_THE_MORNING)) for to, day in days]
    return [one for one in planned if clock.now() < one.due_at <= collection.closes_at]


def _school_day(day: date, *, later: bool = False) -> date:
    if day.weekday() < _SATURDAY:
        return day
    return day + timedelta(days=7 - day.weekday()) if later else day - timedelta(days=day.weekday() - _FRIDAY)
