"""Results tables built from an example's pupils."""

import csv
import io
import zipfile
from datetime import datetime
from pathlib import PurePosixPath

import xlsxwriter

from tests.conformance.children import Child

COLUMNS = {
    "UPN": "upn",
    "Surname": "surname",
    "Forename": "forename",
    "Date of birth": "dob",
    "Sex": "sex",
    "NC year": "nc_year",
    "Reading": "reading",
    "Writing": "writing",
    "Maths": "maths",
    "Science": "science",
    "Result date": "date",
}
_PACKED_ON = (1980, 1, 1, 0, 0, 0)

Cells = list[list[str]]


def cells(pupils: list[Child], columns: list[str]) -> Cells:
    """The table's rows, headings first; the usual columns where none are named."""
    named = columns or list(COLUMNS)
    return [named, *([_cell(pupil, COLUMNS.get(column, column)) for column in named] for pupil in pupils)]


def csv_text(rows: Cells, delimiter: str = ",") -> str:
    """The rows as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()


def xlsx(rows: Cells) -> bytes:
    """The rows as a workbook of one sheet: the same bytes on every machine, because nothing in it is compressed."""
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_numbers": False})
    workbook.set_properties({"created": datetime(2026, 6, 18)})
    sheet = workbook.add_worksheet("Results")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    workbook.close()
    with zipfile.ZipFile(content) as packed:
        return zipped({name: packed.read(name) for name in packed.namelist()})


def zipped(members: dict[str, bytes], *, compressed: bool = False) -> bytes:
    """A zip archive of the members, the same bytes on every machine unless compressed."""
    content = io.BytesIO()
    method = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, member in members.items():
            archive.writestr(zipfile.ZipInfo(str(PurePosixPath(name)), _PACKED_ON), member, method)
    return content.getvalue()


def _cell(pupil: Child, key: str) -> str:
    value = pupil.get(key, "")
    return "" if value is False or isinstance(value, list) else str(value)
