"""Results tables as workbooks: which sheet, what cells hold, and what must never reach the library that reads them."""

import io
import random
from datetime import date

import pytest
import xlsxwriter

from muster.formats.export import Cell, Sheet, xlsx_bytes
from muster.formats.limits import Limits
from muster.formats.table_text import TableDamaged
from muster.formats.table_workbook import WorkbookBounds, cell_text, workbook_sheets
from muster.records import Kind, Problem, ProblemKind
from tests.core.formats.made_tables import (
    HEADINGS,
    PUPIL,
    SHEET_BEGINS,
    locked,
    outcomes,
    read,
    table,
    unzipped,
    with_sheet,
    workbook,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def problem_of(content: bytes, limits: Limits | None = None) -> Problem:
    """The one problem of a file that cannot be read."""
    [problem] = read(content, limits=limits or Limits()).problems
    return problem


def cell(place: str, text: str = "x") -> str:
    return f'<c r="{place}" t="str"><v>{text}</v></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def test_a_workbook_says_the_same_as_a_csv() -> None:
    file = read(workbook(), "results.xlsx")
    assert (file.kind, file.pupils, file.stages, file.problems) == (Kind.XLSX, read(table()).pupils, ("KS1",), ())


def test_the_first_sheet_with_a_upn_column_counts() -> None:
    later = ("X330299923017", "Laterzqx", *PUPIL[2:])
    sheets = [
        Sheet("Notes", ["Please read"], [["this"]]),
        Sheet("Results", HEADINGS, [PUPIL]),
        Sheet("2", HEADINGS, [later]),
    ]
    assert [pupil.surname for pupil in read(xlsx_bytes(sheets)).pupils] == ["Okazqxfor"]


def test_rows_keep_the_numbers_of_the_sheet() -> None:
    sheet = row(3, *(cell(f"{'CDEFGHIJK'[i]}3", heading) for i, heading in enumerate(HEADINGS)))
    sheet += row(7, *(cell(f"{'CDEFGHIJK'[i]}7", value) for i, value in enumerate(PUPIL)))
    assert [pupil.line for pupil in read(with_sheet(sheet)).pupils] == [7]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (104.0, "104"),
        (1.5, "1.5"),
        ("EXS", "EXS"),
        (True, "TRUE"),
        (43538.0, "43538"),
        (float("inf"), "inf"),
    ],
)
def test_cells_as_a_person_would_type_them(value: object, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize("born", [date(2019, 3, 14), 43538, "14/03/2019"])
def test_dates_of_birth_in_cells(born: Cell) -> None:
    [pupil] = read(workbook(rows=[(*PUPIL[:3], born, *PUPIL[4:])])).pupils
    assert pupil.dob == date(2019, 3, 14)


def test_a_workbook_that_counts_its_days_from_1904_has_the_same_dates() -> None:
    parts = unzipped(workbook(rows=[(*PUPIL[:3], 42076, *PUPIL[4:])]))
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    assert read(zipped(parts)).pupils[0].dob == date(2019, 3, 14)


@pytest.mark.parametrize("number", ["1e300", "-1e300", "1e15", "nan", "inf", "-5", "2958466", "abc", ""])
def test_a_number_that_is_no_date_under_a_dates_format_does_no_harm(number: str) -> None:
    parts = unzipped(workbook(rows=[(*PUPIL[:3], date(2019, 3, 14), *PUPIL[4:])]))
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b"<v>43538</v>", f"<v>{number}</v>".encode())
    [pupil] = read(zipped(parts | {"xl/worksheets/sheet1.xml": sheet})).pupils
    assert (pupil.dob, pupil.surname) == (None, "Okazqxfor")


def test_a_number_as_an_outcome_has_no_decimals() -> None:
    assert outcomes(read(workbook(rows=[(*PUPIL[:5], 104, *PUPIL[6:])])))[0] == ("reading", "104")


