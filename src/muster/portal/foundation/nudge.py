"""The one place that enqueues. What is to do stands in tables; a nudge only brings it forward."""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.db import transaction
from django_tasks import task

from muster.portal.foundation import work

_A_MESSAGE = 50
_log = logging.getLogger(__name__)


class _Failures:
    """How many nudges did not reach the queue, in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.count = 0

    def add(self) -> None:
        with self._lock:
            self.count += 1


_failures = _Failures()

_gathered: ContextVar[dict[str, list[str]] | None] = ContextVar("gathered", default=None)


def nudge(name: str, item: str) -> None:
    """Have this item of this work done soon, once the transaction is committed.

    Never raises for a queue that is away: that is counted and logged, and the sweeper finds the item.
    """
    transaction.on_commit(partial(_enqueue, name, item), robust=True)


def nudge_many(name: str, items: Sequence[str]) -> None:
    """Have all of these done soon, as `nudge` has one: one message to the queue for every fifty."""
    for part in _messages(items):
        transaction.on_commit(partial(_enqueue_many, name, part), robust=True)


@contextmanager
def together() -> Iterator[None]:
    """Have the nudges of all transactions in this block reach the queue when it ends, in as few messages as may be.

    For many small transactions in a row. What is gathered by a process that is killed, the sweeper finds.
    """
    gathered: dict[str, list[str]] = defaultdict(list)
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
        for name, items in gathered.items():
            for part in _messages(items):
                _enqueue_many(name, part)


def failures() -> int:
    """How many nudges of this process did not reach the queue."""
    return _failures.count


@task()
def do_item(name: str, item: str) -> None:
    """What the queue runs. It never raises, because the engine would keep the error's text."""
    work.do(name, item)


@task()
def do_items(name: str, items: list[str]) -> None:
    """What the queue runs for many: one after the other. What a killed worker leaves, the sweeper finds."""
    for item in items:
        work.do(name, item)


def _messages(items: Sequence[str]) -> list[list[str]]:
    return [list(items[start : start + _A_MESSAGE]) for start in range(0, len(items), _A_MESSAGE)]


def _enqueue(name: str, item: str) -> None:
    gathered = _gathered.get()
    if gathered is not None:
        gathered[name].append(item)
    else:
        _put(name, partial(do_item.enqueue, name, item))


def _enqueue_many(name: str, items: list[str]) -> None:
    gathered = _gathered.get()
    if gathered is not None:
        gathered[name] += items
    else:
        _put(name, partial(do_items.enqueue, name, items))


def _put(name: str, enqueue: Callable[[], object]) -> None:
    try:
        enqueue()
    except Exception as fault:  # noqa: BLE001 - whatever the queue does, the item is kept
        _failures.add()
        _log.warning("A nudge for %s did not reach the queue: %s.", name, type(fault).__name__)
