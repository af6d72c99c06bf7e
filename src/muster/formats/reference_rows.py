"""Tables that an authority keeps (roll, history, schools): opened, their columns found, gone through row by row."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from muster.formats.archive import ARCHIVE_STARTS
from muster.formats.table_columns import HEADING_ROWS, Aliases, Columns, Row, find_columns
from muster.formats.table_text import TableDamaged, delimiter_of, text_rows
from muster.formats.table_workbook import WorkbookBounds, workbook_sheets
from muster.records import Problem, ProblemKind

_HEAD = 65_536
_PIECE = 1_000_000
_TEXT_CELLS = 200_000_000
_WORKBOOK = WorkbookBounds(sent=200_000_000, unpacked=1_000_000_000, parts=400_000_000, cells=5_000_000)
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class TableFault(ValueError):
    """A table is not what it should be: `message` says so in plain English, `row` where (the first row is 1).

    Of a single cell `column` says which of ours it is, `what` is wrong with it, as a word for programs, and `takes`
    which codes it takes, in words.
    """

    def __init__(self, message: str, row: int | None = None, column: str = "", what: str = "", takes: str = "") -> None:
        super().__init__(message if row is None else f"Row {row}: {message}")
        self.message = message
        self.row = row
        self.column = column
        self.what = what
        self.takes = takes


Values = dict[str, str]
"""One row's texts by column, without white space around them; a column that the table lacks is ""."""


def read_values(
    path: Path, aliases: Aliases, wanted: str, needed: Sequence[tuple[str, ...]]
) -> Iterator[tuple[int, Values]]:
    """The rows below a table's header row, each with its number; blank rows are passed over.

    `wanted` is the column by which the header row is known; of each group in `needed` one column must be there.
    Raises TableFault for what is no such table, and OSError where the file cannot be read.
    """
    try:
        rows, columns = _opened(path, aliases, wanted)
        _hold_to_needed(path, columns, needed)
        yield from _values(rows, columns, aliases)
    except TableDamaged as refusal:
        raise TableFault(_said(path, refusal.problem), refusal.problem.line) from refusal


def _opened(path: Path, aliases: Aliases, wanted: str) -> tuple[Iterator[Row], Columns]:
    """The rows of the table, and where its columns are."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(_OLD_WORKBOOK):
        raise TableFault(f"{path.name} is an old or a password-protected workbook. Save it as .xlsx or as CSV.")
    if not head.startswith(ARCHIVE_STARTS):
        return _text(path, head, aliases, wanted)
    for rows in workbook_sheets(path, _WORKBOOK):
        first = list(islice(rows, HEADING_ROWS))
        columns = find_columns(first, aliases, wanted)
        if columns.has(wanted):
            return chain(first, rows), columns
    return iter(()), Columns(0, {})


def _text(path: Path, head: bytes, aliases: Aliases, wanted: str) -> tuple[Iterator[Row], Columns]:
    encoding = _encoding(path, head)
    utf8 = head.decode(encoding, errors="replace").encode("utf-8", errors="replace")
    delimiter, columns = delimiter_of(utf8, aliases, wanted)
    return _text_rows(path, encoding, delimiter), columns


def _text_rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    with path.open(encoding=encoding, errors="replace", newline="") as lines:
        yield from text_rows(lines, delimiter, _TEXT_CELLS)


def _encoding(path: Path, head: bytes) -> str:
    """By byte order mark, else UTF-8 if the whole file is that, else windows-1252."""
    if head.startswith(BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    decoder = getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _hold_to_needed(path: Path, columns: Columns, needed: Sequence[tuple[str, ...]]) -> None:
    missing = [" or ".join(group) for group in needed if not columns.has(*group)]
    if missing:
        raise TableFault(f"{path.name} has no column {', '.join(missing)}. Add it, or choose the right file.")


def _values(rows: Iterable[Row], columns: Columns, names: Iterable[str]) -> Iterator[tuple[int, Values]]:
    places = [(name, place[0]) for name, place in columns.places.items()]
    width = 1 + max(place for _, place in places)
    absent = {name: "" for name in names if name not in columns.places}
    for number, cells in rows:
        if number <= columns.row or not any(cells):
            continue
        filled = cells if len(cells) >= width else cells + [""] * (width - len(cells))
        yield number, absent | {name: filled[place].strip() for name, place in places}


def _said(path: Path, problem: Problem) -> str:
    """What is wrong with a table that cannot be read, in a sentence."""
    match problem.kind:
        case ProblemKind.LOCKED:
            return f"{path.name} is locked with a password. Save it without one."
        case ProblemKind.DAMAGED:
            return f"{path.name} cannot be read: {problem.facts['reason']}. Save it again as CSV."
        case _:
            return (
                f"{path.name} is larger than a table should be. Save only the rows and columns that are needed, as CSV."
            )
