"""The spreadsheet to fill in: read back it holds the same pupils, whatever they are called, and takes only codes."""

import io
import re
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from muster.checking import check
from muster.formats.names import fold
from muster.formats.table_columns import PUPIL_COLUMNS
from muster.formats.template_workbook import ENTRY, IDENTITY, TemplatePupil, TemplateSchool, template_workbook
from muster.framework import load_framework
from muster.records import CheckContext, PupilRecord, ResultsFile, SubmittingSchool
from tests.core.formats.made_tables import outcomes, read, unzipped
from tests.core.formats.test_export import FORMULAS, sheets_of

FRAMEWORK = load_framework(2026)
SCHOOL = TemplateSchool("Beech Lane Infant School", "330", "2001", "100001")
ADA = TemplatePupil(
    upn="X330299923017", surname="Okazqxfor", forename="Ada", dob=date(2019, 3, 14), sex="F", nc_year="2"
)
FILLED = {"reading": "EXS", "writing": "WTS", "maths": "GDS", "science": "EXS"}
MAIN, CODES = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]), max_size=20).map(str.strip)
NAMES = st.one_of(WORDS, st.sampled_from([*(one.strip() for one in FORMULAS), "O’Brien", "Zoë", "true", "12", "1e5"]))
DAYS = st.none() | st.dates(date(1900, 1, 1), date(2026, 12, 31))
PUPILS = st.builds(
    TemplatePupil,
    upn=st.from_regex(r"[A-HJ-NP-RT-Z]\d{12}", fullmatch=True),
    surname=NAMES,
    forename=NAMES,
    dob=DAYS,
    sex=st.sampled_from(["F", "M", ""]),
    nc_year=st.sampled_from(["2", "", "1"]),
    entry=DAYS,
    outcomes=st.just(FILLED) | st.just({"reading": "EM"}),
)


def made(*pupils: TemplatePupil, science: bool = True, school: TemplateSchool = SCHOOL) -> bytes:
    return template_workbook(FRAMEWORK, school, pupils, science=science)


def part(content: bytes, name: str) -> str:
    return unzipped(content)[name].decode()


def said(pupil: PupilRecord | TemplatePupil) -> tuple[object, ...]:
    entry = pupil.entry_date if isinstance(pupil, PupilRecord) else pupil.entry
    return pupil.upn, pupil.surname, pupil.forename, pupil.dob, pupil.sex, pupil.nc_year, entry


