"""Workbooks (XLSX): the rows of each sheet, read by calamine from parts that have been looked over first.

Calamine lays a sheet out as one block from its first filled cell to its last, so that two cells far apart end the
whole process; and it believes what an archive's header says. It is therefore given a plain archive made anew of
the parts it needs, whose sheets hold a bounded block, and no more than a bounded size.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import python_calamine
from lxml import etree

from muster.formats.archive import Archive, ArchiveRefused, Bounds, Entry
from muster.formats.table_columns import Row
from muster.formats.table_text import TableDamaged
from muster.formats.xml_safety import SAFE
from muster.records import Fact, Problem, ProblemKind

_LEFT_OUT = re.compile(
    r"docProps/|customXml/|xl/(?:styles|comments\d*)\.xml|"
    r"xl/(?:media|drawings|theme|charts|externalLinks|pivot\w+|printerSettings|tables|threadedComments|persons)/"
)
"""Parts that tell nothing of what cells hold. Without the styles a date is the number that Excel keeps it as, and
calamine does not turn it into a date, at which it can fail."""

_FROM_1904 = re.compile(rb"""date1904\s{0,9}=\s{0,9}["'](?:1|true)["']""")
_MAIN_PART = "xl/workbook.xml"
_DAYS_TO_1904 = 1_462
_SERIALS = range(10_000, 100_000)
"""Numbers that are dates in a workbook that counts its days from 1904; no other number in our tables is so large."""

_BLOCK = 2_000_000
"""Cells, filled or not, in the block from a sheet's first filled cell to its last."""

_ELEMENTS = 200_000
"""Elements of a sheet that is not of the usual kind."""

_TAG = rb"<(?:[^<>\s/!?]*:)?c"
_CELL = re.compile(_TAG + rb"(?=[\s/>])")
_USUAL = re.compile(_TAG + rb' r="([A-Z]{1,3})([0-9]{1,7})"(?: (?:s|t|cm|vm)="\w{0,10}"){0,4} ?/?>')
_LARGE_COUNT = re.compile(rb"""ount\s{0,9}=\s{0,9}["'][\s+0]{0,9}[1-9][0-9]{7}""")
"""Room for so many is taken at once, whether they are there or not."""

_PLACE = re.compile(r"([A-Za-z]{0,3})([0-9]{0,7})")
_LAST_ROW = 1_048_576
_LAST_COLUMN = 16_384

_UNREADABLE = "the workbook's own list of sheets, or a sheet, cannot be read"
_PASSED_ON = (TableDamaged, KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError)
"""Whatever else calamine raises is damage: its panics are no ordinary exceptions."""


class WorkbookBounds(msgspec.Struct, frozen=True, kw_only=True):
    """The most that is read of a workbook; sizes in bytes. `parts` is of the parts read, unpacked, together."""

    sent: int
    unpacked: int = 200_000_000
    parts: int
    members: int = 1_000
    ratio: int = 100
    cells: int


def workbook_sheets(source: Path | bytes, bounds: WorkbookBounds) -> Iterator[Iterator[Row]]:
    """The rows of each sheet in the workbook's order, blank rows too; a sheet is read when its turn comes.

    A cell's text is what it holds: a whole number without ".0", a date as Excel's own number. Raises TableDamaged for a
    workbook that is locked, broken or over its bounds.
    """
    plain = _plain_workbook(source, bounds)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(plain.content))
        for index, sheet in enumerate(workbook.sheets_metadata):
            if sheet.typ is python_calamine.SheetTypeEnum.WorkSheet:
                yield _rows(workbook.get_sheet_by_index(index), plain.days)
    except _PASSED_ON:
        raise
    except BaseException as fault:
        raise TableDamaged(_damaged(_UNREADABLE)) from fault


def _rows(sheet: python_calamine.CalamineSheet, days: int) -> Iterator[Row]:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, [cell if type(cell) is str else cell_text(cell, days) for cell in row]


