"""Any table as it stands: its headings and the rows below them as texts, before anybody says which column is which."""

from collections.abc import Iterator
from itertools import chain, islice

import msgspec

from muster.formats.archive import ARCHIVE_STARTS
from muster.formats.encoding import decode_table
from muster.formats.sniff import with_mark
from muster.formats.table_columns import HEADING_ROWS, Aliases, Row, find_columns
from muster.formats.table_text import TableDamaged, delimiter_of, whole_rows
from muster.formats.table_workbook import WorkbookBounds, workbook_sheets
from muster.records import Problem

_CELLS = 3_000_000
_WORKBOOK = WorkbookBounds(sent=20_000_000, parts=100_000_000, cells=_CELLS)
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FEWEST, _LONGEST = 2, 60
"""Cells that a row of headings has at least, and characters that each has at most."""

_FIGURES = 3
"""More figures than these stand in no heading: such a row is data, and data is kept nowhere in the clear."""


class LooseTable(msgspec.Struct, frozen=True):
    """A table: its headings, in which row they stand (the first is 1), and the rows below with their numbers.

    `row` is 0 where no row looks like headings; `trouble` says why nothing was read: "empty", "old", "locked",
    "unsafe", "large" or "damaged".
    """

    headings: tuple[str, ...] = ()
    row: int = 0
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    trouble: str = ""


_TROUBLES = {"locked": "locked", "unsafe": "unsafe", "too_big": "large"}


def read_loose_table(content: bytes, aliases: Aliases, wanted: str) -> LooseTable:
    """Read a table, CSV or XLSX; never raises for what the bytes are.

    The row of headings is told by the headings in `aliases`, `wanted` before others; of a workbook the first sheet
    that has it is read. Blank rows are left out.
    """
    if not content.strip():
        return LooseTable(trouble="empty")
    if content.startswith(_OLD_WORKBOOK):
        return LooseTable(trouble="old")
    try:
        return _best(content, aliases, wanted)
    except TableDamaged as refusal:
        return LooseTable(trouble=_trouble(refusal.problem))


def _best(content: bytes, aliases: Aliases, wanted: str) -> LooseTable:
    """The first sheet that has the wanted column, else the first with headings, else the first with anything."""
    best = LooseTable(trouble="empty")
    for rows in _sheets(content, aliases, wanted):
        table = _read(rows, aliases, wanted)
        if table.row and find_columns([(1, list(table.headings))], aliases, wanted).has(wanted):
            return table
        if not table.trouble and (best.trouble or (table.row and not best.row)):
            best = table
    return best


def _sheets(content: bytes, aliases: Aliases, wanted: str) -> Iterator[Iterator[Row]]:
    if content.startswith(ARCHIVE_STARTS):
        yield from workbook_sheets(content, _WORKBOOK)
        return
    decoded = decode_table(with_mark(content))
    if isinstance(decoded, Problem):
        raise TableDamaged(decoded)
    delimiter, _ = delimiter_of(decoded.utf8, aliases, wanted)
    yield whole_rows(decoded.utf8, delimiter, _CELLS)


def _read(rows: Iterator[Row], aliases: Aliases, wanted: str) -> LooseTable:
    first = list(islice(rows, HEADING_ROWS))
    row = find_columns(first, aliases, wanted).row or next((n for n, cells in first if _like_headings(cells)), 0)
    headings = next((tuple(cell.strip() for cell in cells) for number, cells in first if number == row), ())
    if not any(any(cells) for _, cells in first):
        return LooseTable(trouble="empty")
    kept = [
        (number, tuple(cell.strip() for cell in cells))
        for number, cells in chain(first, rows)
        if number > row and any(cells)
    ]
    return LooseTable(headings, row, tuple(kept) if row else ())


def _like_headings(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) >= _FEWEST and not any(len(cell) > _LONGEST or _is_data(cell) for cell in filled)


def _is_data(cell: str) -> bool:
    return sum(map(str.isdigit, cell)) > _FIGURES or "@" in cell


def _trouble(problem: Problem) -> str:
    return _TROUBLES.get(str(problem.kind), "damaged")
