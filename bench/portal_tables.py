"""An officer's tables: 15,000 rows read, previewed, loaded; a whole authority checked again beside a new roll."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from bench.figure import Figure
from bench.identities import PUPILS, SCHOOLS
from bench.made_up_authority import TAKEN_ON, begun, made_in, portal_at_work, printed
from muster.formats.export import Sheet, xlsx_bytes
from muster.formats.reference import read_roll, read_schools
from muster.records import Roll, RollEntry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from muster.portal.collecting.models import Collection
    from muster.portal.organisations.models import Authority
    from muster.portal.rolls.models import TableUpload

Done = TypeVar("Done")

MOST = {"table": 5.0, "checked again": 20.0}
"""Seconds that each step of a table may take, and checking the whole authority again."""

_COLUMNS = (
    "la", "estab", "upn", "surname", "forename", "dob", "sex", "nc_year", "sen", "first_language", "fsm",
    "disadvantaged", "ethnicity", "entry_date", "leaving_date", "enrol_status", "gld", "phonics",
)  # fmt: skip


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


def previewed(upload: "TableUpload") -> "TableUpload":
    """The upload once its columns are chosen, as the portal guesses them, and its rows are read."""
    from muster.portal.casework.actions.tables import read_upload

    read_upload(_chosen(upload))
    return _joined(upload).get()


def _chosen(upload: "TableUpload") -> "TableUpload":
    from muster.portal.casework.actions.tables import choose_columns
    from muster.portal.casework.tables.mapping import guessed
    from muster.portal.foundation import leases
    from muster.portal.foundation.actor import SYSTEM

    columns = guessed(upload.kind, upload.preview["headings"], {})
    choose_columns(SYSTEM, upload, upload.revision, columns)
    (leased,) = leases.take(_joined(upload))
    return leased


def _joined(upload: "TableUpload") -> "QuerySet[TableUpload]":
    from muster.portal.rolls.models import TableUpload

    return TableUpload.objects.select_related("authority", "collection__authority").filter(pk=upload.pk)


def _steps(
    name: str, authority: "Authority", kind: str, content: bytes, collection: "Collection | None" = None
) -> Iterator[Figure]:
    from muster.portal.casework.actions.tables import OfRoll, load_table, read_upload, take_table
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.rolls.models import TableKind

    roll = OfRoll(collection, TAKEN_ON) if collection else None
    seconds, upload = _timed(lambda: take_table(SYSTEM, authority, TableKind(kind), "a", content, roll))
    yield Figure(f"{name}: taken in", seconds, "s")
    leased = _chosen(upload)
    seconds, _ = _timed(lambda: read_upload(leased))
    yield Figure(f"{name}: read and previewed", seconds, "s")
    read = _joined(upload).get()
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
    load_roll(SYSTEM, collection, Roll(TAKEN_ON, entries))
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
    with portal_at_work(database) as folder:
        made = made_in(folder, faults=0.02)
        collection = begun(made)
        missed = printed(tables(made, collection.authority, collection), _is_missed)
        return printed(checking_again(made, collection), _is_missed) or missed


def _is_missed(figure: Figure) -> bool:
    return figure.unit == "s" and figure.value > MOST[figure.name.partition(":")[0]]


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    sys.exit(main(arguments.parse_args().database))
