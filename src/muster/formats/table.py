"""Results tables (CSV and XLSX): a row a pupil, a column an outcome, as `table_columns` knows the headings."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice

import msgspec

from muster.formats.dates import parse_uk
from muster.formats.encoding import decode_table
from muster.formats.limits import Limits, Reading
from muster.formats.names import fold
from muster.formats.sniff import with_mark
from muster.formats.table_columns import HEADING_ROWS, Columns, Row, find_columns, results_aliases
from muster.formats.table_school import header_of
from muster.formats.table_text import TableDamaged, delimiter_of, whole_rows
from muster.formats.table_values import iso_date, sex_of, split_name
from muster.formats.table_workbook import WorkbookBounds, workbook_sheets
from muster.framework import Framework
from muster.records import Header, Kind, OutcomeRow, Problem, ProblemKind, PupilRecord, ResultsFile

_WORKBOOK_PARTS = 50_000_000
"""Bytes of a workbook's parts unpacked, without its pictures: some hundred times a school's own."""

_IDENTITY = ("upn", "surname", "forename", "dob_text")


class _Table(msgspec.Struct, frozen=True):
    """What a table holds of its school and pupils."""

    header: Header
    pupils: tuple[PupilRecord, ...]


def read_csv(content: bytes, name: str, sha256: str, reading: Reading) -> ResultsFile:
    """Read a results table that is text. Never raises: what stopped the reading is the file's problem."""
    decoded = decode_table(with_mark(content))
    blank = ResultsFile(name, sha256, len(content))
    if isinstance(decoded, Problem):
        return msgspec.structs.replace(blank, problems=(decoded,))
    try:
        table = _read_text(decoded.utf8, reading)
    except TableDamaged as refusal:
        return msgspec.structs.replace(blank, problems=(refusal.problem,))
    repairs = () if decoded.repair is None else (decoded.repair,)
    return _as_file(table, msgspec.structs.replace(blank, kind=Kind.CSV, problems=repairs), reading.framework)


def read_workbook(content: bytes, name: str, sha256: str, reading: Reading) -> ResultsFile:
    """Read a results table that is a workbook: its first sheet with a UPN column. Never raises, as `read_csv`."""
    blank = ResultsFile(name, sha256, len(content))
    try:
        table = _read_sheets(workbook_sheets(content, _bounds(reading.limits)), reading)
    except TableDamaged as refusal:
        return msgspec.structs.replace(blank, problems=(refusal.problem,))
    return _as_file(table, msgspec.structs.replace(blank, kind=Kind.XLSX), reading.framework)


def _bounds(limits: Limits) -> WorkbookBounds:
    return WorkbookBounds(
        sent=limits.upload_bytes,
        unpacked=10 * limits.upload_bytes,
        parts=_WORKBOOK_PARTS,
        ratio=limits.ratio,
        cells=limits.elements // 2,
    )


def _read_text(utf8: bytes, reading: Reading) -> _Table:
    aliases = results_aliases(_subjects(reading))
    delimiter, columns = delimiter_of(utf8, aliases, "upn", reading.framework.year)
    if not columns.places:
        raise _not_results(columns, reading.framework, "a text document")
    return _read_table(whole_rows(utf8, delimiter, reading.limits.elements), columns, reading)


def _read_sheets(sheets: Iterable[Iterator[Row]], reading: Reading) -> _Table:
    """The first sheet that has a UPN column; without one, the problem of the sheet with the most columns known."""
    aliases = results_aliases(_subjects(reading))
    best = Columns(0, {})
    for rows in sheets:
        head = list(islice(rows, HEADING_ROWS))
        columns = find_columns(head, aliases, "upn", reading.framework.year)
        if columns.has("upn"):
            return _read_table(chain(head, rows), columns, reading)
        best = max(best, columns, key=lambda found: len(found.places))
    raise _not_results(best, reading.framework)


def _subjects(reading: Reading) -> tuple[str, ...]:
    """The keys of the subjects whose columns are read."""
    return tuple(s.key for s in reading.framework.subjects if reading.science or s.key != "science")


def _as_file(table: _Table, blank: ResultsFile, framework: Framework) -> ResultsFile:
    """The file with what its table holds."""
    has_outcomes = any(pupil.outcomes for pupil in table.pupils)
    return msgspec.structs.replace(
        blank, header=table.header, pupils=table.pupils, stages=(framework.stage,) if has_outcomes else ()
    )


