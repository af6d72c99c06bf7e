"""A paper's workbook read back, by readers of its own: values by calamine, what is shown in per cent from the XML."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import cast

from lxml import etree
from python_calamine import CalamineWorkbook

from muster.reporting.content import Paper, Table
from muster.reporting.sheets import paper_xlsx

Value = float | str | date
_NUMBER = re.compile(r"[+−]?\d[\d,]*")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets_of(paper: Paper) -> dict[str, list[list[Value]]]:
    """Every sheet's rows as they are read back, the title first; of what is shown in per cent, the per cent."""
    return read_sheets(paper_xlsx(paper))


def read_sheets(content: bytes) -> dict[str, list[list[Value]]]:
    """The rows of each sheet of a workbook."""
    book, shares = CalamineWorkbook.from_filelike(io.BytesIO(content)), _in_per_cent(content)
    found: dict[str, list[list[Value]]] = {}
    for name, those in zip(book.sheet_names, shares, strict=True):
        found[name] = cast("list[list[Value]]", book.get_sheet_by_name(name).to_python())
        for row, column in those:
            found[name][row][column] = round(100 * float(str(found[name][row][column])), 6)
    return found


def tables_of(paper: Paper) -> list[Table]:
    """A paper's tables in their order."""
    return [part for section in paper.sections for part in section.parts if isinstance(part, Table)]


def numbers_in(text: str) -> list[float]:
    """The numbers that a text shows."""
    return [float(one.replace(",", "").replace("−", "-")) for one in _NUMBER.findall(text)]


def numbers_shown(table: Table) -> list[list[float]]:
    """The numbers in the cells of each row of a paper's table, in order of size."""
    return [sorted(n for cell in row.cells for n in numbers_in(f"{cell.shown} {cell.under}")) for row in table.rows]


def numbers_read(rows: list[list[Value]]) -> list[list[float]]:
    """The numbers in each row of a sheet but in its first cell, in order of size, without its title and headings."""
    return [sorted(n for value in row[1:] for n in _read(value)) for row in rows[2:]]


def _read(value: Value) -> list[float]:
    return [value] if isinstance(value, float) else numbers_in(str(value))


def _in_per_cent(content: bytes) -> Iterator[list[tuple[int, int]]]:
    """Of each sheet the places of the numbers that are shown in per cent."""
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        styles = etree.fromstring(opened.read("xl/styles.xml"))
        formats = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{_MAIN}numFmt")}
        looks = enumerate(styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"))
        shown = {str(place) for place, look in looks if formats.get(look.get("numFmtId")) == "0%"}
        for number in range(1, 1 + sum("worksheets/sheet" in name for name in opened.namelist())):
            sheet = etree.fromstring(opened.read(f"xl/worksheets/sheet{number}.xml"))
            numbers = [one for one in sheet.iter(f"{_MAIN}c") if one.get("s") in shown and one.get("t") != "inlineStr"]
            yield [_place(one.get("r", "")) for one in numbers]


def _place(name: str) -> tuple[int, int]:
    letters = name.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]) - 1, column - 1
