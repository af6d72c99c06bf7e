"""What is written for people is read back as it was, and nothing in it is a formula."""

import csv
import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.formats.export import Cell, Sheet, csv_text, sheet_name, xlsx_bytes
from muster.formats.table_text import escape, lines_of, text_rows, unescape
from muster.formats.table_workbook import WorkbookBounds, workbook_sheets
from tests.core.formats.made_tables import unzipped

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'=1", "''+1", '=HYPERLINK("http://x")']
BOUNDS = WorkbookBounds(sent=10**6, parts=10**7, cells=10**5)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
ODD = st.one_of(TEXTS, st.sampled_from(FORMULAS), TEXTS.map("'".__add__), TEXTS.map("=".__add__))
ROWS = st.lists(st.lists(ODD, min_size=3, max_size=3), min_size=1, max_size=5)
PRINTABLE = re.compile(r"[^\x00-\x1f\ufffe\uffff]*")
"""A workbook's own format has no other characters."""


def sheets_of(content: bytes) -> list[list[list[str]]]:
    """The cells of each sheet of a workbook."""
    return [[cells for _, cells in rows] for rows in workbook_sheets(content, BOUNDS)]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_csv_begins_a_formula(text: str) -> None:
    [_, [cell]] = csv.reader(io.StringIO(csv_text(["Name"], [[text]]), newline=""))
    assert cell == "'" + text


@pytest.mark.parametrize("text", ["Okazqxfor", "O'Brien", "'tis", "", "a=b", "5-1", "\u2018=1"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert escape(text) == text == unescape(text)


@given(ODD)
def test_an_escaped_text_is_told_from_every_other(text: str) -> None:
    assert unescape(escape(text)) == text


@given(ROWS)
def test_a_csv_is_read_back_equal(rows: list[list[str]]) -> None:
    text = csv_text(["a", "b", "=c"], rows)
    read = [cells for _, cells in text_rows(lines_of(text.encode()), ",", 1_000)]
    assert read == [["a", "b", "=c"], *rows]


def test_numbers_and_dates_of_a_csv_are_no_texts() -> None:
    assert csv_text(["n", "d", "x"], [[-3, date(2026, 6, 26), None]]) == "n,d,x\r\n-3,2026-06-26,\r\n"


@given(ROWS)
def test_a_workbook_is_read_back_equal(rows: list[list[str]]) -> None:
    plain = [[text if PRINTABLE.fullmatch(text) else "odd" for text in row] for row in rows]
    assert sheets_of(xlsx_bytes([Sheet("Findings", ["a", "b", "=c"], plain)])) == [[["a", "b", "=c"], *plain]]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(text: str) -> None:
    parts = unzipped(xlsx_bytes([Sheet("Findings", ["Name", text], [[text], ["http://example.org/"]])]))
    assert b"<f>" not in parts["xl/worksheets/sheet1.xml"]
    assert b"hyperlink" not in parts["xl/worksheets/sheet1.xml"]


def test_values_keep_their_kind_in_a_workbook() -> None:
    row: list[Cell] = ["007", 7, 1.5, date(2026, 6, 26), None, "last"]
    assert sheets_of(xlsx_bytes([Sheet("S", list("abcdef"), [row])]))[0][1] == [
        *("007", "7", "1.5", "46199", "", "last")
    ]


def test_days_before_those_that_excel_counts_are_texts() -> None:
    row: list[Cell] = [date(1900, 3, 1), date(1900, 2, 28), date(9999, 12, 31)]
    assert sheets_of(xlsx_bytes([Sheet("S", list("abc"), [row])]))[0][1] == ["61", "1900-02-28", "2958465"]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(number: float) -> None:
    with pytest.raises(ValueError, match="no number"):
        xlsx_bytes([Sheet("S", ["a"], [[number]])])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a\x01b", "a_x0001_b"),
        ("_x0041_", "_x005F_x0041_"),
        ("\uffff", "_xFFFF_"),
        ("<r><t>a</t></r>", "&lt;r&gt;&lt;t&gt;a&lt;/t&gt;&lt;/r&gt;"),
        ("a & b", "a &amp; b"),
    ],
)
def test_what_excel_would_take_for_something_else_is_written_as_text(text: str, written: str) -> None:
    sheet = unzipped(xlsx_bytes([Sheet("S", ["a"], [[text]])]))["xl/worksheets/sheet1.xml"].decode()
    assert f"<t>{written}</t>" in sheet