def cell_text(value: object, days: int = 0) -> str:
    """What a cell holds, as a person would type it; `days` are added to a date that the workbook counts otherwise."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        number = int(value)
        return str(number + days if number in _SERIALS else number)
    return str(value)


class _Plain(msgspec.Struct, frozen=True):
    """An archive made anew, and the days between its count of days and the usual one."""

    content: bytes
    days: int


def _plain_workbook(source: Path | bytes, bounds: WorkbookBounds) -> _Plain:
    """A new archive of the parts of a workbook that its sheets are read from, each looked over."""
    limits = Bounds(sent=bounds.sent, unpacked=bounds.unpacked, members=bounds.members, ratio=bounds.ratio)
    try:
        with Archive(source, limits) as archive:
            return _plain_archive(archive, _needed(archive.entries, bounds.parts), bounds)
    except ArchiveRefused as refusal:
        raise TableDamaged(_of_workbook(refusal.problem)) from refusal


def _needed(entries: Sequence[Entry], most: int) -> list[Entry]:
    """The parts of a workbook that its sheets are read from, pictures and the like left out."""
    needed = [e for e in entries if e.name.endswith((".xml", ".rels")) and not _LEFT_OUT.match(e.name)]
    size = sum(entry.size for entry in needed)
    if size > most:
        raise ArchiveRefused(_too_big("unpacked", size, most))
    return needed


def _plain_archive(archive: Archive, entries: Sequence[Entry], bounds: WorkbookBounds) -> _Plain:
    plain = io.BytesIO()
    days = 0
    seen: set[str] = set()
    with zipfile.ZipFile(plain, "w", zipfile.ZIP_STORED) as made:
        for entry in entries:
            part = archive.read(entry.index, bounds.parts)
            if entry.name in seen:
                raise TableDamaged(_damaged("it holds the same part twice"))
            seen.add(entry.name)
            _look_over(part, bounds.cells)
            days = _DAYS_TO_1904 if entry.name == _MAIN_PART and _FROM_1904.search(part) else days
            made.writestr(zipfile.ZipInfo(entry.name), part)
    return _Plain(plain.getvalue(), days)


def _look_over(part: bytes, cells: int) -> None:
    """Raise TableDamaged for a part that calamine must not be given."""
    if b"<!DOCTYPE" in part[:2_000]:
        raise TableDamaged(Problem(ProblemKind.UNSAFE, facts={"why": "doctype"}))
    if b"\x00" in part:
        raise TableDamaged(_damaged("a part of it is not text"))
    if _LARGE_COUNT.search(part):
        raise TableDamaged(_damaged("a part of it says that it holds more than it does"))
    if b"sheetData" in part:
        _look_over_sheet(part, cells)


def _look_over_sheet(sheet: bytes, cells: int) -> None:
    """The usual sheet is looked over at the speed of a search; any other, and a large one, cell by cell."""
    usual = _USUAL.findall(sheet)
    if len(usual) > cells or len(usual) != len(_CELL.findall(sheet)):
        _look_over_cells(sheet, cells)
    elif usual:
        columns, rows = zip(*usual, strict=True)
        if not _is_sound(max(map(int, set(rows))), max(map(_column, set(columns)))):
            _look_over_cells(sheet, cells)


def _is_sound(rows: int, columns: int) -> bool:
    """Whether a block of filled cells stands in the sheet and is of a size to be laid out."""
    return rows <= _LAST_ROW and columns <= _LAST_COLUMN and rows * columns <= _BLOCK


def _look_over_cells(sheet: bytes, cells: int) -> None:
    elements = sheet.count(b"<") - sheet.count(b"</")
    if elements > _ELEMENTS:
        raise TableDamaged(_too_big("elements", elements, _ELEMENTS))
    filled = rows = columns = 0
    for row, column in _filled_cells(sheet):
        filled, rows, columns = filled + 1, max(rows, row), max(columns, column)
    if filled > cells:
        raise TableDamaged(_too_big("elements", filled, cells))
    if rows > _LAST_ROW or columns > _LAST_COLUMN:
        raise TableDamaged(_damaged("a cell of it stands outside the sheet"))
    if not _is_sound(rows, columns):
        raise TableDamaged(_too_big("elements", rows * columns, _BLOCK))


def _filled_cells(sheet: bytes) -> Iterator[tuple[int, int]]:
    """Row and column of each cell that may hold something; one that does not say where it stands follows the last."""
    row = column = 0
    try:
        for event, element in _rows_and_cells(sheet):
            is_row = str(element.tag).endswith("row")
            if is_row and event == "end":
                element.clear()
            elif is_row:
                digits = _place(element.get("r", ""))[1]
                row, column = (int(digits) if digits else row + 1), 0
            elif event == "end":
                letters, digits = _place(element.get("r", ""))
                column = _column(letters.encode()) if letters else column + 1
                row = int(digits) if digits else row
                if len(element):
                    yield row, column
    except etree.XMLSyntaxError as fault:
        raise TableDamaged(_damaged(_UNREADABLE)) from fault


def _rows_and_cells(sheet: bytes) -> Iterator[tuple[str, etree._Element]]:
    return etree.iterparse(
        io.BytesIO(sheet),
        events=("start", "end"),
        tag=("{*}row", "{*}c"),
        **SAFE,
    )


def _place(reference: str) -> tuple[str, str]:
    """A reference ("C12", "12" of a row) in its letters and digits, each "" if missing."""
    match = _PLACE.fullmatch(reference)
    if match is None:
        raise TableDamaged(_damaged("a cell of it stands outside the sheet"))
    return match[1], match[2]


def _column(letters: bytes) -> int:
    """A column's number (A is 1)."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _of_workbook(problem: Problem) -> Problem:
    """What is wrong with the archive, said of the workbook that it is."""
    facts: dict[str, Fact] = dict(problem.facts)
    if problem.kind is ProblemKind.LOCKED:
        facts["what"] = "workbook"
    if problem.kind is ProblemKind.DAMAGED:
        facts["what"] = "xlsx"
    return Problem(problem.kind, problem.line, facts)


def _damaged(reason: str) -> Problem:
    return Problem(ProblemKind.DAMAGED, facts={"what": "xlsx", "column": 0, "reason": reason})


def _too_big(what: str, size: int, limit: int) -> Problem:
    return Problem(ProblemKind.TOO_BIG, facts={"what": what, "size": size, "limit": limit})
