"""What the commands of the portal do, once Django is there. Each refuses with a sentence where it cannot run."""

import errno
import socket
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from gunicorn.app.base import BaseApplication

import muster
from muster.portal.config import gunicorn, readiness
from muster.portal.config.starting import CannotStart

Details = tuple[str, str]
"""Two details that belong together, as a name and an address."""


def migrate() -> str:
    """Bring the database's tables to this version; a sentence that says what was done."""
    settings.ENVIRONMENT.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    _refuse(readiness.first_fault(with_migrations=False))
    waiting = readiness.migrations_waiting()
    call_command("migrate", interactive=False, verbosity=0)
    if not waiting:
        return "The database was ready for this version already."
    _record(waiting)
    return f"The database is ready: {waiting} steps were taken."


def serve(host: str, port: int, *, behind_proxy: bool = False, processes: int = gunicorn.PROCESSES) -> None:
    """Serve the portal until told to stop. Raises CannotStart, or ends with SystemExit as gunicorn does."""
    _refuse(readiness.first_fault())
    _refuse(_listening_fault(host, port))
    connections.close_all()
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    _Server(gunicorn.options(bind, behind_proxy=behind_proxy, processes=processes)).run()


def work() -> None:
    """Do the portal's work in the background until told to stop."""
    _refuse(readiness.first_fault())
    from muster.portal.foundation import worker

    worker.run()


def sweep() -> str:
    """One pass of the sweeper; a sentence that says what it did."""
    _refuse(readiness.first_fault())
    from muster.portal.foundation import leases, sweeper

    swept = sweeper.sweep(leases.new_owner())
    if not swept.mine:
        return "Another process is sweeping just now."
    return f"Done: {swept.done}. Not done, to be tried again: {swept.failed}. Chores: {swept.chores}."


def verify_audit(noted: str) -> Iterator[tuple[str, bool]]:
    """A sentence for each chain of the audit trail, and whether the chain is whole."""
    _refuse(readiness.first_fault())
    from muster.portal.audit.command import said_of, verify_all

    for report in verify_all(noted):
        yield said_of(report), report.fault is None


def found(la: str, name: str, team: Details, officer: Details, operator: Details | None = None) -> str:
    """Begin an authority: its team's address and telephone, its people's names and addresses. Says what was done."""
    _refuse(readiness.first_fault())
    from muster.portal.config.beginning import begin_authority
    from muster.portal.foundation.refusals import Refusal

    try:
        begin_authority(la, name, team, officer, operator)
    except Refusal as refusal:
        raise CannotStart(refusal.sentence) from refusal
    return f"{name} is there. A link for {officer[0]} to choose a password waits to be sent: muster work sends it."


def rewrap() -> str:
    """Close every data key with the environment's current key; a sentence that says how many."""
    _refuse(readiness.first_fault())
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.pupils.actions import keys

    closed = keys.rewrap(SYSTEM)
    return f"{closed} data keys were closed with the current key. Keep the older keys for as long as your backups."


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """Gunicorn with our settings instead of a command line's."""

    def __init__(self, options: dict[str, object]) -> None:
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., object]:
        from muster.portal.config.wsgi import application

        return application


def _refuse(fault: str | None) -> None:
    if fault is not None:
        raise CannotStart(fault)


def _listening_fault(host: str, port: int) -> str | None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as fault:
            what = (
                "is used by another program" if fault.errno == errno.EADDRINUSE else f"cannot be used: {fault.strerror}"
            )
            return f"Port {port} of {host} {what}. Choose another: muster serve --port 8001"
    return None


def _record(steps: int) -> None:
    """Write to the audit trail that the tables changed: its first event, in a new database."""
    from muster.portal.audit.action import action
    from muster.portal.foundation.actor import SYSTEM

    with action(SYSTEM) as act:
        act.record("database.migrated", steps=steps, version=muster.__version__, database=connection.vendor)
