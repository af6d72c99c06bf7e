"""What an authority's summary says: every figure by hand."""

import pytest
from msgspec.structs import replace

from muster.measures import Group
from muster.reporting.content import Paper, Standing, Table, authority_summary, published
from tests.core.reporting.made_up import KS1, cells, pupil, section, table, texts
from tests.core.reporting.several import class_of, history, one_school, several

THREE = several(
    one_school(1, class_of(24, 6), expected=32, history=history(2025, 30, 29)),
    one_school(2, class_of(6, 24), expected=30, history=history(2025, 30, 8)),
    one_school(3, class_of(5, 3), expected=8),
    one_school(4, expected=20),
    one_school(5, standing=Standing.DECLINED, expected=10),
    comparators=(published(KS1, "England"),),
)
"""68 pupils of 100 expected; 35 of them reach the standard in everything (51 %)."""


@pytest.fixture(scope="module")
def paper() -> Paper:
    return authority_summary(THREE)


def test_it_says_of_how_many_schools_and_pupils_it_is(paper: Paper) -> None:
    asked, counted, in_part, *_ = section(paper, "short").points
    assert asked == (
        "5 schools asked. The figures here are of 3 whose results Northshire has accepted; "
        "the others: 1 not confirmed yet, 1 not taking part, as schools may."
    )
    assert counted.startswith("68 pupils are counted. The roll expects 100 at all schools that were asked, so that 68%")
    assert in_part.startswith("So the figures are not of all pupils in Northshire")


def test_where_the_roll_of_a_school_is_not_held_no_share_is_given() -> None:
    points = section(authority_summary(several(one_school(1, class_of(20, 5)))), "short").points
    assert points[1] == "25 pupils are counted."


def test_the_standards_are_of_all_pupils_beside_england(paper: Paper) -> None:
    standards = table(paper, "standards", "standards")
    assert standards.columns == ("Standard", "Northshire", "England")
    assert cells(standards, "Reading, expected standard or above") == ["51% (35 of 68)", "68% (2023)"]
    assert cells(standards, "All three, expected standard or above") == ["51% (35 of 68)", "–"]


def test_england_is_told_with_its_year_and_no_difference_is_judged(paper: Paper) -> None:
    (told,) = (one for one in section(paper, "short").points if one.startswith("England"))
    assert told.startswith("England in 2023, the last published year: reading 68%, writing 60% and maths 70%.")
    assert "no difference from them is judged" in told


def test_schools_stand_by_name_small_ones_with_numbers_alone(paper: Paper) -> None:
    schools = table(paper, "schools", "schools")
    assert [row.head for row in schools.rows] == ["School 01", "School 02", "School 03", "Northshire", "England, 2023"]
    assert cells(schools, "School 01")[:3] == ["30", "80%", "0%"]
    assert cells(schools, "School 03")[:3] == ["8 few", "5 of 8", "0 of 8"]
    assert cells(schools, "Northshire")[:2] == ["68", "51%"]
    assert cells(schools, "England, 2023")[1:3] == ["68%", "25% (2019)"]


def test_a_special_school_has_no_line_of_nought_per_cent() -> None:
    pupils = tuple(pupil(place, "PK3 EM WTS HNM") for place in range(12))
    schools = table(
        authority_summary(several(one_school(1, pupils), one_school(2, class_of(20, 2)))), "schools", "schools"
    )
    assert cells(schools, "School 01")[:2] == ["12 PK/EM", "0 of 12"]


def test_who_is_clearly_below_all_others_together_is_named(paper: Paper) -> None:
    """6 of 30 (20 %) beside 29 of the 38 pupils elsewhere (76 %): 56 points."""
    below = table(paper, "support", "below")
    assert [row.head for row in below.rows] == ["School 02"]
    assert cells(below, "School 02")[:3] == ["30", "−56", "20%"]


def test_who_has_clearly_fallen_is_named_with_both_years(paper: Paper) -> None:
    """29 of 30 (97 %) to 24 of 30 (80 %) is not clear; School 02 has 8 of 30, then 6."""
    given = replace(THREE, schools=(replace(THREE.schools[0], history=history(2025, 100, 98)), *THREE.schools[1:]))
    fallen = table(authority_summary(given), "support", "fallen")
    assert [row.head for row in fallen.rows] == ["School 01"]
    assert cells(fallen, "School 01") == ["30", *["98% to 80%"] * 3]


def test_the_year_is_said_where_it_is_not_the_last() -> None:
    given = several(one_school(1, class_of(24, 6), history=history(2024, 100, 98)), one_school(2, class_of(20, 5)))
    assert cells(table(authority_summary(given), "support", "fallen"), "School 01")[1] == "98% to 80% since 2024"


def test_a_fall_since_statutory_years_is_not_judged() -> None:
    given = several(one_school(1, class_of(10, 20), history=history(2023, 100, 98)), one_school(2, class_of(20, 20)))
    assert not [one for one in section(authority_summary(given), "support").parts if one.key == "fallen"]


def test_small_schools_are_in_no_list_of_those_to_support(paper: Paper) -> None:
    spread = table(paper, "support", "spread")
    assert [row.cells[0].number for row in spread.rows] == [1, 0, 0, 0, 0, 1]
    assert "2 schools are compared." in section(paper, "support").said[1]


def test_where_nobody_can_be_compared_it_says_so() -> None:
    given = several(one_school(1, class_of(3, 2)))
    assert section(authority_summary(given), "support").said[0].startswith("No school can be compared")


def test_schools_that_are_missing_are_listed_with_why(paper: Paper) -> None:
    missing = table(paper, "missing", "missing")
    assert [(row.head, *(cell.shown for cell in row.cells)) for row in missing.rows] == [
        ("School 04", "Not confirmed yet", "20"), ("School 05", "Not taking part", "10"),
    ]  # fmt: skip


def test_earlier_years_are_of_the_schools_that_are_counted(paper: Paper) -> None:
    years = table(paper, "years", "years")
    assert cells(years, "Reading")[1] == "62% 37 of 60"
    assert section(paper, "years").said[1] == "Earlier results are held of: 2 of 3 schools for 2025."


def test_groups_under_11_are_not_shown() -> None:
    few = tuple(pupil(200 + place, "EXS EXS EXS EXS", sex=Group.BOYS) for place in range(5))
    groups = table(authority_summary(several(one_school(1, class_of(20, 0) + few))), "groups", "sex")
    assert [row.head for row in groups.rows] == ["Girls"]
    assert groups.notes == ("Fewer than 11 pupils, not shown: Boys.",)


@pytest.mark.parametrize("schools", [(), (one_school(1),), (one_school(1, ()),)])
def test_nobody_is_said_without_a_figure_of_nothing(schools: tuple[object, ...]) -> None:
    paper = authority_summary(replace(THREE, schools=schools))
    assert [text for text in texts(paper) if "None" in text] == []
    assert "schools" not in {one.key for one in paper.sections}


def test_it_is_marked_as_not_for_publication(paper: Paper) -> None:
    assert paper.marks == ("For the authority’s own staff and members: holds small numbers, not for publication",)


def test_no_sentence_speaks_of_one_school(paper: Paper) -> None:
    assert [text for text in texts(paper) if "this school" in text.lower()] == []
    assert all(isinstance(part, Table) or part.words for one in paper.sections for part in one.parts)
