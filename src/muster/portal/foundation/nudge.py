"""The one place that enqueues. What is to do stands in tables; a nudge only brings it forward."""

import logging
import threading
from functools import partial

from django.db import transaction
from django_tasks import task

from muster.portal.foundation import work

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


def failures() -> int:
    """How many nudges of this process did not reach the queue."""
    return _failures.count


@task()
def do_item(name: str, item: str) -> None:
    """What the queue runs. It never raises, because the engine would keep the error's text."""
    work.do(name, item)


def _enqueue(name: str, item: str) -> None:
    try:
        do_item.enqueue(name, item)
    except Exception as fault:  # noqa: BLE001 - whatever the queue does, the item is kept
        _failures.add()
        _log.warning("A nudge for %s did not reach the queue: %s.", name, type(fault).__name__)