def by_hand(content: bytes, order: list[int], above: list[str]) -> bytes:
    """The sheet as somebody copied it into another workbook: columns in another order, more lines on top."""
    rows, written = sheets_of(content)[0], io.BytesIO()
    with xlsxwriter.Workbook(written, {"strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet()
        for number, line in enumerate(above):
            sheet.write_string(number, 0, line)
        for number, cells in enumerate(rows, start=len(above)):
            moved = [cells[place] for place in order] if len(cells) > max(order) else cells
            for column, cell in enumerate(moved):
                sheet.write_string(number, column, cell)
    return written.getvalue()


@settings(max_examples=25)
@given(st.lists(PUPILS, max_size=6))
def test_whoever_the_pupils_are_the_same_are_read_back(pupils: list[TemplatePupil]) -> None:
    found = read(made(*pupils), "100001_KS1 results.xlsx")
    assert [said(one) for one in found.pupils] == [said(one) for one in pupils]
    assert [{row.subject: row.text for row in one.outcomes} for one in found.pupils] == [one.outcomes for one in pupils]


def test_an_empty_sheet_has_no_pupil() -> None:
    assert read(made()).pupils == ()


def test_the_sheet_says_whose_it_is() -> None:
    header = read(made(ADA)).header
    assert (header.source_la, header.source_estab, header.source_urn) == ("330", "2001", "100001")
    assert header.source_name == "Beech Lane Infant School"


@pytest.mark.parametrize("name", ["=1+1", "UPN", "DfE number: 331/9999", "A & B", "School:", "n" * 200, "URN"])
def test_no_name_makes_it_another_schools(name: str) -> None:
    header = read(made(ADA, school=replace(SCHOOL, name=name))).header
    assert (header.source_la, header.source_estab, header.source_urn) == ("330", "2001", "100001")


def test_filled_in_it_is_a_return_in_which_nothing_is_found() -> None:
    context = CheckContext(
        today=date(2026, 6, 20), year=2026, school=SubmittingSchool("330", "2001", "100001", "Beech Lane", ())
    )
    answer = check(made(replace(ADA, outcomes=FILLED)), "100001_KS1 results.xlsx", context)
    assert (answer.findings, answer.pupils) == ((), 1)


def test_another_schools_sheet_is_told() -> None:
    context = CheckContext(
        today=date(2026, 6, 20), year=2026, school=SubmittingSchool("330", "2002", "100002", "Canal Street", ())
    )
    answer = check(made(replace(ADA, outcomes=FILLED)), "100001_KS1 results.xlsx", context)
    assert [one.rule for one in answer.findings] == ["F05"]


@pytest.mark.parametrize("order", [[10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [6, 0, 7, 1, 8, 10, 2, 9, 3, 4, 5]])
def test_columns_moved_and_lines_added_are_the_same_return(order: list[int]) -> None:
    content = made(replace(ADA, outcomes=FILLED), replace(ADA, upn="A330299923018", forename="=Bo", outcomes=FILLED))
    changed = read(by_hand(content, order, ["Our results", "", "Agreed on 12 June"]))
    assert without_lines(changed) == without_lines(read(content))


def without_lines(file: ResultsFile) -> list[tuple[object, ...]]:
    return [(*said(one), [(row.subject, row.text) for row in one.outcomes]) for one in file.pupils]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_name_is_a_formula(formula: str) -> None:
    content = made(replace(ADA, surname=formula, upn=formula), school=replace(SCHOOL, name=formula))
    assert "<f>" not in part(content, MAIN)
    assert "<f>" not in part(content, CODES)


def test_each_subject_takes_its_own_codes_alone() -> None:
    lists = re.findall(r'sqref="([A-Z])\d+:\1\d+".*?<formula1>"([^"]*)"', part(made(ADA), MAIN))
    scale = "GDS,EXS,WTS,PK4,PK3,PK2,PK1,EM,A"
    assert lists == [("G", scale), ("H", scale), ("I", scale), ("J", "EXS,HNM,A")]


@pytest.mark.parametrize(("pupils", "rows"), [((ADA, ADA), 12), ((), 100)])
def test_the_lists_reach_the_rows_for_those_who_are_not_listed(pupils: tuple[TemplatePupil, ...], rows: int) -> None:
    [(first, last)] = re.findall(r'<dataValidation [^>]*sqref="G(\d+):G(\d+)"', part(made(*pupils), MAIN))
    assert int(last) - int(first) + 1 == rows


def locked(content: bytes, cell: str) -> bool:
    """Whether a cell of the sheet cannot be typed in."""
    style = re.search(rf'<c r="{cell}" s="(\d+)"', part(content, MAIN))
    assert style is not None
    cells = part(content, "xl/styles.xml").split("<cellXfs")[1].split("</cellXfs>")[0]
    form = re.findall(r"<xf .*?(?=<xf |$)", cells)[int(style.group(1))]
    return 'locked="0"' not in form


def first_row(content: bytes) -> int:
    """The number of the first pupil's row."""
    return 2 + next(number for number, cells in enumerate(sheets_of(content)[0]) if cells[0] == "UPN")


def test_who_a_pupil_is_cannot_be_typed_over_and_outcomes_can() -> None:
    content = made(ADA)
    row = first_row(content)
    assert [locked(content, f"{column}{row}") for column in "ABCDEFGHIJK"] == [True] * 6 + [False] * 5
    assert "<sheetProtection " in part(content, MAIN)
    assert "password" not in part(content, MAIN)


def test_what_is_not_known_of_a_pupil_can_be_typed() -> None:
    content = made(replace(ADA, sex="", dob=None))
    row = first_row(content)
    assert [locked(content, f"{column}{row}") for column in "ABCDEF"] == [True, True, True, False, False, True]


def test_the_rows_for_those_who_joined_can_be_typed_in() -> None:
    content = made(ADA)
    assert not any(locked(content, f"{column}{first_row(content) + 1}") for column in "ABCDEFGHIJK")


def test_science_is_there_only_where_it_is_asked() -> None:
    assert sheets_of(made(ADA))[0][first_row(made(ADA)) - 2][len(IDENTITY) :] == [
        "Reading",
        "Writing",
        "Maths",
        "Science",
        "Entry date",
    ]
    without = made(ADA, science=False)
    assert sheets_of(without)[0][first_row(without) - 2][len(IDENTITY) :] == [
        "Reading",
        "Writing",
        "Maths",
        "Entry date",
    ]
    assert "HNM" not in {row[0] for row in sheets_of(without)[1]}


def test_outcomes_that_are_there_already_stand_in_it() -> None:
    content = made(replace(ADA, outcomes={"reading": "EXS", "science": "HNM"}))
    assert outcomes(read(content)) == [("reading", "EXS"), ("science", "HNM")]


def test_every_code_is_explained_in_the_fields_words() -> None:
    rows = {row[0]: row[1:] for row in sheets_of(made(ADA))[1]}
    assert rows["PK4"] == ["pre-key stage standard 4", "reading, writing, maths"]
    assert rows["HNM"] == ["has not met the expected standard", "science"]
    assert rows["A"][1] == "reading, writing, maths, science"
    assert not {"D", "L", "Q"} & rows.keys()


def test_it_prints_across_with_its_headings_on_each_page() -> None:
    sheet = part(made(ADA), MAIN)
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "_xlnm.Print_Titles" in part(made(ADA), "xl/workbook.xml")


def test_the_same_pupils_give_the_same_bytes() -> None:
    assert made(ADA) == made(ADA)


def test_no_heading_is_unknown_to_the_reader() -> None:
    assert [fold(label) for label in IDENTITY] == ["upn", "surname", "forename", "dateofbirth", "sex", "ncyear"]
    assert fold(ENTRY) in PUPIL_COLUMNS["entry_date"]


def test_an_entry_date_that_is_known_is_locked_and_one_that_is_not_can_be_typed() -> None:
    content = made(replace(ADA, entry=date(2026, 3, 2)), ADA)
    row = first_row(content)
    assert [locked(content, f"K{number}") for number in (row, row + 1)] == [True, False]
    assert [one.entry_date for one in read(content).pupils] == [date(2026, 3, 2), None]
