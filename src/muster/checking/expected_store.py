"""The roll, the history and the schools of a whole authority, or of England, on disk: each school's part by number."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from muster.checking.scratch import open_scratch
from muster.formats.reference import SchoolRow
from muster.records import Expected, History, HistoryRow, Roll, RollEntry, SubmittingSchool

_SCHEMA = """
CREATE TABLE roll (school TEXT, entry BLOB);
CREATE TABLE history (school TEXT, row BLOB);
CREATE TABLE school (number TEXT PRIMARY KEY, school BLOB);
CREATE TABLE loaded (what TEXT PRIMARY KEY);
"""
_encode = msgspec.msgpack.Encoder().encode
_decode_entry = msgspec.msgpack.Decoder(RollEntry).decode
_decode_row = msgspec.msgpack.Decoder(HistoryRow).decode
_decode_school = msgspec.msgpack.Decoder(SubmittingSchool).decode


class ExpectedStore:
    """What is held of every school. Written once, then read by several processes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        fresh = not path.exists()
        self._connection = open_scratch(path)
        if fresh:
            self._connection.executescript(_SCHEMA)

    def load_roll(self, entries: Iterable[RollEntry]) -> None:
        """Take the expected roll; the entries may come in any order."""
        rows = ((entry.la + entry.estab, _encode(entry)) for entry in entries)
        self._fill("roll", "INSERT INTO roll VALUES (?, ?)", rows)
        self._connection.execute("CREATE INDEX roll_school ON roll (school)")

    def load_history(self, history: Iterable[HistoryRow]) -> None:
        """Take the counts of earlier years."""
        rows = ((row.la + row.estab, _encode(row)) for row in history)
        self._fill("history", "INSERT INTO history VALUES (?, ?)", rows)
        self._connection.execute("CREATE INDEX history_school ON history (school)")

    def load_schools(self, schools: Iterable[SchoolRow]) -> None:
        """Take the schools, each also under its predecessor's number, so that it is found by either."""
        submitting = [_submitting(row) for row in schools]
        rows = [(number, _encode(school)) for school in submitting for number in school.predecessors]
        rows += [(school.number, _encode(school)) for school in submitting]
        self._fill("school", "INSERT OR REPLACE INTO school VALUES (?, ?)", rows)

    def school(self, number: str) -> SubmittingSchool | None:
        """The school with this number, or the one that replaced it; None where none was loaded."""
        row = self._connection.execute("SELECT school FROM school WHERE number = ?", (number,)).fetchone()
        return _decode_school(row[0]) if row else None

    def expected(self, numbers: tuple[str, ...], taken_on: date) -> Expected:
        """What is held under a school's number and its predecessors'; a roll without an entry of it is no roll."""
        entries = tuple(_decode_entry(row) for row in self._rows("SELECT entry FROM roll WHERE school = ?", numbers))
        rows = tuple(_decode_row(row) for row in self._rows("SELECT row FROM history WHERE school = ?", numbers))
        return Expected(roll=Roll(taken_on, entries) if entries else None, history=History(rows) if rows else None)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def _rows(self, query: str, numbers: tuple[str, ...]) -> list[bytes]:
        return [row for number in numbers for (row,) in self._connection.execute(query, (number,))]

    def _fill(self, what: str, statement: str, rows: Iterable[tuple[str, bytes]]) -> None:
        with _transaction(self._connection):
            self._connection.executemany(statement, rows)
            self._connection.execute("INSERT OR REPLACE INTO loaded VALUES (?)", (what,))


class _transaction:  # noqa: N801 - used as a statement
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN")

    def __exit__(self, *raised: object) -> None:
        self._connection.execute("ROLLBACK" if raised[0] else "COMMIT")


def _submitting(row: SchoolRow) -> SubmittingSchool:
    return SubmittingSchool(row.la, row.estab, row.urn or None, row.name or None, row.predecessors)
