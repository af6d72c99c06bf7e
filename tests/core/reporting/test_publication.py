"""The edition for publication: no small number, nothing that tells one, marked on every page."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from muster.measures import Group
from muster.reporting.content import Beside, Comparator, Edition, Table, published, pupil_report, school_summary
from muster.reporting.papers import file_name, paper_pdf
from tests.core.measures.made_up import KS1, made_up
from tests.core.reporting.extracting import pages_of
from tests.core.reporting.made_up import (
    HISTORY,
    SPECIAL,
    cells,
    inputs,
    large,
    northshire,
    pupil,
    school_of,
    section,
    table,
    texts,
)

AT = datetime(2026, 7, 10, tzinfo=UTC)
PUBLIC = Edition.PUBLICATION
MANY = tuple(pupil(place, "EXS EXS EXS EXS", sex=Group.GIRLS) for place in range(20))
OTHERS = tuple(pupil(place, "WTS WTS WTS HNM", sex=Group.BOYS) for place in range(30, 50))
TWO = tuple(pupil(place, "WTS EXS EXS EXS", sex=Group.GIRLS) for place in range(60, 62))


def test_numbers_that_tell_nobody_are_shown() -> None:
    paper = school_summary(inputs(MANY + OTHERS, edition=PUBLIC))
    assert cells(table(paper, "standards", "standards"), "Reading, expected standard or above") == ["50% (20 of 40)"]
    assert cells(table(paper, "groups", "sex"), "Girls")[:2] == ["20", "20: 100%"]


def test_two_pupils_below_the_standard_are_not_told_by_a_percentage() -> None:
    paper = school_summary(inputs(MANY + TWO, edition=PUBLIC))
    assert cells(table(paper, "standards", "standards"), "Reading, expected standard or above") == ["–"]
    assert cells(table(paper, "divided", "divided"), "Reading")[2] == "–"


# Of the girls 3 miss reading and 4 all together, so that one or more misses maths; of the boys 3 and 7, so that 4 or
# more do. That 5 pupils miss maths would tell that it is just one of the girls.
def test_all_three_together_do_not_tell_whom_a_subject_hides() -> None:
    girls = [*["EXS EXS EXS EXS"] * 16, *["WTS EXS EXS EXS"] * 3, "EXS EXS WTS EXS"]
    boys = [*["EXS EXS EXS EXS"] * 15, *["WTS EXS EXS EXS"] * 3, *["EXS EXS WTS EXS"] * 4]
    everybody = [(codes, Group.GIRLS) for codes in girls] + [(codes, Group.BOYS) for codes in boys]
    pupils = tuple(pupil(place, codes, sex=sex) for place, (codes, sex) in enumerate(everybody))
    paper = school_summary(inputs(pupils, edition=PUBLIC))
    by_sex = table(paper, "groups", "sex")
    assert cells(by_sex, "Girls") == ["20", "17: 85%", "20: 100%", "–", "20: 100%", "–"]
    assert cells(by_sex, "Boys") == ["22", "19: 86%", "22: 100%", "–", "22: 100%", "–"]
    assert cells(table(paper, "standards", "standards"), "All three, expected standard or above") == ["74% (31 of 42)"]


@given(st.integers(0, 60), st.integers(0, 500))
def test_no_count_of_one_or_two_is_shown(number: int, seed: int) -> None:
    paper = school_summary(school_of(made_up(number, seed), edition=PUBLIC, history=HISTORY))
    shown = [cell for one in paper.sections for part in one.parts if isinstance(part, Table)
             for row in part.rows for cell in row.cells]  # fmt: skip
    assert [cell for cell in shown if cell.number in (1, 2)] == []
    for share in (cell.share for cell in shown if cell.share):
        assert {share.part, share.whole - share.part, share.whole}.isdisjoint({1, 2})


@pytest.mark.parametrize("number", [1, 2])
def test_of_one_or_two_pupils_nothing_is_shown(number: int) -> None:
    paper = school_summary(inputs(MANY[:number], edition=PUBLIC, history=HISTORY))
    assert [one.key for one in paper.sections] == ["short", "method"]
    assert any("is not shown" in point for point in section(paper, "short").points)


def test_it_holds_published_figures_alone_and_none_that_schools_were_let_see() -> None:
    early = Comparator(
        beside=Beside.EMERGING, label="Emerging national", year=2026, notes=("Emerging national: kept.",)
    )
    public = school_summary(large(edition=PUBLIC, comparators=(northshire(), early, published(KS1, "England"))))
    assert table(public, "standards", "standards").columns == ("Standard", "This school", "England")
    said = "\n".join(texts(public))
    assert not any(label in said for label in ("Northshire:", "Emerging national", "with the authority are of"))


def test_what_was_asked_gaps_and_prior_attainment_are_left_out() -> None:
    keys = {one.key for one in school_summary(large(edition=PUBLIC)).sections}
    assert keys == {"short", "standards", "divided", "groups", "years", "method"}


def test_a_special_school_s_edition_has_no_line_of_none() -> None:
    pupils = tuple(pupil(place, "PK3 EM WTS HNM") for place in range(12))
    paper = school_summary(inputs(pupils, SPECIAL, edition=PUBLIC))
    assert not any("0%" in text for text in texts(paper))
    assert not any("compared with" in point for point in section(paper, "method").points)
    assert cells(table(paper, "divided", "divided"), "Writing")[4] == "12"


def test_a_special_school_s_edition_says_nothing_of_what_it_does_not_have() -> None:
    pupils = tuple(pupil(place, "PK3 EM WTS HNM") for place in range(12))
    (point,) = section(school_summary(inputs(pupils, SPECIAL, edition=PUBLIC)), "method").points
    assert point.startswith("Every pupil")


def test_a_table_of_dashes_alone_is_left_out_and_said_to_be() -> None:
    few = tuple(pupil(place, f"EXS {'EXS' if place else 'WTS'} EXS EXS") for place in range(4))
    paper = school_summary(inputs((*few, pupil(9, "WTS EXS WTS HNM")), edition=PUBLIC))
    for key in ("standards", "groups"):
        assert section(paper, key).parts == ()
        assert "not shown" in section(paper, key).said[0]


def test_a_dash_never_stands_for_a_figure_that_there_is_not() -> None:
    paper = school_summary(inputs(MANY + OTHERS, edition=PUBLIC, comparators=(published(KS1, "England"),)))
    assert cells(table(paper, "standards", "standards"), "All three, expected standard or above")[1:] == [""]


def test_its_codes_are_told_beside_them() -> None:
    (note,) = table(school_summary(inputs(MANY + OTHERS, edition=PUBLIC)), "divided", "divided").notes
    assert note.startswith("GDS: working at greater depth")
    assert "PK or EM: a pre-key stage standard or the engagement model; HNM" in note


def test_it_is_marked_on_every_page_and_in_its_name() -> None:
    paper = school_summary(large(edition=PUBLIC))
    assert all("For publication: small numbers" in page for page in pages_of(paper_pdf(paper, AT)))
    assert file_name(paper) == "100001_KS1 2026 school summary for publication.pdf"


def test_pupils_are_not_published() -> None:
    with pytest.raises(ValueError, match="not published"):
        pupil_report(replace(large(), edition=PUBLIC))
