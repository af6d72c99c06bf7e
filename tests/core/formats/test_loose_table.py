"""Any table as it stands: headings found, rows as texts, and what is no table told by a word."""

import pytest

from muster.formats.dates import is_month_first
from muster.formats.export import Sheet, xlsx_bytes
from muster.formats.loose_table import LooseTable, read_loose_table
from muster.formats.reference_columns import ROLL_COLUMNS
from tests.core.formats.made_tables import lying_about_size, with_sheet, zipped

CSV = b"UPN,Surname,First name,Estab\r\nA1,Okafor,Ben,2001\r\n\r\n,,,\r\nA2,Abara,Ada,2001\r\n"


def read(content: bytes) -> LooseTable:
    return read_loose_table(content, ROLL_COLUMNS, "upn")


def test_rows_keep_the_numbers_of_the_sheet_and_blank_ones_are_left_out() -> None:
    assert read(CSV).headings == ("UPN", "Surname", "First name", "Estab")
    assert [(row, cells[0]) for row, cells in read(CSV).rows] == [(2, "A1"), (5, "A2")]


@pytest.mark.parametrize("change", [(b",", b";"), (b",", b"\t"), (b"\r\n", b"\n")], ids=["semicolons", "tabs", "lines"])
def test_however_the_cells_stand_apart(change: tuple[bytes, bytes]) -> None:
    assert len(read(CSV.replace(*change)).rows) == 2


def test_encodings_that_spreadsheets_write() -> None:
    text = CSV.decode().replace("Abara", "Ábara")
    found = {read(text.encode(encoding)).rows[1][1][1] for encoding in ("utf-8-sig", "utf-16", "cp1252")}
    assert found == {"Ábara"}


def test_the_first_sheet_with_the_wanted_column_is_read() -> None:
    sheets = [Sheet("Notes", ["What", "When"], [["x", "y"]]), Sheet("Roll", ["UPN", "Surname"], [["A1", "Okafor"]])]
    assert read(xlsx_bytes(sheets)).headings == ("UPN", "Surname")


def test_unknown_headings_are_the_first_row_that_looks_like_some() -> None:
    table = read(b"Spring census\r\nCode,Family,Given\r\nA330200125001,Okafor,Ben\r\n")
    assert (table.headings, table.row) == (("Code", "Family", "Given"), 2)
    assert read(b"A330200125001,Okafor,Ben\r\nB330200125001,Abara,Ada\r\n").row == 0


@pytest.mark.parametrize(
    ("content", "trouble"),
    [
        (b"", "empty"),
        (b"\r\n,,\r\n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old"),
        (b"PK\x03\x04", "damaged"),
        (b"UPN\r\n\x00\x00", "damaged"),
        (b'UPN,Surname\r\n"A1,Okafor\r\n', "damaged"),
        (zipped({"xl/workbook.xml": bytes(20_000_000)}), "unsafe"),
        (lying_about_size(zipped({"xl/workbook.xml": b"x"}), 0xFFFFFFF0), "large"),
        (
            with_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
            "large",
        ),
    ],
    ids=["nothing", "blank", "old", "cut off", "zeros", "quotation mark", "zip bomb", "lie", "far apart"],
)
def test_what_is_no_table_is_told_by_a_word(content: bytes, trouble: str) -> None:
    assert read(content).trouble == trouble


@pytest.mark.parametrize(
    ("text", "so"),
    [("03/25/2019", True), ("3-25-19", True), ("25/03/2019", False), ("13/13/2019", False), ("soon", False)],
)
def test_a_date_with_the_month_first(text: str, so: bool) -> None:
    assert is_month_first(text) is so
