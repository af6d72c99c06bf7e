"""An authority's 15,000 pupils: closed, opened and found by key, and loaded as a roll into a database of its own."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figure import Figure, median, times_of
from muster.formats.reference import read_history, read_roll, read_schools
from muster.records import Roll, RollEntry
from muster.synthesis import synthesise

SCHOOLS, PUPILS = 300, 15_000
MOST = {"closed": 100.0, "loaded": 5.0}
"""Milliseconds to close all pupils' identities, seconds to load them as a roll."""

_RUNS = 9
_TAKEN_ON = date(2026, 1, 15)
_ABOUT = b"identity|bcdfghjkmnpqrstv"


@contextmanager
def portal_of_its_own(database: str) -> Iterator[Path]:
    """The portal with keys of no worth and an empty database in a folder that goes again; gives the folder."""
    with TemporaryDirectory() as folder:
        os.environ |= {
            "MUSTER_SECRET": "bench" * 10,
            "MUSTER_KEYS": "bench:" + "A" * 43 + "=",
            "MUSTER_AUDIT_KEY": "A" * 43 + "=",
            "MUSTER_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "muster.portal.config.settings",
        }
        if database == "postgresql":
            from tests.portal.servers import postgresql

            os.environ["MUSTER_DATABASE"] = postgresql.start().address.removesuffix(postgresql.USER) + "postgres"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        yield Path(folder)


def closing(entries: tuple[RollEntry, ...]) -> Iterator[Figure]:
    """What the cryptography costs alone, all pupils of an authority in one go."""
    from muster.portal.foundation.crypto import INSTANCE, vault_of
    from muster.portal.pupils.identity_record import decode, encode, keyed_identity
    from muster.portal.rolls.expected_rows import identity_of

    vault = vault_of(INSTANCE)
    people = [identity_of(entry) for entry in entries]
    closed = [vault.seal(encode(one), _ABOUT) for one in people]
    name = f"identities: {len(people):,} pupils"
    yield _timed(f"{name} closed", lambda: [vault.seal(encode(one), _ABOUT) for one in people])
    yield _timed(f"{name} opened", lambda: [decode(vault.unseal(one, _ABOUT)) for one in closed])
    yield _timed(f"{name} given their search keys", lambda: [keyed_identity(vault, one) for one in people])


def loading(made: Path, entries: tuple[RollEntry, ...]) -> Iterator[Figure]:
    """What the actions cost, database and audit event included."""
    from django.db import connection

    from muster.portal.collecting.actions.collections import draft_collection
    from muster.portal.collecting.terms import terms_of_year
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.organisations.actions.authorities import found_authority
    from muster.portal.organisations.actions.schools import add_schools
    from muster.portal.rolls.actions import load_history, load_roll

    authority = found_authority(SYSTEM, "330", "Benchshire", "data@benchshire.example")
    add_schools(SYSTEM, authority, list(read_schools(made / "schools.csv")))
    collection = draft_collection(SYSTEM, authority, 2026, terms_of_year(2026))
    roll = Roll(_TAKEN_ON, entries)
    on = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    name = f"identities on {on}: a roll of {len(entries):,} pupils"
    yield _once(f"{name} loaded", lambda: load_roll(SYSTEM, collection, roll))
    yield _once(f"{name} loaded again", lambda: load_roll(SYSTEM, collection, roll))
    history = list(read_history(made / "history.csv"))
    name = f"identities on {on}: {len(history):,} former figures loaded"
    yield _once(name, lambda: load_history(SYSTEM, authority, history))
    yield from _reading(on, collection.pk)


def _reading(on: str, collection: int) -> Iterator[Figure]:
    from muster.portal.foundation.scope import EVERYTHING
    from muster.portal.pupils.models import Identity
    from muster.portal.pupils.reads import open_identities
    from muster.portal.rolls.models import SchoolRoll
    from muster.portal.rolls.reads import held_of

    one = SchoolRoll.objects.select_related("collection", "school").filter(collection=collection).order_by("-pupils")[0]
    name = f"identities on {on}: roll and history of a school of {one.pupils} pupils read"
    yield _timed(name, lambda: held_of(EVERYTHING, one.collection, one.school))
    ids = list(Identity.objects.values_list("pk", flat=True))
    yield _once(f"identities on {on}: {len(ids):,} read and opened", lambda: open_identities(EVERYTHING, ids))


def _timed(name: str, action: Callable[[], object]) -> Figure:
    return Figure(name, median(times_of(action, _RUNS)), "ms")


def _once(name: str, action: Callable[[], object]) -> Figure:
    start = time.perf_counter()
    action()
    return Figure(name, time.perf_counter() - start, "s")


def main(database: str) -> int:
    """Print the figures; exit status 1 where closing or loading takes longer than it may."""
    missed = False
    with portal_of_its_own(database) as folder:
        synthesise(folder / "made-up", schools=SCHOOLS, pupils=PUPILS, seed=2026, faults=0.0)
        entries = tuple(read_roll(folder / "made-up" / "roll.csv"))
        for figure in (*closing(entries), *loading(folder / "made-up", entries)):
            print(figure, flush=True)
            missed |= figure.value > MOST.get(figure.name.rpartition(" ")[2], figure.value)
        from django.db import connection

        connection.close()
    return int(missed)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    sys.exit(main(arguments.parse_args().database))
