"""The clock: read here, at the outermost edge, and nowhere below."""

from datetime import date, datetime


def now() -> datetime:
    """The time on this machine, in its own zone and to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def today() -> date:
    """The day on this machine."""
    return now().date()
