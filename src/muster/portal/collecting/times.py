"""Moments as people where schools are say them, and as they are kept: UTC, decided the same on any night."""

from datetime import UTC, date, datetime, time, timedelta

from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.refusals import Refusal

_LAST_MINUTE = time(23, 59)
ONE_MINUTE = timedelta(minutes=1)
_NOON = 12


def moment(day: date, at: time) -> datetime:
    """The minute of a day where schools are, in UTC.

    A time that the clocks going back repeat is the later one: nobody's deadline passes early. Raises Refusal for
    the hour that the clocks going forward leave out, which no clock shows.
    """
    there = datetime.combine(day, at.replace(second=0, microsecond=0, fold=1), LONDON)
    kept = there.astimezone(UTC)
    if kept.astimezone(LONDON).time() != at.replace(second=0, microsecond=0):
        raise Refusal("time_skipped", time=_clock(there), day=f"{day:%A} {day.day} {day:%B %Y}")
    return kept


def end_of(day: date) -> datetime:
    """The last minute of a day where schools are, in UTC."""
    return moment(day, _LAST_MINUTE)


def start_of(day: date) -> datetime:
    """The first minute of a day where schools are, in UTC."""
    return moment(day, time())


def is_past(minute: datetime, now: datetime) -> bool:
    """Whether the named minute is over; within it, it is not yet."""
    return now >= minute + ONE_MINUTE


def said(minute: datetime) -> str:
    """A minute in words, in the time where schools are: "11:59pm on Friday 26 June 2026"."""
    there = minute.astimezone(LONDON)
    return f"{_clock(there)} on {there:%A} {there.day} {there:%B %Y}"


def _clock(there: datetime) -> str:
    half = "am" if there.hour < _NOON else "pm"
    return f"{there.hour % _NOON or _NOON}:{there:%M}{half}"
