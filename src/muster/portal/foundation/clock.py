"""What time it is: in one place, so that tests and the demonstration can say."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """This moment, in UTC."""
    return _set.get() or datetime.now(UTC)


def today() -> date:
    """Today's date where schools are."""
    return now().astimezone(LONDON).date()


def in_words(moment: datetime) -> str:
    """A moment as people where schools are say it: "24 November 2026 at 10:05am"."""
    there = moment.astimezone(LONDON)
    return f"{there.day} {there:%B %Y} at {there.hour % 12 or 12}:{there:%M}{'am' if there.hour < 12 else 'pm'}"


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be another moment for a while; the moment must carry its time zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    token = _set.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)