def test_space_at_an_end_is_kept() -> None:
    assert sheets_of(xlsx_bytes([Sheet("S", ["a"], [[" a "]])]))[0][1] == [" a "]
    sheet = unzipped(xlsx_bytes([Sheet("S", ["a"], [[" a "]])]))["xl/worksheets/sheet1.xml"]
    assert b'<t xml:space="preserve"> a </t>' in sheet


def test_a_sheet_says_how_far_it_goes() -> None:
    sheet = unzipped(xlsx_bytes([Sheet("S", ["a", "b"], [["x"], ["x", "y", "z"]])]))["xl/worksheets/sheet1.xml"]
    assert b'<dimension ref="A1:C3"' in sheet


def test_the_headings_stay_in_view() -> None:
    sheet = unzipped(xlsx_bytes([Sheet("S", ["a"], [["b"]])]))["xl/worksheets/sheet1.xml"]
    assert b'<pane ySplit="1"' in sheet
    assert b'state="frozen"' in sheet


def test_a_line_above_the_headings_stays_in_view_with_them_and_widens_nothing() -> None:
    given = Sheet("S", ["a"], [[0.5]], title="=1+1" * 20, formats=["0%"], is_filtered=True)
    parts = unzipped(xlsx_bytes([given]))
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert sheets_of(xlsx_bytes([given])) == [[["=1+1" * 20], ["a"], ["0.5"]]]
    assert b'<pane ySplit="2"' in sheet
    assert b'<autoFilter ref="A2:A3"' in sheet
    assert b"<f>" not in sheet
    assert b'formatCode="0%"' in parts["xl/styles.xml"]
    assert [float(one) < 10 for one in re.findall(rb'<col [^>]*width="([0-9.]+)"', sheet)] == [True]


def test_columns_are_as_wide_as_they_must_be_and_no_wider() -> None:
    sheet = unzipped(xlsx_bytes([Sheet("S", ["a", "b"], [["x" * 20, "y" * 500]])]))["xl/worksheets/sheet1.xml"]
    widths = [float(width) for width in re.findall(rb'<col [^>]*width="([0-9.]+)"', sheet)]
    assert 20 < widths[0] < 30 < widths[1] < 65


def test_the_same_sheets_give_the_same_bytes() -> None:
    assert xlsx_bytes([Sheet("S", ["a"], [["b"]])]) == xlsx_bytes([Sheet("S", ["a"], [["b"]])])


def test_an_endless_text_is_cut_to_what_a_cell_holds() -> None:
    [[_, [cell]]] = sheets_of(xlsx_bytes([Sheet("S", ["a"], [["x" * 40_000]])]))
    assert len(cell) == 32_767


def test_half_a_character_is_no_hindrance() -> None:
    [[_, [cell]]] = sheets_of(xlsx_bytes([Sheet("S", ["a"], [["x\ud800"]])]))
    assert cell.startswith("x")


@pytest.mark.parametrize(
    ("wished", "name"),
    [
        ("Oak Primary", "Oak Primary"),
        ("St Mary's / St John's: [A]?*", "St Mary s   St John s   A"),
        ("'quoted'", "quoted"),
        ("", "Sheet"),
        ("History", "History Sheet"),
        ("x" * 40, "x" * 31),
        ("\ud800", "Sheet"),
    ],
)
def test_sheet_names_are_what_excel_takes(wished: str, name: str) -> None:
    assert sheet_name(wished, set()) == name.replace("St Mary s", "St Mary's").replace("St John s", "St John's")


@given(st.lists(st.one_of(st.text(max_size=40), st.sampled_from(["a", "A", "history", "x" * 31])), max_size=12))
def test_sheet_names_are_valid_and_unlike_each_other(wished: list[str]) -> None:
    taken: set[str] = set()
    names = [sheet_name(wish, taken) for wish in wished]
    assert len({name.casefold() for name in names}) == len(wished)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert not any(name.startswith("'") or name.endswith("'") or name.casefold() == "history" for name in names)


def test_schools_of_the_same_name_have_sheets_of_their_own() -> None:
    rows: list[list[Cell]] = [["x"]]
    parts = unzipped(xlsx_bytes([Sheet("St Mary", ["a"], rows), Sheet("st mary", ["a"], rows)]))
    assert b'name="st mary (2)"' in parts["xl/workbook.xml"]
