"""A worksheet of plain rows, whose cells are written as XML at once.

xlsxwriter holds each cell until the end and writes it through a dozen calls; an authority's workbook, made while
somebody waits, has thirty thousand cells.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from html import escape
from itertools import repeat
from math import isfinite

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | None
"""What a cell holds; None is an empty one."""

_LONGEST_TEXT = 32_767
"""Characters in a cell, Excel's own limit."""

_KEPT = 5_000
"""So many cells are known again: numbers, codes and names of columns come back all the time."""

_DAY_0 = date(1899, 12, 30).toordinal()
_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a 29th of February 1900; earlier days are written as text."""

_READ_AS_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_SPACE_AT_AN_END = re.compile(r"^\s|\s$")


class Looks:
    """How a workbook's cells look: long texts are broken into lines, and all stand at the top of their row."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.above = _number_of(workbook, {"bold": True, "font_size": 13})
        self.heading = _number_of(workbook, {"bold": True, "bottom": 1})
        self.plain = _number_of(workbook, {"text_wrap": True, "valign": "top"})
        self.day = _number_of(workbook, {"num_format": "yyyy-mm-dd", "valign": "top"})
        self.written = lru_cache(_KEPT)(self._written)
        self._workbook = workbook
        self._numbers = {"": self.plain}

    def above_all(self, text: str) -> str:
        """What follows the place of a line above the headings in the XML."""
        return _text(valid_text(text), self.above)

    def title(self, text: str) -> str:
        """What follows a heading's place in the XML."""
        return _text(valid_text(text), self.heading)

    def _written(self, cell: Cell, number_format: str = "") -> tuple[str, int]:
        """What follows a cell's place in the XML, "" for an empty one; and how many characters wide it is shown."""
        return self._xml(cell, number_format), _width(cell)

    def _xml(self, cell: Cell, number_format: str) -> str:
        if cell is None:
            return ""
        if isinstance(cell, str):
            return _text(valid_text(cell), self.plain)
        if not isinstance(cell, date):
            return _number(cell, self._number_look(number_format))
        if cell.toordinal() < _FIRST_DAY.toordinal():
            return _text(cell.isoformat(), self.plain)
        return _number(cell.toordinal() - _DAY_0, self.day)

    def _number_look(self, number_format: str) -> int:
        if number_format not in self._numbers:
            shown = _number_of(self._workbook, {"num_format": number_format, "valign": "top"})
            self._numbers[number_format] = shown
        return self._numbers[number_format]


class QuickSheet(Worksheet):  # type: ignore[misc] # xlsxwriter has no types
    """A worksheet that takes rows as a whole; what is written into single cells of it does not appear."""

    def __init__(self) -> None:
        super().__init__()
        self.widths: list[int] = []
        """How wide the widest cell of each column is shown, in characters."""
        self._columns: list[str] = []
        self._written: list[str] = []

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self._written)

    def add_above(self, text: str, looks: Looks) -> None:
        """A line above the headings, as wide as it is: no column grows with it."""
        self._add([looks.above_all(text)])

    def add_titles(self, titles: Sequence[str], looks: Looks) -> None:
        """The headings."""
        self.widths = [len(title) for title in titles]
        self._add([looks.title(title) for title in titles])

    def add_row(self, cells: Sequence[Cell], looks: Looks, formats: Sequence[str] = ()) -> None:
        """The next row; `formats` are those of each column's numbers, where they are not shown as they are."""
        written = [looks.written(*given) for given in zip(cells, formats or repeat(""), strict=False)]
        wider = (max(known, width) for known, (_, width) in zip(self.widths, written, strict=False))
        self.widths = [*wider, *self.widths[len(written) :]]
        self._add([xml for xml, _ in written])

    def _add(self, cells: Sequence[str]) -> None:
        row = len(self._written) + 1
        self._columns += [xl_col_to_name(column) for column in range(len(self._columns), len(cells))]
        self._check_dimensions(row - 1, len(cells) - 1)  # some readers look no further than what a sheet says of itself
        places = zip(self._columns, cells, strict=False)
        inside = "".join([f'<c r="{column}{row}"{xml}' for column, xml in places if xml])
        self._written.append(f'<row r="{row}">{inside}</row>')

    def _write_sheet_data(self) -> None:
        """Where xlsxwriter writes its cells into the sheet's XML."""
        self.fh.write(f"<sheetData>{''.join(self._written)}</sheetData>")


def valid_text(text: str) -> str:
    """The text as far as a cell can hold it; half a character becomes a question mark in a lozenge."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")[:_LONGEST_TEXT]


def _number_of(workbook: xlsxwriter.Workbook, look: dict[str, object]) -> int:
    """The number by which cells name the look."""
    found: int = workbook.add_format(look)._get_xf_index()  # noqa: SLF001 - told by no other name
    return found


def _text(text: str, look: int) -> str:
    plain = _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", _READ_AS_ESCAPE.sub("_x005F_", text))
    kept = ' xml:space="preserve"' if _SPACE_AT_AN_END.search(text) else ""
    return f' s="{look}" t="inlineStr"><is><t{kept}>{escape(plain, quote=False)}</t></is></c>'


def _number(number: float, look: int) -> str:
    if not isfinite(number):
        raise ValueError(f"{number} is no number that a cell can hold.")
    return f' s="{look}"><v>{number:.16G}</v></c>'


def _width(cell: Cell) -> int:
    """A cell's longest line."""
    return max((len(line) for line in str(cell).splitlines()), default=0) if cell is not None else 0
