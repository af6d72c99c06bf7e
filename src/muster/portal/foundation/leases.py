"""Work taken by lease: whoever dies with it loses it after 30 seconds, and another takes it."""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import copy_context
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import DatabaseError, close_old_connections, connections, transaction
from django.db.models import F, Q, QuerySet

from muster.portal.foundation import clock
from muster.portal.foundation.models import Leased

LEASE = timedelta(seconds=30)
RENEWED_EVERY = timedelta(seconds=10)
FIRST_WAIT = timedelta(seconds=30)

_log = logging.getLogger(__name__)

Row = TypeVar("Row", bound=Leased)


class LeaseLost(Exception):
    """The lease ran out and another took the work: what was done under it must not be kept."""


def due(rows: QuerySet[Row]) -> QuerySet[Row]:
    """Of these rows those that may be taken now: still to do, due, and in nobody's hands."""
    return rows.filter(free(), finished_at=None, stopped_at=None, not_before__lte=clock.now())


def free() -> Q:
    """That a row is in nobody's hands now."""
    return Q(lease_until=None) | Q(lease_until__lte=clock.now())


def anew() -> dict[str, object]:
    """What a row has that was never tried, and may be taken now."""
    fresh: dict[str, object] = {"finished_at": None, "stopped_at": None, "attempts": 0, "not_before": clock.now()}
    return fresh | {"lease_owner": "", "lease_until": None}


def take(rows: QuerySet[Row], limit: int = 1) -> list[Row]:
    """Take up to `limit` of these rows for 30 seconds, the longest due first; what others hold is passed over.

    A row that was taken as often as it may be, and never finished, is stopped instead.
    """
    with transaction.atomic():
        found = (
            due(rows)
            .order_by("not_before", "pk")
            .select_for_update(no_key=True, skip_locked=True, of=("self",))[:limit]
        )
        return [row for row in found if _taken(row)]


def renew(row: Leased) -> bool:
    """Keep the row for another 30 seconds; False where it was lost."""
    until = clock.now() + LEASE
    row.lease_until = until
    return bool(_mine(row).update(lease_until=until))


@contextmanager
def kept(row: Row, every: timedelta = RENEWED_EVERY) -> Iterator[Row]:
    """Renew the row's lease from a helper thread for as long as the work takes."""
    ended = threading.Event()
    run = copy_context().run  # the clock may be set for this work
    helper = threading.Thread(target=run, args=(_renew_until, row, ended, every), name="lease", daemon=True)
    helper.start()
    try:
        yield row
    finally:
        ended.set()
        helper.join()


def finish(row: Leased, **fields: object) -> None:
    """The work is done; `fields` of the row itself are written with that.

    In one transaction with what it wrote, nothing of a lost lease is kept: raises LeaseLost.
    """
    row.finished_at = clock.now()
    _settle(row, finished_at=row.finished_at, last_fault="", **fields)


def fail(row: Leased, fault: BaseException, wait: timedelta = FIRST_WAIT) -> bool:
    """An attempt failed: it is tried again after `wait`, doubled with each attempt, or stopped after the last.

    Whether it was stopped. Only the kind of error is kept, because its text could hold a name. Raises LeaseLost.
    """
    if row.attempts >= row.most_attempts:
        row.stopped_at = clock.now()
        _settle(row, stopped_at=row.stopped_at, last_fault=type(fault).__name__)
        return True
    row.not_before = clock.now() + wait * 2 ** (row.attempts - 1)
    _settle(row, not_before=row.not_before, last_fault=type(fault).__name__)
    return False


def put_off(row: Leased, until: datetime, fault: BaseException | None = None) -> None:
    """It cannot be done now (a server is away): due again at `until`, the attempt not counted. Raises LeaseLost."""
    row.not_before, row.attempts = until, row.attempts - 1
    said = type(fault).__name__ if fault else ""
    _settle(row, not_before=until, attempts=row.attempts, last_fault=said)


def stop(row: Leased, fault: BaseException | None = None) -> None:
    """It can never be done as it is: stopped at once, for somebody to look at. Raises LeaseLost."""
    row.stopped_at = clock.now()
    _settle(row, stopped_at=row.stopped_at, last_fault=type(fault).__name__ if fault else "")


def start_again(rows: QuerySet[Row]) -> int:
    """Let stopped rows be tried anew, as if never tried; how many there were."""
    return rows.exclude(stopped_at=None).update(**anew())


def new_owner() -> str:
    """Who takes: a name that tells an operator the machine and process, and no two takings apart share."""
    return f"{socket.gethostname()[:24]}:{os.getpid()}:{secrets.token_hex(8)}"


def _taken(row: Leased) -> bool:
    """Take the row if it is still as it was read (compare and set); stop it where its attempts are spent."""
    now = clock.now()
    as_read = _rows_of(row).filter(
        pk=row.pk, lease_owner=row.lease_owner, attempts=row.attempts, finished_at=None, stopped_at=None
    )
    if row.attempts >= row.most_attempts:
        as_read.update(stopped_at=now, lease_owner="", lease_until=None, last_fault=row.last_fault or "Abandoned")
        return False
    owner, until = new_owner(), now + LEASE
    taken = as_read.update(lease_owner=owner, lease_until=until, attempts=F("attempts") + 1)
    row.lease_owner, row.lease_until, row.attempts = owner, until, row.attempts + 1
    return bool(taken)


def _mine(row: Row) -> QuerySet[Row]:
    held = _rows_of(row).filter(pk=row.pk, lease_owner=row.lease_owner, finished_at=None, stopped_at=None)
    return held.exclude(lease_owner="")


def _rows_of(row: Row) -> QuerySet[Row]:
    return type(row)._default_manager.all()  # noqa: SLF001 - Django's own name for it


def _settle(row: Leased, **fields: object) -> None:
    if not _mine(row).update(lease_owner="", lease_until=None, **fields):
        raise LeaseLost
    row.lease_owner, row.lease_until = "", None


def _renew_until(row: Leased, ended: threading.Event, every: timedelta) -> None:
    """Renew until told to end; the thread's own database connection is closed with it."""
    try:
        while not ended.wait(every.total_seconds()):
            _renew_quietly(row)
    finally:
        connections.close_all()


def _renew_quietly(row: Leased) -> None:
    """A renewal that fails is tried again in time; one that is lost shows when the work is finished."""
    try:
        close_old_connections()
        renew(row)
    except DatabaseError as fault:
        _log.warning("A lease could not be renewed: %s.", type(fault).__name__)
