"""A paper as a workbook: the same figures, as numbers; nothing more than the paper shows; no formula."""

import io
import re
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from muster.measures import Share
from muster.reporting.content import (
    Cell,
    Edition,
    Paper,
    Row,
    Table,
    authority_summary,
    pupil_report,
    school_summary,
    trust_report,
)
from muster.reporting.sheets import paper_xlsx
from muster.reporting.sheets.figures import figures_in
from muster.reporting.sheets.spread import spread
from tests.core.measures.made_up import made_up
from tests.core.reporting.made_up import (
    HISTORY,
    INFANT,
    SPECIAL,
    inputs,
    large,
    northshire,
    pupil,
    school_of,
)
from tests.core.reporting.reading_sheets import numbers_read, numbers_shown, sheets_of, tables_of
from tests.core.reporting.several import a_whole_authority

PAPERS = {
    "large": school_summary(large()),
    "small": school_summary(school_of(made_up(7, 3), history=HISTORY)),
    "infant": school_summary(large(school=INFANT)),
    "special": school_summary(school_of(made_up(30, 4), SPECIAL, comparators=(northshire(),))),
    "one pupil": school_summary(school_of(made_up(1, 5))),
    "nobody": school_summary(inputs(())),
    "publication": school_summary(large(edition=Edition.PUBLICATION)),
    "authority": authority_summary(a_whole_authority(12, 3)),
    "authority for publication": authority_summary(a_whole_authority(12, 3, edition=Edition.PUBLICATION)),
    "trust": trust_report(a_whole_authority(6, 3, name="Rivers Trust")),
}
"""A paper of each form."""


@pytest.mark.parametrize("form", PAPERS)
def test_every_figure_of_every_table_is_read_back(form: str) -> None:
    paper = PAPERS[form]
    tables, sheets = tables_of(paper), list(sheets_of(paper).values())[1:]
    assert len(sheets) == len(tables)
    for one, sheet in zip(tables, sheets, strict=True):
        assert numbers_read(sheet) == numbers_shown(one)


@pytest.mark.parametrize("form", PAPERS)
def test_no_figure_is_left_in_a_text(form: str) -> None:
    shown = [cell.shown for one in tables_of(PAPERS[form]) if not one.texts for row in one.rows for cell in row.cells]
    texts = {figures_in(Cell(one)).text for one in shown}
    assert not [text for text in texts if text and re.search(r"\d", text)]


@given(st.integers(0, 80), st.integers(0, 500))
def test_the_figures_of_any_school_for_publication_are_those_of_the_paper(number: int, seed: int) -> None:
    paper = school_summary(school_of(made_up(number, seed), edition=Edition.PUBLICATION, history=HISTORY))
    for one, sheet in zip(tables_of(paper), list(sheets_of(paper).values())[1:], strict=True):
        assert numbers_read(sheet) == numbers_shown(one)


def one_table(*cells: Cell, heading: str = "Reading") -> Table:
    """A table of one column of figures."""
    rows = tuple(Row(f"row {place}", (cell,)) for place, cell in enumerate(cells))
    return Table(key="one", caption="One", columns=("What", heading), rows=rows)


def test_a_share_is_its_count_its_whole_and_its_per_cent() -> None:
    shown = spread(one_table(Cell("83% (48 of 58)", share=Share(48, 58)), Cell("3 of 7", share=Share(3, 7))))
    assert shown.header == ("What", "Reading: number", "Reading: of", "Reading: per cent")
    assert shown.rows == (("row 0", 48, 58, 0.83), ("row 1", 3, 7, None))
    assert shown.formats == ("", "#,##0", "#,##0", "0%")


def test_of_how_many_may_stand_under_a_share() -> None:
    shown = spread(one_table(Cell("83%", "48 of 58", share=Share(48, 58))))
    assert shown.rows == (("row 0", 48, 58, 0.83),)


def test_what_the_paper_does_not_show_the_workbook_does_not_tell() -> None:
    shown = spread(one_table(Cell("83%", share=Share(480, 580))))
    assert (shown.header, shown.rows) == (("What", "Reading"), (("row 0", 0.83),))


def test_what_is_hidden_is_a_text_in_every_column_of_figures() -> None:
    shown = spread(one_table(Cell("20: 50%"), Cell("–")))
    assert shown.rows == (("row 0", 20, 0.5), ("row 1", "–", "–"))


def test_points_have_their_sign_and_what_may_be_said_of_them_beside() -> None:
    shown = spread(
        one_table(Cell("+5", "not clear"), Cell("0", "not clear"), Cell("−12 lower"), Cell("–", "too few to say"))
    )
    assert shown.header[1:] == ("Reading: points", "Reading: in words")
    assert [row[1:] for row in shown.rows] == [
        (5, "not clear"),
        (0, "not clear"),
        (-12, "lower"),
        ("–", "too few to say"),
    ]
    assert shown.formats[1] == "+0;-0;0"


