"""How far a collection is: told from its dates and the clock, never kept."""

from datetime import datetime
from enum import StrEnum

from muster.portal.collecting.models import Collection
from muster.portal.collecting.times import is_past
from muster.portal.foundation import clock


class State(StrEnum):
    """A draft that only officers see; announced, and opening later; open; closed."""

    DRAFT = "draft"
    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


def state_of(collection: Collection, at: datetime | None = None) -> State:
    """The collection's state at a moment, now where none is given. The minute of `closes_at` is still open."""
    now = at or clock.now()
    if collection.opened_at is None:
        return State.DRAFT
    if is_past(collection.closes_at, now):
        return State.CLOSED
    return State.OPEN if now >= collection.opens_at else State.COMING


def is_late(collection: Collection, at: datetime | None = None) -> bool:
    """Whether what arrives at the moment comes after the deadline; within the deadline's minute it does not."""
    return is_past(collection.deadline, at or clock.now())
