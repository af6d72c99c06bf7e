"""What a school summary says: every figure by hand, in every form of school."""

import pytest
from msgspec.structs import replace

from muster.measures import Group
from muster.reporting.content import (
    Beside,
    Chart,
    Comparator,
    Edition,
    ReportPupil,
    ReportSchool,
    Table,
    published,
    school_summary,
)
from tests.core.measures.made_up import made_up
from tests.core.reporting.made_up import (
    HISTORY,
    INFANT,
    KS1,
    PRIMARY,
    QUERIED,
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

GIRLS = tuple(pupil(place, "EXS EXS GDS EXS", sex=Group.GIRLS) for place in range(12))
BOYS = tuple(pupil(place, "WTS WTS EXS HNM", sex=Group.BOYS) for place in range(20, 32))
ABSENT = (pupil(40, "A A A A", sex=Group.BOYS),)
CLASS = GIRLS + BOYS + ABSENT
"""25 pupils: 12 of 25 reach the standard in reading (48 %), 24 of 25 in maths (96 %), 12 of 25 all three."""


def test_shares_are_of_all_pupils_those_without_a_judgement_too() -> None:
    standards = table(school_summary(inputs(CLASS)), "standards", "standards")
    assert cells(standards, "Reading, expected standard or above") == ["48% (12 of 25)"]
    assert cells(standards, "Maths, greater depth") == ["48% (12 of 25)"]
    assert cells(standards, "All three, expected standard or above") == ["48% (12 of 25)"]


def test_the_headlines_say_the_same_in_words() -> None:
    points = section(school_summary(inputs(CLASS, expected=26)), "short").points
    assert points[0] == "These are the results of 25 pupils. The authority’s roll expected 26."
    assert "Reading: 12 of 25 pupils (48%) at the expected standard or above." in points
    assert any(point.startswith("All of reading, writing and maths: 12 of 25 pupils (48%).") for point in points)


def test_a_clear_gap_is_a_headline_with_both_figures() -> None:
    points = section(school_summary(inputs(CLASS)), "short").points
    assert any("Girls 100%, Boys 0%" in point for point in points)


def test_every_outcome_is_counted_once() -> None:
    divided = table(school_summary(inputs(CLASS)), "divided", "divided")
    assert cells(divided, "EXS: working at the expected standard") == ["12 (48%)", "12 (48%)", "12 (48%)", "12 (48%)"]
    assert cells(divided, "HNM: has not met the expected standard") == ["–", "–", "–", "12 (48%)"]
    assert cells(divided, "All pupils") == ["25"] * 4


def test_groups_have_counts_and_intervals() -> None:
    groups = table(school_summary(inputs(CLASS)), "groups", "sex")
    assert cells(groups, "Girls")[:2] == ["12", "12: 100% 76 to 100%"]
    assert cells(groups, "Boys")[:2] == ["13", "0: 0% 0 to 23%"]


def test_that_a_group_has_nothing_beside_it_is_said_with_the_reason() -> None:
    of_all = {key: figure for key, figure in northshire().figures.items() if key[2] is not Group.GIRLS}
    without = school_summary(large(comparators=(replace(northshire(), figures=of_all),)))
    assert section(without, "groups").said[1:] == (
        "Where no figure of other schools stands under a group, too few of them have such pupils for one.",
    )
    assert section(school_summary(large()), "groups").said[1:] == ()


def test_that_no_group_is_known_is_said_instead_of_an_empty_table() -> None:
    for school in (PRIMARY, SPECIAL):
        groups = section(school_summary(inputs((pupil(1, "EXS EXS EXS EXS"),), school)), "groups")
        assert (groups.parts, groups.said) == ((), ("Which groups these pupils belong to is not known.",))


def test_a_group_under_11_has_its_count_alone_and_no_gap() -> None:
    few = tuple(pupil(place, "EXS EXS EXS EXS", sex=Group.BOYS) for place in range(50, 60))
    paper = school_summary(inputs(GIRLS + few))
    assert cells(table(paper, "groups", "sex"), "Boys") == ["10", *["10 of 10"] * 5]
    assert section(paper, "gaps").parts == ()
    chart = next(one for one in section(paper, "groups").parts if isinstance(one, Chart))
    assert "Boys" not in chart.drawing


def test_gaps_are_in_points_with_what_may_be_said() -> None:
    gaps = table(school_summary(inputs(CLASS)), "gaps", "gaps")
    assert cells(gaps, "Girls, against boys") == [
        "+100 higher", "+100 higher", "+8 not clear", "+100 higher", "+100 higher",
    ]  # fmt: skip


def test_figures_to_compare_with_stand_beside_with_their_year_and_coverage() -> None:
    standards = table(school_summary(large()), "standards", "standards")
    assert standards.columns == ("Standard", "This school", "Northshire", "England", "Points above or below Northshire")
    assert cells(standards, "Reading, expected standard or above")[2] == "68% (2023)"
    assert cells(standards, "All three, greater depth")[2] == "–"
    assert standards.notes[0].startswith("Northshire: 6 of 10 schools have sent results (60%).")
    assert any("academic year 2022/23" in note for note in standards.notes)


def test_what_is_withheld_is_not_shown_and_why_is_said() -> None:
    paper = school_summary(large(comparators=(northshire(4),)))
    standards = table(paper, "standards", "standards")
    assert standards.columns == ("Standard", "This school")
    (note,) = standards.notes
    assert note.startswith("Northshire: Not shown: fewer than 5 schools have sent results")


def alike(label: str, number: int) -> Comparator:
    return replace(northshire(number, Beside.COMPARABLE, label), notes=(f"{label}: why.",))


def test_schools_like_it_stand_in_a_table_of_their_own_and_what_is_withheld_says_why() -> None:
    paper = school_summary(large(comparators=(northshire(6), alike("Like size", 6), alike("Like intake", 4))))
    standards = table(paper, "standards", "standards")
    assert standards.columns == ("Standard", "This school", "Northshire", "Points above or below Northshire")
    assert len(standards.notes) == 1
    like = table(paper, "standards", "comparable")
    assert like.columns == ("Subject", "This school", "Like size", "Like intake")
    assert cells(like, "Reading")[1:] == [cells(standards, "Reading, expected standard or above")[1], "–"]
    assert like.notes == ("Like size: why.", "Like intake: why.")


def test_without_any_schools_like_it_the_reason_stands_with_the_others() -> None:
    paper = school_summary(large(comparators=(northshire(6), alike("Like size", 4))))
    assert table(paper, "standards", "standards").notes[1:] == ("Like size: why.",)
    assert "comparable" not in {one.key for one in section(paper, "standards").parts}


def test_three_years_and_the_last_statutory_one_with_the_break() -> None:
    paper = school_summary(inputs(CLASS, history=HISTORY))
    years = table(paper, "years", "years")
    assert years.columns == ("Subject", "2023", "2024", "2025", "2026", "Change to this year")
    assert cells(years, "Reading")[:4] == [*["67% 40 of 60"] * 3, "48% 12 of 25"]
    assert any("statutory" in note for note in years.notes)
    assert any("Until 2023" in point for point in section(paper, "method").points)


def test_without_earlier_years_it_says_so() -> None:
    assert section(school_summary(inputs(CLASS)), "years").said == ("No earlier results of this school are held.",)


def test_prior_attainment_leads_to_outcomes() -> None:
    before = tuple(pupil(place, "EXS EXS EXS EXS", gld=Group.GLD) for place in range(12))
    paper = school_summary(
        inputs((*before, pupil(20, "WTS WTS WTS HNM", gld=Group.NO_GLD), pupil(21, "EXS EXS EXS EXS")))
    )
    earlier = table(paper, "earlier", "gld")
    assert cells(earlier, "Reading: pupils who reached it") == [
        "12", "0", "12", "0", "0", "100% (12 of 12)",
    ]  # fmt: skip
    assert earlier.notes == ("Known of 13 of 14 pupils.",)


def test_points_that_were_asked_about_are_told_by_kind_and_how_they_were_settled() -> None:
    asked = table(school_summary(inputs(CLASS, queried=QUERIED)), "asked", "asked")
    assert cells(asked, "Expected pupil missing") == ["5", "2", "2", "1"]


def test_a_special_school_leads_with_pk_and_em_and_has_no_headline_of_none() -> None:
    pupils = tuple(pupil(place, "PK3 EM WTS HNM", sen=Group.EHC_PLAN) for place in range(12))
    beside = (northshire(), northshire(beside=Beside.ALIKE, label="Special schools"), published(KS1, "England"))
    paper = school_summary(inputs(pupils, SPECIAL, comparators=beside, history=HISTORY))
    assert [one.key for one in paper.sections][:3] == ["short", "divided", "groups"]
    assert not any("0%" in point or "Northshire" in point for point in section(paper, "short").points)
    assert "Writing, of 12 pupils: 12 by the engagement model." in section(paper, "short").points
    assert [row.head for row in table(paper, "divided", "beside").rows if row.beside] == ["Special schools"] * 3
    assert cells(table(paper, "groups", "groups"), "Education, health and care plan")[1] == "12: 100% 76 to 100%"


def test_a_special_school_is_told_why_it_has_nothing_beside_it() -> None:
    pupils = tuple(pupil(place, "PK3 EM WTS HNM") for place in range(7))
    paper = school_summary(inputs(pupils, SPECIAL, comparators=(northshire(3, Beside.ALIKE, "Special schools"),)))
    assert any("fewer than 5 schools" in text for text in section(paper, "divided").said)


def test_a_small_school_has_counts_alone_and_one_table_of_groups() -> None:
    paper = school_summary(school_of(made_up(9, 3), history=HISTORY, comparators=(northshire(),)))
    shown = [cell.shown for one in paper.sections for part in one.parts if isinstance(part, Table) for row in part.rows
             for cell in row.cells]  # fmt: skip
    former = {"67%"}
    assert [text for text in shown if "%" in text and text not in former] == []
    assert [one.key for one in section(paper, "groups").parts] == ["groups"]


def test_an_infant_school_stands_beside_infant_schools() -> None:
    beside = (northshire(), northshire(7, Beside.ALIKE, "Infant schools"))
    paper = school_summary(school_of(made_up(60, 5), INFANT, comparators=beside))
    assert "Points above or below infant schools" in table(paper, "standards", "standards").columns
    assert any("Infant schools: " in point for point in section(paper, "short").points)


@pytest.mark.parametrize(
    "pupils", [(), (pupil(1, "L L L L"),), (pupil(1, "A A A A"),), (pupil(1, "EXS EXS EXS EXS"),), (pupil(1, ""),)]
)
@pytest.mark.parametrize("school", [PRIMARY, INFANT, SPECIAL])
def test_nobody_one_pupil_and_none_judged_are_said_without_a_figure_of_nothing(
    pupils: tuple[ReportPupil, ...], school: ReportSchool
) -> None:
    given = inputs(pupils, PRIMARY, history=HISTORY, comparators=(northshire(), published(KS1, "England")))
    paper = school_summary(replace(given, school=school))
    assert [text for text in texts(paper) if "None" in text or "nan" in text.lower().split()] == []
    assert section(paper, "short").points


def test_a_subject_that_is_not_collected_is_nowhere() -> None:
    paper = school_summary(replace(large(), science=False))
    assert not any("Science" in row.head for one in paper.sections for part in one.parts if isinstance(part, Table)
                   for row in part.rows)  # fmt: skip


def test_the_editions_are_marked() -> None:
    marks = {edition: school_summary(replace(large(), edition=edition)).marks for edition in Edition}
    assert marks[Edition.SCHOOL] == ()
    assert marks[Edition.PROVISIONAL] == ("Provisional: the authority has not accepted these results yet",)


def test_where_nobody_was_judged_that_is_said_instead_of_nought_per_cent() -> None:
    points = section(
        school_summary(inputs(tuple(pupil(place, "A EXS EXS EXS") for place in range(12)))), "short"
    ).points
    assert "Reading: none of 12 pupils has a judgement (A, D, Q or no outcome)." in points
    assert "Writing: 12 of 12 pupils (100%) at the expected standard or above." in points


def test_what_higher_means_is_said_only_where_something_is() -> None:
    alone = section(school_summary(inputs(GIRLS)), "short").points
    beside = section(school_summary(inputs(GIRLS, comparators=(northshire(),))), "short").points
    assert [any("“Higher”" in point for point in points) for points in (alone, beside)] == [False, True]
