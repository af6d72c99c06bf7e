"""The one place that enqueues. What is to do stands in tables; a nudge only brings it forward."""

import logging
import threading
from collections.abc import Callable, Sequence
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


def nudge(name: str, item: str) -> None:
    """Have this item of this work done soon, once the transaction is committed.

    Never raises for a queue that is away: that is counted and logged, and the sweeper finds the item.
    """
    transaction.on_commit(partial(_enqueue, name, item), robust=True)


def nudge_many(name: str, items: Sequence[str]) -> None:
    """Have all of these done soon, as `nudge` has one: one message to the queue for every fifty."""
    for start in range(0, len(items), _A_MESSAGE):
        transaction.on_commit(partial(_enqueue_many, name, list(items[start : start + _A_MESSAGE])), robust=True)


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


def _enqueue(name: str, item: str) -> None:
    _put(name, partial(do_item.enqueue, name, item))


def _enqueue_many(name: str, items: list[str]) -> None:
    _put(name, partial(do_items.enqueue, name, items))


def _put(name: str, enqueue: Callable[[], object]) -> None:
    try:
        enqueue()
    except Exception as fault:  # noqa: BLE001 - whatever the queue does, the item is kept
        _failures.add()
        _log.warning("A nudge for %s did not reach the queue: %s.", name, type(fault).__name__)