def test_cells_that_do_not_say_where_they_stand_are_read() -> None:
    cells = ["".join(f'<c t="str"><v>{text}</v></c>' for text in texts) for texts in (HEADINGS, PUPIL)]
    file = read(with_sheet("".join(f"<row>{filled}</row>" for filled in cells)))
    assert file.pupils == read(table()).pupils


def test_a_stray_format_far_away_is_no_hindrance() -> None:
    filled = row(1, *(cell(f"{'ABCDEFGHI'[i]}1", heading) for i, heading in enumerate(HEADINGS)))
    assert read(with_sheet(filled + row(1_048_576, '<c r="XFD1048576" s="1"/>'))).problems == ()


@pytest.mark.parametrize(
    "far",
    [
        cell("XFD1048576"),
        "<c r='XFD1048576'><v>1</v></c>",
        '<c r="A1" x="1" t="str" xr="B2"><v>1</v></c>' + cell("XFD1048576"),
        '<c x="&gt;" r="XFD1048576"><v>1</v></c>',
        "<c\tr = 'XFD1048576' ><v>1</v></c>",
        '<\u00e9:c xmlns:\u00e9="x" r="XFD1048576"><v>1</v></\u00e9:c>',
        "<c " + "x" * 2000 + '="" r="XFD1048576"><v>1</v></c>',
    ],
)
def test_two_cells_far_apart_are_refused(far: str) -> None:
    problem = problem_of(with_sheet(row(1, cell("A1")) + row(1_048_576, far)))
    assert (problem.kind, problem.facts["what"]) == (ProblemKind.TOO_BIG, "elements")


@pytest.mark.parametrize("place", ["A9999999999", "ZZZZ1", "&#65;1048576", "XFE1", "A1048577", "1A"])
def test_cells_outside_the_sheet_are_damage(place: str) -> None:
    assert problem_of(with_sheet(row(1, cell("A1"), cell(place)))).facts["what"] == "xlsx"


@pytest.mark.parametrize("attribute", ["count", "uniqueCount"])
def test_a_part_that_promises_more_than_it_holds_is_damage(attribute: str) -> None:
    strings = f'<sst {attribute} = "99999999999"><si><t>x</t></si></sst>'.encode()
    assert problem_of(with_sheet(row(1, cell("A1")), xl__sharedStrings=strings)).facts["what"] == "xlsx"


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v>',
        "<row><c></row>",
        '<row r="x"><c><v>1</v></c></row>',
    ],
)
def test_broken_sheets_are_damage(sheet: str) -> None:
    problem = problem_of(with_sheet(sheet))
    assert (problem.kind, problem.facts["what"]) == (ProblemKind.DAMAGED, "xlsx")


@pytest.mark.parametrize("text", ["-1", "one", "1e999"])
def test_a_cell_that_cannot_be_read_is_no_cell(text: str) -> None:
    problem = problem_of(with_sheet(f'<row r="1"><c r="A1" t="s"><v>{text}</v></c></row>'))
    assert problem.kind in (ProblemKind.DAMAGED, ProblemKind.NOT_RESULTS)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"])
def test_a_workbook_whose_parts_are_broken_is_damaged(part: str) -> None:
    problem = problem_of(zipped(unzipped(workbook()) | {part: b"<broken"}))
    assert problem.kind in (ProblemKind.DAMAGED, ProblemKind.NOT_RESULTS)


def test_a_sheet_in_another_encoding_is_damage() -> None:
    sheet = unzipped(workbook())["xl/worksheets/sheet1.xml"].decode().encode("utf-16")
    assert problem_of(zipped(unzipped(workbook()) | {"xl/worksheets/sheet1.xml": sheet})).facts["what"] == "xlsx"


def test_a_part_that_stands_twice_is_damage() -> None:
    parts = [*unzipped(workbook()).items()]
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped([*parts, ("xl/workbook.xml", b"<workbook/>")])
    assert problem_of(twice).facts["what"] == "xlsx"


