"""Whether the portal can run: each fault a sentence that says what is so, and what to do."""

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from muster.portal.demonstration.guard import check_demonstration
from muster.portal.foundation.crypto import KeyFault, check_keys
from muster.portal.foundation.refusals import Refusal

_NOT_READY = "The database is not ready for this version of Muster. Run: muster migrate"


def database_fault() -> str | None:
    """Why the database cannot be reached; None where it can."""
    if _is_missing():
        return _NOT_READY
    try:
        connection.ensure_connection()
    except DatabaseError as fault:
        return (
            f"The database cannot be reached ({type(fault).__name__}). Check MUSTER_DATABASE and MUSTER_DATA, and that"
            " the database is running and lets this account in. See docs/running.md."
        )
    return None


def keys_fault() -> str | None:
    """Why the keys of the environment do not open the data; None where they do."""
    try:
        check_keys()
    except KeyFault as fault:
        return str(fault)
    return None


def migrations_fault() -> str | None:
    """That the database's tables are not those of this version; None where they are."""
    return _NOT_READY if migrations_waiting() else None


def migrations_waiting() -> int:
    """How many migrations the database still waits for."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _is_missing() -> bool:
    """Whether the folder of a SQLite database is not there, because nothing was ever migrated."""
    return connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).parent.is_dir()


def demonstration_fault() -> str | None:
    """That a demonstration was given real data, which its pages would show to everybody; None where it was not."""
    if not settings.DEMONSTRATION:
        return None
    try:
        check_demonstration()
    except Refusal as refusal:
        return refusal.sentence
    return None


def first_fault(*, with_migrations: bool = True) -> str | None:
    """The first thing that stops the portal, or None: the database, its tables, the keys, real data in a demonstration.

    `with_migrations` off leaves out what needs the tables of this version.
    """
    fault = database_fault()
    if fault is None and with_migrations:
        fault = migrations_fault() or demonstration_fault()
    return fault or keys_fault()
