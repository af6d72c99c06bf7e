"""Tables as text: the rows of a CSV, whichever of comma, semicolon and tab stands between its cells."""

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from muster.formats.table_columns import HEADING_ROWS, Aliases, Columns, Row, find_columns
from muster.records import Problem, ProblemKind

_DELIMITERS = ",;\t"
_LONGEST_LINE = 131_072
"""Characters in a line (and, by the csv module's own default, in a field): far more than a pupil takes."""

_CELLS_A_ROW = 8
"""A row counts as so many cells at least: a pupil has UPN, two names, date of birth, sex and three outcomes."""

_CLOSE_QUOTE = "a quotation mark is opened here and not closed"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class TableDamaged(Exception):
    """A table that cannot be read to its end; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem.kind))
        self.problem = problem


def escape(text: str) -> str:
    """The text fit for a cell of a CSV that a spreadsheet will open: never the beginning of a formula."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_STARTS) else text


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA_STARTS) else text


def delimiter_of(utf8: bytes, aliases: Aliases, wanted: str, year: int | None = None) -> tuple[str, Columns]:
    """What stands between the cells of a table, and its columns: whichever makes a header row of the first rows."""
    tried = [(mark, find_columns(_head(utf8, mark), aliases, wanted, year)) for mark in _DELIMITERS]
    return max(tried, key=lambda found: found[1].weight(wanted))


def text_rows(lines: Iterable[str], delimiter: str, cells: int) -> Iterator[Row]:
    """The rows of a CSV in UTF-8, blank ones too (their numbers count), cells without our own apostrophes.

    Raises TableDamaged at a character no text has, at a line no table has, and beyond so many `cells`.
    """
    seen = 0
    reader = csv.reader(_checked(lines), delimiter=delimiter)
    number = 0
    try:
        for number, row in enumerate(reader, start=1):
            seen += len(row)
            if seen > cells:
                raise TableDamaged(_too_many_cells(seen, cells))
            yield number, [unescape(cell) for cell in row] if "'" in "".join(row) else row
    except csv.Error as fault:
        raise damaged_text(number + 1, _CLOSE_QUOTE) from fault


def lines_of(utf8: bytes) -> Iterator[str]:
    """The lines of a text, their ends with them."""
    return io.TextIOWrapper(io.BytesIO(utf8), encoding="utf-8", newline="")


def whole_rows(utf8: bytes, delimiter: str, cells: int) -> Iterator[Row]:
    """The rows of a CSV as `text_rows`; a quotation mark never closed, which swallows rows, raises TableDamaged.

    A table of too many cells, or of more rows than so many cells can be, is refused before any is read.
    """
    ends = max(utf8.count(b"\n"), utf8.count(b"\r"))
    size = max(utf8.count(delimiter.encode()) + ends, ends * _CELLS_A_ROW)
    if size > cells:
        raise TableDamaged(_too_many_cells(size, cells))
    odd = utf8.count(b'"') % 2 == 1
    for number, row in text_rows(lines_of(utf8), delimiter, cells):
        if odd and any("\n" in cell or "\r" in cell for cell in row):
            raise damaged_text(number, _CLOSE_QUOTE)
        yield number, row


def damaged_text(row: int, reason: str) -> TableDamaged:
    """A CSV that breaks in a row, for a reason in plain words."""
    return TableDamaged(Problem(ProblemKind.DAMAGED, row, {"what": "csv", "column": 0, "reason": reason}))


def _head(utf8: bytes, delimiter: str) -> list[Row]:
    """The first rows as far as they can be read."""
    rows: list[Row] = []
    with suppress(TableDamaged):
        rows.extend(islice(text_rows(lines_of(utf8), delimiter, _LONGEST_LINE), HEADING_ROWS))
    return rows


def _checked(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if len(line) > _LONGEST_LINE:
            raise damaged_text(number, f"this line is longer than {_LONGEST_LINE} characters")
        if "\x00" in line:
            raise damaged_text(number, "this line holds zero bytes, which no text has")
        yield line


def _too_many_cells(size: int, limit: int) -> Problem:
    return Problem(ProblemKind.TOO_BIG, facts={"what": "elements", "size": size, "limit": limit})
