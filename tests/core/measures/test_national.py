"""The national figures that come with Muster: the sure ones, and no others."""

import pytest

from muster.measures import Group, Measure
from muster.measures.national import figures, latest_national, national

EXS, GDS = Measure.EXS_PLUS, Measure.GDS
NOT_SURE = [(2022, "reading", GDS), (2022, "writing", GDS), (2022, "maths", GDS)] + [
    (2023, subject, GDS) for subject in ("reading", "writing", "maths")
]


@pytest.mark.parametrize(
    ("year", "subject", "measure", "value"),
    [(2019, "reading", EXS, 75), (2019, "maths", GDS, 22), (2022, "science", EXS, 77), (2023, "writing", EXS, 60)],
)
def test_a_published_figure_is_held(year: int, subject: str, measure: Measure, value: int) -> None:
    found = national(year, subject, measure)
    assert found is not None
    assert (found.value, "Department for Education" in found.source) == (value, True)


@pytest.mark.parametrize(("year", "subject", "measure"), [*NOT_SURE, (2023, "science", EXS)])
def test_a_figure_that_was_not_read_officially_is_not_held(year: int, subject: str, measure: Measure) -> None:
    assert national(year, subject, measure) is None


def test_groups_are_of_2023() -> None:
    groups = {one.group: one.value for one in figures() if (one.year, one.subject) == (2023, "writing")}
    assert groups == {None: 60, "boys": 54, "girls": 66, "disadvantaged": 44, "others": 65}


def test_there_are_none_of_2020_2021_or_after_2023_and_none_combined() -> None:
    assert {one.year for one in figures()} == {2019, 2022, 2023}
    assert {one.subject for one in figures()} == {"reading", "writing", "maths", "science"}


@pytest.mark.parametrize(
    ("subject", "measure", "year"), [("reading", EXS, 2023), ("science", EXS, 2022), ("reading", GDS, 2019)]
)
def test_the_latest_figure_says_its_year(subject: str, measure: Measure, year: int) -> None:
    found = latest_national(subject, measure, before=2026)
    assert found is not None
    assert found.year == year


def test_there_is_no_figure_before_the_first_or_of_an_unknown_group() -> None:
    assert latest_national("reading", EXS, before=2019) is None
    assert national(2019, "reading", EXS, Group.BOYS) is None
