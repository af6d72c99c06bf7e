"""`muster work`: the queue's own worker and the sweeper, in one process."""

import logging
import time

from django.db import DatabaseError, connections
from django_tasks_db.management.commands.db_worker import Worker

from muster.portal.foundation import leases
from muster.portal.foundation.sweeper import Sweeper

_LAST_ITEM_WITHIN = 25.0
_TRIED_AGAIN_AFTER = 5.0
_LOOKS_EVERY = 0.25

_log = logging.getLogger(__name__)


def run() -> None:
    """Work until told to stop (SIGTERM, SIGINT): the items in hand are finished first, for up to 25 seconds.

    What is cut off after that, or killed, is taken again by another worker when its lease runs out.
    """
    sweeper = Sweeper()
    sweeper.start()
    worker = _engine()
    worker.configure_signals()
    _log.info("Working.")
    try:
        while worker.running:
            _run_engine(worker)
    except SystemExit:  # how the engine's worker ends when it was idle
        worker.running = False
    finally:
        sweeper.stop()
        sweeper.join(_LAST_ITEM_WITHIN)
        _log.info("Stopped.")


def _engine() -> Worker:
    return Worker(
        queue_names=["default"],
        interval=_LOOKS_EVERY,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=leases.new_owner(),
        excluded_queue_names=[],
    )


def _run_engine(worker: Worker) -> None:
    """Run the engine's worker; a database that goes away is waited for."""
    try:
        worker.run()
    except DatabaseError as fault:
        _log.warning("The database is away (%s). Trying again.", type(fault).__name__)
        connections.close_all()
        if worker.running:
            time.sleep(_TRIED_AGAIN_AFTER)