def test_the_year_of_a_figure_and_its_range_stand_beside_it() -> None:
    shown = spread(one_table(Cell("68% (2023)"), Cell("12: 60%", "39 to 78%")))
    assert shown.header[1:] == ("Reading: number", "Reading: per cent", "Reading: year", "Reading: range")
    assert [row[1:] for row in shown.rows] == [(None, 0.68, 2023, None), (12, 0.6, None, "39 to 78%")]


def test_a_figure_to_compare_with_says_of_what_it_is() -> None:
    rows = (Row("Girls", (Cell("12"),)), Row("Northshire", (Cell("68%"),), beside=True))
    given = Table(key="one", caption="One", columns=("Group", "Pupils"), rows=rows)
    assert [row[0] for row in spread(given).rows] == ["Girls", "Girls, beside it Northshire"]


def test_the_first_sheet_says_what_the_paper_says_in_words() -> None:
    paper = PAPERS["large"]
    told = [str(row[1]) for row in next(iter(sheets_of(paper).values()))]
    for one in paper.sections:
        assert {*one.said, *one.points} <= {*told}
    assert {note for one in tables_of(paper) for note in one.notes} <= {*told}
    assert {paper.school, paper.urn, paper.authority, paper.made_on} <= {*told}


@pytest.mark.parametrize("paper", [PAPERS["publication"], pupil_report(large())], ids=lambda one: one.kind)
def test_the_marks_stand_on_every_sheet(paper: Paper) -> None:
    assert paper.marks
    for rows in sheets_of(paper).values():
        assert all(mark in str(rows[0][0]) for mark in paper.marks)


CLASS = (
    replace(pupil(1, "GDS GDS GDS EXS"), surname="Zeta", born=date(2019, 3, 1)),
    replace(pupil(2, "EXS EXS WTS EXS"), surname="Smith"),
    replace(pupil(3, "WTS WTS PK4 HNM"), surname="Smith"),
)


def test_pupils_are_one_sheet_by_name_with_what_they_reached_beside() -> None:
    name, (_, header, *rows) = next(iter(sheets_of(pupil_report(inputs(CLASS))).items()))
    assert (name, header[:3], header[-4:]) == (
        "Pupils",
        ["Name", "Reached", "Born"],
        ["Reading", "Writing", "Maths", "Science"],
    )
    assert [row[:2] for row in rows] == [
        ["Smith, Jo", "Expected standard in two of three"],
        ["Smith, Jo", "Expected standard in none, with a pre-key stage standard or the engagement model"],
        ["Zeta, Jo", "Greater depth in all three"],
    ]
    assert rows[2][2] == date(2019, 3, 1)


def test_their_headings_narrow_the_rows_and_stay_in_view() -> None:
    with zipfile.ZipFile(io.BytesIO(paper_xlsx(pupil_report(inputs(CLASS))))) as opened:
        xml = opened.read("xl/worksheets/sheet1.xml").decode()
    assert '<autoFilter ref="A2:N5"' in xml
    assert 'topLeftCell="A3"' in xml


def test_without_pupils_the_workbook_says_so() -> None:
    assert list(sheets_of(pupil_report(inputs(())))) == ["About this report"]


HOSTILE = (
    "=1+1",
    '=HYPERLINK("http://x")',
    "+1",
    "@SUM(A1)",
    "-2",
    "#set page()",
    "$x$",
    "李" * 90,
    "\U0001f600",
    "x" * 200,
    "<&>",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_a_text_whatever_it_is(name: str) -> None:
    paper = pupil_report(inputs((replace(CLASS[0], surname=name, forename=""),), replace(SPECIAL, name=name)))
    sheets = sheets_of(paper)
    assert sheets["Pupils"][2][0] == name
    assert name in [row[1] for row in sheets["About this report"]]
    with zipfile.ZipFile(io.BytesIO(paper_xlsx(paper))) as opened:
        inside = [opened.read(one).decode() for one in opened.namelist() if "worksheets" in one]
    assert not any("<f>" in xml or "hyperlink" in xml.casefold().replace(name.casefold(), "") for xml in inside)


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert paper_xlsx(PAPERS["large"]) == paper_xlsx(school_summary(large()))


def test_how_many_of_how_many_under_a_per_cent_are_numbers_too() -> None:
    shown = spread(one_table(Cell("83%", "48 of 58", share=Share(48, 58)), Cell("–")))
    assert shown.header == ("What", "Reading: number", "Reading: of", "Reading: per cent")
    assert shown.rows == (("row 0", 48, 58, 0.83), ("row 1", "–", "–", "–"))
