"""Rows to be leased: mails, because they are real."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from django.db import connections

from muster.portal.foundation import clock, work
from muster.portal.outbox.models import Mail

Answer = TypeVar("Answer")


def made_mails(count: int = 1) -> list[Mail]:
    """So many mails that wait."""
    rows = [Mail(template="t", to_address="a@b.example", sealed=b"", queued_at=clock.now()) for _ in range(count)]
    for row in rows:
        row.save()
    return rows


def side_by_side(count: int, do: Callable[[int], Answer]) -> list[Answer]:
    """The answers of so many calls made at once, each in a thread and on a connection of its own."""

    def one(number: int) -> Answer:
        try:
            return do(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


@contextmanager
def only_work(*kinds: work.Work, chores: tuple[work.Chore, ...] = ()) -> Iterator[None]:
    """Let there be no other work and no other chores."""
    kept, kept_chores = dict(work._works), dict(work._chores)
    _set(work._works, {kind.name: kind for kind in kinds})
    _set(work._chores, {chore.name: chore for chore in chores})
    try:
        yield
    finally:
        _set(work._works, kept)
        _set(work._chores, kept_chores)


def _set(registered: dict[str, Answer], to: dict[str, Answer]) -> None:
    registered.clear()
    registered.update(to)
