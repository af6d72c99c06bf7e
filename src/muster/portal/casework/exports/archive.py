"""A year in one archive: results, findings, CTFs, files as they came, confirmations, the log, how to check it all."""

import hashlib
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

import msgspec

from muster.portal.casework.exports.columns import Table, as_csv, as_workbook
from muster.portal.casework.exports.confirmed import confirmations_of_school, confirmations_table
from muster.portal.casework.exports.ctfs import Before, school_ctf
from muster.portal.casework.exports.findings import findings_table
from muster.portal.casework.exports.log import log_csv
from muster.portal.casework.exports.pupils import pupils_table
from muster.portal.casework.exports.questions import questions_table
from muster.portal.casework.exports.read_me import read_me
from muster.portal.casework.exports.received import Received
from muster.portal.casework.exports.schools import schools_tables
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Scope
from muster.portal.returns.reads.standing import Standing, Which, standing_of

PASSES = 3
"""So often each school is gone through: for its pupils, its findings, its files."""

README, MANIFEST = "README.txt", "MANIFEST.sha256"
_NAMES = {
    "results": "results/Results by pupil",
    "schools": "results/Results by school",
    "findings": "findings/Findings",
    "questions": "findings/Questions",
}


class Archived(msgspec.Struct, frozen=True):
    """What an archive came to."""

    schools: int
    pupils: int


class Writer:
    """Writes files into a zip one after another and notes the SHA-256 of each."""

    def __init__(self, into: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED)
        self._sums: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> None:
        """Write one file."""
        self._zip.writestr(_entry(name), content)
        self._sums[name] = hashlib.sha256(content).hexdigest()

    def add_pieces(self, name: str, pieces: Iterator[bytes]) -> None:
        """Write one file of any size."""
        made = hashlib.sha256()
        with self._zip.open(_entry(name), "w", force_zip64=True) as file:
            for piece in pieces:
                made.update(piece)
                file.write(piece)
        self._sums[name] = made.hexdigest()

    def end(self) -> None:
        """Write the manifest, as `sha256sum --check` reads it, and the zip's own end."""
        lines = "".join(f"{made}  {name}\n" for name, made in sorted(self._sums.items()))
        self._zip.writestr(_entry(MANIFEST), lines.encode())
        self._zip.close()


def write_archive(
    scope: Scope, collection: Collection, into: IO[bytes], done: Callable[[], object] = lambda: None
) -> Archived:
    """Write the collection's archive; `done` is called after each pass of a school.

    A collection of files alone has the files, the log and no results.
    """
    standing, writer = standing_of(scope, collection), Writer(into)
    writer.add(README, read_me(collection, clock.now()).encode())
    is_of_results = collection.kind == Collection.Kind.KS1
    pupils = _results(scope, collection, standing, writer, done) if is_of_results else 0
    received = Received(scope, collection)
    for one in standing:
        _school(scope, collection, one, writer, received)
        done()
    _add_table(writer, "received/Files", received.table)
    if is_of_results:
        _add_table(writer, "confirmations/Confirmations", confirmations_table(scope, collection))
    writer.add_pieces("log/Log.csv", log_csv(scope))
    writer.end()
    return Archived(len(standing), pupils)


def _results(
    scope: Scope, collection: Collection, standing: list[Standing], writer: Writer, done: Callable[[], object]
) -> int:
    table = pupils_table(scope, collection, standing, done)
    _add_table(writer, _NAMES["results"], table)
    schools = schools_tables(scope, collection, Which.ALL)
    writer.add(f"{_NAMES['schools']}.xlsx", as_workbook(schools))
    for one in schools:
        writer.add(f"results/{one.name}.csv", as_csv(one))
    _add_table(writer, _NAMES["findings"], findings_table(scope, collection, standing, done))
    _add_table(writer, _NAMES["questions"], questions_table(scope, standing))
    return len(table.rows)


def _add_table(writer: Writer, name: str, table: Table) -> None:
    writer.add(f"{name}.xlsx", as_workbook([table]))
    writer.add(f"{name}.csv", as_csv(table))


def _school(scope: Scope, collection: Collection, standing: Standing, writer: Writer, received: Received) -> None:
    """The school's own files: its CTF where it was accepted, what it sent, what it confirmed."""
    if standing.is_accepted:
        ctf = school_ctf(scope, collection, standing, Before([]), clock.now())
        writer.add(f"ctf/{ctf.name(collection)}", ctf.bytes(collection))
    urn = standing.request.school.urn
    for name, content in received.of_school(standing):
        writer.add(f"received/{urn}/{name}", content)
    for name, said in confirmations_of_school(scope, standing):
        writer.add(f"confirmations/{urn}/{name}", said)


def _entry(name: str) -> zipfile.ZipInfo:
    """A file of the archive, dated now where schools are."""
    there = clock.now().astimezone(clock.LONDON)
    entry = zipfile.ZipInfo(name, (there.year, there.month, there.day, there.hour, there.minute, there.second))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
