"""The measures behind the school rules: chance, and what the pupils and the authority's settings make of it."""

import pytest

from muster.rules.school import is_beyond_chance
from tests.core.rules.asking import answer, found, of


# p-values worked out apart, by the two-sided pooled two-proportion z test.
@pytest.mark.parametrize(
    ("now", "before", "p"),
    [
        ((18, 60), (48, 60), 3.6955e-08),
        ((4, 10), (6, 10), 0.37109),
        ((24, 40), (1500, 2000), 0.030703),
        ((10, 30), (40, 50), 2.9931e-05),
        ((30, 45), (22, 60), 0.0023447),
    ],
)
def test_the_level_at_which_a_change_is_beyond_chance(now: tuple[int, int], before: tuple[int, int], p: float) -> None:
    for one, other in ((now, before), (before, now)):
        assert is_beyond_chance(*one, *other, p * 1.01)
        assert not is_beyond_chance(*one, *other, p * 0.99)


@pytest.mark.parametrize("shares", [(5, 5, 7, 7), (0, 5, 0, 7), (3, 6, 4, 8)])
def test_equal_shares_are_never_beyond_chance(shares: tuple[int, int, int, int]) -> None:
    assert not is_beyond_chance(*shares, 1.0)


def test_a_cohort_of_one_last_year_is_compared() -> None:
    change = {"all": {"reading": "EXS"}, "1": {"reading": "GDS"}}
    history = [{"subject": "reading", "eligible": 1, "exs_plus": 0}]
    assert found(change=change, history=history, told={"thresholds": {"change_p": 0.5}}) == ["S01"]


def test_shares_are_said_with_halves_rounded_up() -> None:
    change = {"1": {"reading": "EXS"}, "2-8": {"reading": "WTS", "writing": "WTS"}}
    history = [{"subject": "reading", "eligible": 1000, "exs_plus": 994}]
    told = {"thresholds": {"change_p": 0.01}}
    (finding,) = of("S01", answer(pupils=8, change=change, history=history, told=told))
    assert finding.facts == {"subjects": ("reading 99 % then, 13 % now",)}


def test_pupils_without_an_outcome_are_no_part_of_the_share() -> None:
    change = {"all": {"reading": "EXS"}, "1": {"reading": "GDS"}, "2": {"reading": ""}}
    history = [{"subject": "reading", "eligible": 100, "exs_plus": 100}]
    assert found(change=change, history=history, told={"thresholds": {"change_p": 1}}) == ["R01"]


def test_pupils_who_left_are_no_part_of_the_share() -> None:
    change = {"all": {"reading": "EXS"}, "1": {"reading": "WTS", "writing": "L"}}
    change["2"] = {"reading": "WTS", "leaving_date": "2026-02-13"}
    history = [{"subject": "reading", "eligible": 100, "exs_plus": 100}]
    told = {"thresholds": {"change_p": 1, "change_points": 1}}
    assert found(pupils=6, change=change, history=history, told=told) == ["P13", "R09"]


def test_only_subjects_asked_for_are_compared() -> None:
    history = [{"subject": "science", "eligible": 100, "exs_plus": 0}]
    told = {"thresholds": {"change_p": 1}, "science": False}
    assert "S01" not in found(history=history, told=told)


# Each threshold of the school rules is the authority's to set.


@pytest.mark.parametrize(
    ("threshold", "value", "fields", "rule"),
    [
        ("same_cohort", 4, {"change": {"all": {"maths": "EXS"}}}, "S02"),
        ("same_science_cohort", 4, {"change": {"all": {"science": "EXS"}}}, "S02"),
        ("absent_pupils", 2, {"change": {"1-2": {"reading": "A"}}}, "S04"),
        ("absent_share", 75, {"change": {"all": {"reading": "A"}}}, "S04"),
        ("higher_cohort", 4, {"change": {"1-3": {"reading": "GDS"}}}, "S06"),
        ("file_pupils", 2, {"pupils": 2, "roll": {"pupils": 4}}, "S07"),
    ],
)
def test_a_threshold_is_a_setting(threshold: str, value: int, fields: dict[str, object], rule: str) -> None:
    assert rule in found(**fields, told={"thresholds": {threshold: value}})
    assert rule not in found(**fields, told={"thresholds": {threshold: value + 50}})


def test_the_share_of_pupils_at_greater_depth_is_a_setting() -> None:
    change = {"all": {"maths": "EXS"}, "1-11": {"maths": "GDS"}}
    assert "S06" not in found(pupils=20, change=change, told={"thresholds": {"higher_share": 55}})
    assert "S06" in found(pupils=20, change=change, told={"thresholds": {"higher_share": 54}})


def test_the_share_of_pupils_missing_is_a_setting() -> None:
    assert "S07" in found(pupils=26, roll={"pupils": 29})
    assert "S07" not in found(pupils=26, roll={"pupils": 29}, told={"thresholds": {"file_share": 11}})


@pytest.mark.parametrize(
    ("language", "explains"),
    [("POL", True), ("pol", True), ("ENG", False), ("eng", False), ("ENB", False), ("NOT", False), ("REF", False)],
)
def test_which_first_languages_are_another_than_english(language: str, explains: bool) -> None:
    low = {"reading": "PK3", "writing": "PK3", "maths": "PK3", "science": "HNM"}
    roll = {"change": {"1": {"sen": "", "first_language": ""}, "4": {"first_language": language}}}
    assert ("S05" in found(change={"1": low}, roll=roll)) is not explains