def test_a_document_type_in_a_workbook_is_unsafe() -> None:
    sheet = b'<!DOCTYPE x [<!ENTITY a "b">]>' + SHEET_BEGINS.encode()
    assert problem_of(with_sheet("", xl__worksheets__sheet1=sheet)) == Problem(
        ProblemKind.UNSAFE, facts={"why": "doctype"}
    )


def test_a_workbook_that_is_a_bomb_is_unsafe() -> None:
    assert problem_of(with_sheet("<row/>" * 1_000_000)).facts == {"why": "ratio"}


def test_pictures_in_a_workbook_are_not_looked_at() -> None:
    pictures = {"xl/media/image1.png": bytes(range(256)) * 40, "xl/theme/theme1.xml": b"<broken"}
    assert read(zipped(unzipped(workbook()) | pictures)).pupils == read(table()).pupils


def test_many_filled_cells_are_too_big() -> None:
    problem = problem_of(workbook(rows=[PUPIL] * 30), Limits(elements=400))
    assert (problem.facts["what"], problem.facts["limit"]) == ("elements", 200)


def test_many_elements_in_an_unusual_sheet_are_too_big() -> None:
    problem = problem_of(with_sheet("".join(f"<row  r='{n}'><c/></row>" for n in range(1, 160_000))))
    assert (problem.kind, problem.facts["what"]) == (ProblemKind.TOO_BIG, "elements")


def test_a_workbook_whose_elements_have_a_prefix_is_read() -> None:
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = [
        row(n, *(cell(f"{'ABCDEFGHI'[i]}{n}", v) for i, v in enumerate(vs))) for n, vs in ((1, HEADINGS), (2, PUPIL))
    ]
    sheet = "".join(rows).replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    part = f'<x:worksheet xmlns:x="{name}"><x:sheetData>{sheet}</x:sheetData></x:worksheet>'.encode()
    assert read(with_sheet("", xl__worksheets__sheet1=part)).pupils == read(table()).pupils


def test_a_workbook_cut_off_is_damaged() -> None:
    assert problem_of(workbook()[:900]).facts["what"] == "xlsx"


def test_a_workbook_with_a_password_is_locked() -> None:
    content = OLE + "EncryptedPackage".encode("utf-16-le")
    assert problem_of(content) == Problem(ProblemKind.LOCKED, facts={"what": "workbook"})


def test_a_workbook_of_something_else_says_what_it_lacks() -> None:
    problem = problem_of(xlsx_bytes([Sheet("Staff", ["Surname", "Forename", "Room"], [])]))
    assert problem.facts == {
        "looks_like": "a spreadsheet of something else",
        "missing": ("upn", "reading", "writing", "maths"),
    }


def test_a_workbook_without_headings_is_something_else() -> None:
    assert problem_of(xlsx_bytes([Sheet("Empty", [], [])])).kind is ProblemKind.NOT_RESULTS


def test_a_chart_before_the_results_is_passed_over() -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Results!$A$1:$A$2"})
        book.add_chartsheet("Chart").set_chart(chart)
        sheet = book.add_worksheet("Results")
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, PUPIL)
    assert read(made.getvalue()).pupils == read(table()).pupils


def test_parts_larger_than_a_table_needs_are_too_big() -> None:
    noise = random.Random(1).randbytes(1_000_000)
    bulky = xlsx_bytes([Sheet("S", ["a"], [[noise.hex()[:30_000]] for _ in range(3)])])
    with pytest.raises(TableDamaged) as refused:
        list(workbook_sheets(bulky, WorkbookBounds(sent=10**7, parts=20_000, cells=100)))
    assert refused.value.problem.facts["what"] == "unpacked"


def test_a_workbook_packed_with_a_password_is_locked() -> None:
    assert problem_of(locked(workbook())) == Problem(ProblemKind.LOCKED, facts={"what": "workbook"})


def test_a_block_of_cells_too_large_to_lay_out_is_too_big() -> None:
    problem = problem_of(with_sheet(row(1, cell("A1")) + row(900_000, cell("J900000"))))
    assert (problem.facts["what"], problem.facts["size"]) == ("elements", 9_000_000)