def _read_table(rows: Iterable[Row], columns: Columns, reading: Reading) -> _Table:
    """The pupils below the header row, and what the columns and the lines above it tell of their school."""
    framework = reading.framework
    if not columns.has("upn") or not columns.has(*framework.scaled):
        raise _not_results(columns, framework)
    reader = _RowReader(columns, reading)
    above: list[list[str]] = []
    pupils: list[PupilRecord] = []
    schools: Counter[tuple[str, ...]] = Counter()
    for number, cells in rows:
        if number < columns.row:
            above.append(cells)
        elif number > columns.row and any(cells):
            pupil = reader.read(number, cells)
            if pupil is not None:
                pupils.append(pupil)
                schools[reader.school(cells)] += 1
    return _Table(header_of(schools, above), tuple(pupils))


class _RowReader:
    """Reads one row after the other of a table with these columns."""

    def __init__(self, columns: Columns, reading: Reading) -> None:
        places = columns.places
        self._width = 1 + max(chain.from_iterable(places.values()), default=0)
        self._places = places
        self._subjects = [(key, place) for key in _subjects(reading) for place in places.get(key, ())]
        self._codes = reading.framework.known_codes
        self._dates: dict[str, tuple[date | None, str]] = {}

    def read(self, number: int, cells: list[str]) -> PupilRecord | None:
        """The pupil of a row, None where the row is no pupil's: blank, a note, a total, the headings once more."""
        cells = [cell.strip() for cell in cells]
        cells += [""] * (self._width - len(cells))
        outcomes = self._outcomes(number, cells)
        pupil = self._pupil(number, cells, outcomes)
        return pupil if self._is_pupil(pupil) else None

    def school(self, cells: list[str]) -> tuple[str, ...]:
        """What the row tells of the school: LA, establishment number, URN, school number, name."""
        return tuple(
            next((cells[place].strip() for place in self._places.get(name, ()) if place < len(cells)), "")
            for name in ("la", "estab", "urn", "dfe", "school")
        )

    def _text(self, cells: list[str], name: str) -> str:
        """The first of the column's cells that is not empty."""
        for place in self._places.get(name, ()):
            if cells[place]:
                return cells[place]
        return ""

    def _date(self, text: str) -> tuple[date | None, str]:
        """The date of a text, and its ISO form or else the text. A table has few dates many times."""
        known = self._dates.get(text)
        if known is None:
            known = self._dates[text] = (parse_uk(text), iso_date(text))
        return known

    def _outcomes(self, number: int, cells: list[str]) -> tuple[OutcomeRow, ...]:
        given = [(key, cells[place]) for key, place in self._subjects if cells[place]]
        day = self._date(self._text(cells, "result_date"))[1] if given else ""
        return tuple(OutcomeRow(key, text, number, day) for key, text in given)

    def _pupil(self, number: int, cells: list[str], outcomes: tuple[OutcomeRow, ...]) -> PupilRecord:
        surname, forename = self._text(cells, "surname"), self._text(cells, "forename")
        if not (surname or forename):
            surname, forename = split_name(self._text(cells, "name"))
        born = self._text(cells, "dob")
        day, iso = self._date(born)
        return PupilRecord(
            line=number,
            upn=self._text(cells, "upn"),
            former_upn=self._text(cells, "former_upn"),
            surname=surname,
            forename=forename,
            preferred_surname=self._text(cells, "preferred_surname"),
            preferred_forename=self._text(cells, "preferred_forename"),
            dob=day,
            dob_text=iso if born.isdecimal() else born,
            sex=sex_of(self._text(cells, "sex")),
            nc_year=self._text(cells, "nc_year") or self._text(cells, "nc_year_group"),
            enrol_status=self._text(cells, "enrol_status"),
            entry_date=self._date(self._text(cells, "entry_date"))[0],
            leaving_date=self._date(self._text(cells, "leaving_date"))[0],
            outcomes=outcomes,
        )

    def _is_pupil(self, pupil: PupilRecord) -> bool:
        """Notes and totals fill one cell that tells who, or none, and hold no code of the framework."""
        known = [text for text in (getattr(pupil, field) for field in _IDENTITY) if text]
        if fold(pupil.upn) == "upn":
            return False
        if len(known) > 1 or any(character.isdigit() for character in pupil.upn):
            return True
        return any("".join(row.text.split()).upper() in self._codes for row in pupil.outcomes)


def _not_results(
    columns: Columns, framework: Framework, looks_like: str = "a spreadsheet of something else"
) -> TableDamaged:
    """The problem of a table without the columns that make it one of results."""
    missing = ["upn"] if not columns.has("upn") else []
    if not columns.has(*framework.scaled):
        missing.extend(framework.scaled)
    return TableDamaged(Problem(ProblemKind.NOT_RESULTS, facts={"looks_like": looks_like, "missing": tuple(missing)}))
