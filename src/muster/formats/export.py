"""Tables for people: CSV and XLSX in which no cell can become a formula, whatever a name or a code holds."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

import msgspec
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from muster.formats.table_text import escape

Cell = str | int | float | date | None
"""What a cell holds; None is an empty one."""

_LONGEST_TEXT = 32_767
"""Characters in a cell, Excel's own limit."""

_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff]")
_RESERVED_NAME = "history"
_NARROWEST, _WIDEST = 8, 60
_MADE_ON = datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook's own date has no zone, and the core no clock


class Sheet(msgspec.Struct, frozen=True):
    """One sheet of a workbook: its name as wished for, its headings, its rows.

    `to_fill` names the headings of columns that people write in: they are as wide as columns get.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    to_fill: Sequence[str] = ()


class _Formats:
    """How a workbook's cells look: long texts are broken into lines, and all stand at the top of their row."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.heading = workbook.add_format({"bold": True, "bottom": 1})
        self.plain = workbook.add_format({"text_wrap": True, "valign": "top"})
        self.day = workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A CSV with commas and CRLF line ends.

    A text that a spreadsheet would take for a formula has an apostrophe before it, which our own reader takes off
    again; dates are in ISO form. Write it as "utf-8-sig" where Excel is to open it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([escape(heading) for heading in header])
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def xlsx_bytes(sheets: Iterable[Sheet]) -> bytes:
    """A workbook of these sheets, at least one: texts stay texts, the headings stay in view, columns fit.

    Sheet names are cut and told apart as Excel asks for; what holds no character that Excel takes becomes "Sheet".
    The same sheets give the same bytes.
    """
    made = io.BytesIO()
    with workbook_to(made) as workbook:
        formats = _Formats(workbook)
        taken: set[str] = set()
        for sheet in sheets:
            _write_sheet(workbook.add_worksheet(sheet_name(sheet.name, taken)), sheet, formats)
    return made.getvalue()


def workbook_to(made: io.BytesIO) -> xlsxwriter.Workbook:
    """A new workbook in which texts stay texts and that says no time of its own; written when its block ends."""
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    workbook = xlsxwriter.Workbook(made, options)
    workbook.set_properties({"created": _MADE_ON})
    return workbook


def valid_text(text: str) -> str:
    """The text as far as a cell can hold it; half a character becomes a question mark in a lozenge."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")[:_LONGEST_TEXT]


def sheet_name(wished: str, taken: set[str]) -> str:
    r"""A valid name for a sheet, like the one wished for and unlike those taken, to which it is added.

    At most 31 characters, none of []:*?/\ and no apostrophe at either end; case does not tell two sheets apart.
    """
    plain = _NOT_IN_SHEET_NAMES.sub(" ", wished).strip("' ")[:_LONGEST_SHEET_NAME].strip("' ")
    if not plain or plain.casefold() == _RESERVED_NAME:
        plain = f"{plain} Sheet".strip()
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        end = f" ({number})"
        name = plain[: _LONGEST_SHEET_NAME - len(end)].rstrip("' ") + end
    taken.add(name.casefold())
    return name


def _csv_cell(cell: Cell) -> str | int | float | None:
    if isinstance(cell, str):
        return escape(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _write_sheet(worksheet: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    widths = [_WIDEST if title in sheet.to_fill else len(title) for title in sheet.header]
    for column, title in enumerate(sheet.header):
        worksheet.write_string(0, column, valid_text(title), formats.heading)
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(worksheet, number, column, cell, formats)
        widths = [max(width, _length(cell)) for width, cell in zip(widths, row, strict=False)] + widths[len(row) :]
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, min(max(width + 2, _NARROWEST), _WIDEST))
    worksheet.freeze_panes(1, 0)


def _write_cell(worksheet: Worksheet, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    if isinstance(cell, str):
        worksheet.write_string(row, column, valid_text(cell), formats.plain)
    elif isinstance(cell, date):
        worksheet.write_datetime(row, column, cell, formats.day)
    elif cell is not None:
        worksheet.write_number(row, column, cell, formats.plain)


def _length(cell: Cell) -> int:
    """How wide a cell is shown, in characters: its longest line."""
    return max((len(line) for line in str(cell).splitlines()), default=0) if cell is not None else 0
