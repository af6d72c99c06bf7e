"""Three years: which have a figure, and where the line is broken."""

import pytest

from muster.measures import Missing, Share, has_break_between, may_stand_in_a_trend, trend_of

HELD = {year: Share(30, 60) for year in range(2016, 2027)}


@pytest.mark.parametrize(
    ("until", "missing", "breaks"),
    [
        (2026, [None, None, None], ()),
        (2025, [None, None, None], (2023,)),
        (2023, [Missing.NO_ASSESSMENT, None, None], ()),
        (2022, [Missing.NO_ASSESSMENT, Missing.NO_ASSESSMENT, None], ()),
        (2020, [Missing.OTHER_STANDARD, None, Missing.NO_ASSESSMENT], ()),
    ],
)
def test_three_years_of_reading(until: int, missing: list[Missing | None], breaks: tuple[int, ...]) -> None:
    trend = trend_of("reading", HELD, until)
    assert [point.year for point in trend.points] == [until - 2, until - 1, until]
    assert [point.missing for point in trend.points] == missing
    assert trend.breaks == breaks
    assert all((point.share is None) is (point.missing is not None) for point in trend.points)


def test_writing_is_comparable_a_year_earlier() -> None:
    shown = {subject: trend_of(subject, HELD, 2019).points for subject in ("writing", "maths", "combined")}
    missing = {subject: [point.missing for point in points] for subject, points in shown.items()}
    other = Missing.OTHER_STANDARD
    assert missing == {"writing": [other, None, None], "maths": [other, other, None], "combined": [other, other, None]}


def test_a_year_that_is_not_held_or_of_nobody_has_no_figure() -> None:
    points = trend_of("reading", {2024: Share(0, 0), 2026: Share(1, 2)}, 2026).points
    assert [point.missing for point in points] == [Missing.NOT_HELD, Missing.NOT_HELD, None]


def test_changes_are_from_a_year_with_a_figure_to_the_next_that_has_one() -> None:
    trend = trend_of("reading", {2023: Share(30, 60), 2025: Share(27, 60), 2026: Share(36, 60)}, 2026, years=4)
    assert [(one.earlier, one.later, one.difference.points, one.has_break) for one in trend.changes] == [
        (2023, 2025, -5, True), (2025, 2026, 15, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("earlier", "later", "broken"), [(2023, 2026, True), (2019, 2024, True), (2024, 2026, False), (2019, 2023, False)]
)
def test_the_break_is_after_2023(earlier: int, later: int, broken: bool) -> None:
    assert has_break_between(earlier, later) is broken


def test_two_years_have_no_results() -> None:
    assert [year for year in range(2019, 2027) if not may_stand_in_a_trend(year)] == [2020, 2021]
