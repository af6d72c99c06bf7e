"""Tables for people: CSV and XLSX in which no cell can become a formula, whatever a name or a code holds."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import cast

import msgspec
import xlsxwriter

from muster.formats.quick_sheet import Cell, Looks, QuickSheet, valid_text
from muster.formats.table_text import escape

__all__ = ["Cell", "Sheet", "csv_text", "sheet_name", "valid_text", "workbook_to", "xlsx_bytes"]

_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff]")
_RESERVED_NAME = "history"
_NARROWEST, _WIDEST = 8, 60
_MADE_ON = datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook's own date has no zone, and the core no clock


class Sheet(msgspec.Struct, frozen=True):
    """One sheet of a workbook: its name as wished for, its headings, its rows.

    `to_fill` names the headings of columns that people write in: they are as wide as columns get. `title` is a line
    above the headings. `formats` are Excel's for each column's numbers ("0%"), "" for a plain one. With `is_filtered`
    the headings narrow the rows.
    """

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    to_fill: Sequence[str] = ()
    title: str = ""
    formats: Sequence[str] = ()
    is_filtered: bool = False


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
        looks = Looks(workbook)
        taken: set[str] = set()
        for sheet in sheets:
            added = cast("QuickSheet", workbook.add_worksheet(sheet_name(sheet.name, taken), QuickSheet))
            _write_sheet(added, sheet, looks)
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


def _write_sheet(worksheet: QuickSheet, sheet: Sheet, looks: Looks) -> None:
    if sheet.title:
        worksheet.add_above(sheet.title, looks)
    worksheet.add_titles(sheet.header, looks)
    below = worksheet.height
    for row in sheet.rows:
        worksheet.add_row(row, looks, sheet.formats)
    for column, (title, width) in enumerate(zip(sheet.header, worksheet.widths, strict=True)):
        wished = _WIDEST if title in sheet.to_fill else width + 2
        worksheet.set_column(column, column, min(max(wished, _NARROWEST), _WIDEST))
    worksheet.freeze_panes(below, 0)
    if sheet.is_filtered:
        worksheet.autofilter(below - 1, 0, max(worksheet.height - 1, below), len(sheet.header) - 1)
