"""Which work there is: each app says what is pending and how an item is done; chores are done now and then."""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TypeVar

import msgspec
from django.db.models import QuerySet

from muster.portal.foundation import leases
from muster.portal.foundation.models import Leased

_log = logging.getLogger(__name__)

Row = TypeVar("Row", bound=Leased)


class Work(msgspec.Struct, frozen=True):
    """A kind of work: the ids of up to so many items that are due, and doing one.

    `do` takes the item by lease, so that it may be called for any id, at any time, by several at once.
    """

    name: str
    pending: Callable[[int], Iterable[str]]
    do: Callable[[str], None]


class Chore(msgspec.Struct, frozen=True):
    """Something done now and then by one process alone, such as forgetting what need not be kept."""

    name: str
    every: timedelta
    do: Callable[[], object]


_works: dict[str, Work] = {}
_chores: dict[str, Chore] = {}


def register(work: Work) -> None:
    """Make a work known, from its app's `ready`; a work of the same name is replaced."""
    _works[work.name] = work


def register_chore(chore: Chore) -> None:
    """Make a chore known, from its app's `ready`; a chore of the same name is replaced."""
    _chores[chore.name] = chore


def works() -> list[Work]:
    """Every work, by name."""
    return sorted(_works.values(), key=lambda work: work.name)


def chores() -> list[Chore]:
    """Every chore, by name."""
    return sorted(_chores.values(), key=lambda chore: chore.name)


def do(name: str, item: str) -> bool:
    """Do one item; whether that went well. Never raises: what went wrong is logged without the error's text."""
    try:
        kind = _works[name]
    except KeyError as fault:
        return _could_not(name, item, fault)
    return attempt(kind, item)


def attempt(kind: Work, item: str) -> bool:
    """Do one item of a work that need not be registered, as `do` does."""
    try:
        kind.do(item)
    except Exception as fault:  # noqa: BLE001 - the item stays pending, and others must go on
        return _could_not(kind.name, item, fault)
    return True


def leased(name: str, rows: Callable[[], QuerySet[Row]], do_row: Callable[[Row], None]) -> Work:
    """The work of doing each of these rows (with a `public_id`) under a lease that is renewed meanwhile.

    `do_row` may call `leases.finish` in its own transaction, or `leases.put_off`; otherwise the row is finished when
    it returns. Where it raises, the attempt has failed: tried again later, stopped after the last.
    """

    def pending(limit: int) -> list[str]:
        found = leases.due(rows()).order_by("not_before", "pk")
        return [str(public_id) for public_id in found.values_list("public_id", flat=True)[:limit]]

    def do_one(public_id: str) -> None:
        for row in leases.take(rows().filter(public_id=public_id)):
            with leases.kept(row):
                _attempt(row, do_row)

    return Work(name, pending, do_one)


def _could_not(name: str, item: str, fault: Exception) -> bool:
    _log.warning("%s %s could not be done: %s.", name, item, type(fault).__name__)
    return False


def _attempt(row: Row, do_row: Callable[[Row], None]) -> None:
    try:
        do_row(row)
        if row.lease_owner:  # not settled by the work itself
            leases.finish(row)
    except leases.LeaseLost:
        raise
    except Exception as fault:
        leases.fail(row, fault)
        raise
