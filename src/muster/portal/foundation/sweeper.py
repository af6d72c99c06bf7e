"""The sweeper: in one process at a time it does what nobody was nudged about, or somebody dropped."""

import logging
import threading
from datetime import timedelta

import msgspec
from django.db import DatabaseError, close_old_connections, connections

from muster.portal.foundation import leases, turns, work

# Promised: swept every 15 seconds, and a dropped item finished within 45. A lease takes 30 of them to run out, so
# what is left must be enough to find the item and to do it.
EVERY = timedelta(seconds=12)
ITEMS_A_PASS = 50
"""So many items of one work at a time, lest one work keep the others waiting."""

_TURN = "sweeper"
_TURN_LASTS = timedelta(seconds=20)
_CHORE_LASTS = timedelta(minutes=10)

_log = logging.getLogger(__name__)


class Swept(msgspec.Struct, frozen=True):
    """What a pass did: items done and items that failed, chores done; `mine` is False where another sweeps."""

    done: int = 0
    failed: int = 0
    chores: int = 0
    mine: bool = True


class Sweeper(threading.Thread):
    """Sweeps in a thread of its own until told to stop; a pass that fails is followed by the next."""

    def __init__(self, every: timedelta = EVERY) -> None:
        super().__init__(name="sweeper", daemon=True)
        self._every = every
        self._owner = leases.new_owner()
        self._stopping = threading.Event()

    def run(self) -> None:
        """Sweep now, and then again and again."""
        try:
            while not self._stopping.is_set():
                self._pass()
                self._stopping.wait(self._every.total_seconds())
        finally:
            connections.close_all()

    def stop(self) -> None:
        """Finish the item in hand, and begin no other."""
        self._stopping.set()

    def _pass(self) -> None:
        try:
            close_old_connections()
            sweep(self._owner, self._stopping)
        except DatabaseError as fault:
            _log.warning("A sweep broke off: %s.", type(fault).__name__)


def sweep(owner: str, stopping: threading.Event | None = None) -> Swept:
    """One pass over all work and chores that are due, unless another process is sweeping."""
    if not turns.take_turn(_TURN, owner, _TURN_LASTS):
        return Swept(mine=False)
    try:
        done, failed = _do_items(owner, stopping)
        return Swept(done, failed, _do_chores(owner, stopping))
    finally:
        turns.give_turn_back(_TURN, owner, done=True)


def _do_items(owner: str, stopping: threading.Event | None) -> tuple[int, int]:
    """The items that are due, and how many went well and did not; the turn is kept between one and the next."""
    outcomes = []
    for kind in work.works():
        for item in list(kind.pending(ITEMS_A_PASS)):
            if _must_end(owner, stopping):
                break
            outcomes.append(work.do(kind.name, item))
    return outcomes.count(True), outcomes.count(False)


def _must_end(owner: str, stopping: threading.Event | None) -> bool:
    """Whether to begin nothing more. A turn lost to another is no harm, because items are leased, but no use either."""
    return (stopping is not None and stopping.is_set()) or not turns.take_turn(_TURN, owner, _TURN_LASTS)


def _do_chores(owner: str, stopping: threading.Event | None) -> int:
    due = [chore for chore in work.chores() if turns.is_due(chore.name, chore.every)]
    return sum(_do_chore(chore, owner) for chore in due if not _must_end(owner, stopping))


def _do_chore(chore: work.Chore, owner: str) -> bool:
    if not turns.take_turn(chore.name, owner, _CHORE_LASTS):
        return False
    well = False
    try:
        chore.do()
        well = True
    except Exception as fault:  # noqa: BLE001 - the other chores must go on; this one is tried again
        _log.warning("The chore %s could not be done: %s.", chore.name, type(fault).__name__)
    finally:
        turns.give_turn_back(chore.name, owner, done=well)
    return well
