"""An officer's tables: 15,000 rows read, previewed, loaded; a whole authority checked again beside a new roll."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from bench.figure import Figure
from bench.identities import PUPILS, SCHOOLS, portal_of_its_own
from bench.portal_returns import data_care
from muster.formats.export import Sheet, xlsx_bytes
from muster.formats.reference import read_roll, read_schools
from muster.records import Roll, RollEntry
from muster.synthesis import synthesise

if TYPE_CHECKING:
    from muster.portal.collecting.models import Collection
    from muster.portal.organisations.models import Authority

Done = TypeVar("Done")

MOST = {"table": 5.0, "checked again": 20.0}
"""Seconds that each step of a table may take, and checking the whole authority again."""

_TAKEN_ON = date(2026, 1, 15)
_COLUMNS = (
    "la", "estab", "upn", "surname", "forename", "dob", "sex", "nc_year", "sen", "first_language", "fsm",
    "disadvantaged", "ethnicity", "entry_date", "leaving_date", "enrol_status", "gld", "phonics",
)  # fmt: skip


def begun(made: Path) -> "tuple[Authority, Collection]":
    """An authority with its schools, and a collection that is open now."""
    from muster.portal.collecting import actions as collecting
    from muster.portal.collecting.terms import terms_of_year
    from muster.portal.foundation import clock
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.organisations.actions.authorities import found_authority
    from muster.portal.organisations.actions.schools import add_schools

    authority = found_authority(SYSTEM, "330", "Benchshire", "data@benchshire.example")
    add_schools(SYSTEM, authority, list(read_schools(made / "schools.csv")))
    now = clock.now().replace(second=0, microsecond=0)
    terms = replace(
        terms_of_year(2026),
        opens_at=now - timedelta(days=2),
        deadline=now + timedelta(days=20),
        closes_at=now + timedelta(days=60),
    )
    drafted = collecting.draft_collection(SYSTEM, authority, 2026, terms)
    collecting.settle_data_care(SYSTEM, drafted, 0, data_care())
    return authority, collecting.open_collection(SYSTEM, drafted, drafted.revision)


def tables(made: Path, authority: "Authority", collection: "Collection") -> Iterator[Figure]:
    """Each kind of table, taken in, read with its preview, loaded, and loaded again."""
    from muster.portal.rolls.models import TableKind

    entries = list(read_roll(made / "roll.csv"))
    roll, history = (made / "roll.csv").read_bytes(), (made / "history.csv").read_bytes()
    for said, content in (("CSV", roll), ("the same as CSV", roll), ("XLSX, each pupil changed", _workbook(entries))):
        name = f"table: a roll of {len(entries):,} rows, {said}"
        yield from _steps(name, authority, TableKind.ROLL, content, collection)
    rows = history.count(b"\n") - 1
    yield from _steps(f"table: {rows:,} former figures", authority, TableKind.HISTORY, history)
    many = _history(made)
    yield from _steps(f"table: {PUPILS:,} former figures", authority, TableKind.HISTORY, many)
    schools = (made / "schools.csv").read_bytes()
    yield from _steps(f"table: {SCHOOLS} schools", authority, TableKind.SCHOOLS, schools)
    yield from _steps("table: 300 people", authority, TableKind.PEOPLE, _people(made))


def _steps(
    name: str, authority: "Authority", kind: str, content: bytes, collection: "Collection | None" = None
) -> Iterator[Figure]:
    from muster.portal.casework.actions.tables import OfRoll, choose_columns, load_table, read_upload, take_table
    from muster.portal.casework.tables.mapping import guessed
    from muster.portal.foundation import leases
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.rolls.models import TableKind, TableUpload

    roll = OfRoll(collection, _TAKEN_ON) if collection else None
    seconds, upload = _timed(lambda: take_table(SYSTEM, authority, TableKind(kind), "a", content, roll))
    yield Figure(f"{name}: taken in", seconds, "s")
    choose_columns(SYSTEM, upload, upload.revision, guessed(kind, upload.preview["headings"], {}))
    rows = TableUpload.objects.select_related("authority", "collection__authority").filter(pk=upload.pk)
    (leased,) = leases.take(rows)
    seconds, _ = _timed(lambda: read_upload(leased))
    yield Figure(f"{name}: read and previewed", seconds, "s")
    read = rows.get()
    assert not read.preview["faults_count"], read.preview
    seconds, _ = _timed(lambda: load_table(SYSTEM, read, read.revision))
    yield Figure(f"{name}: loaded", seconds, "s")


def _timed(action: Callable[[], Done]) -> tuple[float, Done]:
    start = time.perf_counter()
    done = action()
    return time.perf_counter() - start, done


def _workbook(entries: Sequence[RollEntry]) -> bytes:
    """The roll as a workbook, with the year of each pupil written otherwise."""
    rows = [[str(getattr(replace(one, nc_year="Year 2"), name) or "") for name in _COLUMNS] for one in entries]
    return xlsx_bytes([Sheet("Roll", list(_COLUMNS), rows)])


def _history(made: Path) -> bytes:
    """As many figures as the roll has pupils."""
    numbers = [(row.la, row.estab) for row in read_schools(made / "schools.csv")]
    years = PUPILS // len(numbers) // 4 + 1
    lines = [
        f"{la},{estab},{2000 + year},{subject},30,20,5"
        for la, estab in numbers
        for year in range(years)
        for subject in ("reading", "writing", "maths", "science")
    ]
    return "\r\n".join(["la,estab,year,subject,eligible,exs_plus,gds", *lines[:PUPILS]]).encode()


def _people(made: Path) -> bytes:
    urns = [row.urn for row in read_schools(made / "schools.csv")]
    lines = [f"Sam {urn},sam.{urn}@people.example,may send,{urn}" for urn in urns]
    return "\r\n".join(["name,email,role,urn", *lines]).encode()


def checking_again(made: Path, collection: "Collection") -> Iterator[Figure]:
    """Every school has sent its file; then a new roll touches every school."""
    from muster.portal.collecting.actions import ask_schools
    from muster.portal.demonstration.tables import sent_files
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.foundation.once import new_key
    from muster.portal.organisations.models import School
    from muster.portal.returns.actions import send_file
    from muster.portal.returns.staleness import due
    from muster.portal.rolls.actions import load_roll

    files = sent_files(made)
    schools = list(School.objects.filter(authority=collection.authority))
    for request in ask_schools(SYSTEM, collection, schools).requests:
        sent = files[request.school.la, request.school.estab]
        send_file(SYSTEM, request, 1, sent.name, sent.path.read_bytes(), new_key())
    assert not due(1)
    entries = tuple(replace(one, nc_year="2", phonics="Wa") for one in read_roll(made / "roll.csv"))
    load_roll(SYSTEM, collection, Roll(_TAKEN_ON, entries))
    seconds, stale = _timed(lambda: due(1_000))
    yield Figure(f"checked again: which of {len(schools)} schools are to be, {len(stale)}", seconds * 1000, "ms")
    seconds, _ = _timed(lambda: _check(stale))
    assert not due(1)
    yield Figure(f"checked again: {len(stale)} schools, {len(entries):,} pupils", seconds, "s")


def _check(stale: list[str]) -> None:
    from muster.portal.returns.actions.rechecking import check_again_by_id

    for public_id in stale:
        check_again_by_id(public_id)


def main(database: str) -> int:
    """Print the figures; exit status 1 where one of them misses its mark."""
    import logging

    missed = False
    with portal_of_its_own(database) as folder:
        logging.disable(logging.CRITICAL)
        from django.db import connection

        from muster.portal.foundation import reader

        made = folder / "made-up"
        synthesise(made, schools=SCHOOLS, pupils=PUPILS, seed=2026, faults=0.02)
        reader.start()
        authority, collection = begun(made)
        for figures in (tables(made, authority, collection), checking_again(made, collection)):
            for figure in figures:
                print(figure, flush=True)
                kind = figure.name.partition(":")[0]
                missed |= figure.unit == "s" and figure.value > MOST[kind]
        reader.end()
        connection.close()
    return int(missed)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    sys.exit(main(arguments.parse_args().database))
