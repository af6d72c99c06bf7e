"""Differences, gaps and changes: the interval as published, by hand, and what may be said."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.measures import (
    Change,
    Characteristic,
    Difference,
    Group,
    Measure,
    MeasuredPupil,
    Share,
    Verdict,
    count_groups,
    gaps,
    newcombe,
)
from tests.core.measures.made_up import KS1, PUPILS

SHARES = st.integers(1, 400).flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    # Newcombe (1998), Table II, method 10, examples (a) to (f), as published to four places.
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
    ],
)
def test_the_interval_of_a_difference_is_newcombes(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    found = newcombe(Share(*one), Share(*other))
    assert found is not None
    assert (round(found.low / 100, 4), round(found.high / 100, 4)) == (low, high)


@given(SHARES, SHARES)
def test_a_difference_is_the_same_from_either_side(one: Share, other: Share) -> None:
    there, back = Difference(one, other), Difference(other, one)
    assert there.exact is not None
    assert there.interval is not None
    assert back.interval is not None
    assert back.exact == -there.exact
    assert back.points == -(there.points or 0)
    assert back.interval.low == pytest.approx(-there.interval.high)
    mirrored = {Verdict.HIGHER: Verdict.LOWER, Verdict.LOWER: Verdict.HIGHER}
    assert back.verdict is mirrored.get(there.verdict, there.verdict)


@given(SHARES, SHARES)
def test_the_interval_holds_the_difference(one: Share, other: Share) -> None:
    found = Difference(one, other)
    assert found.interval is not None
    assert found.exact is not None
    assert found.interval.low - 1e-9 <= found.exact <= found.interval.high + 1e-9
    assert -100 <= found.interval.low <= found.interval.high <= 100


# 24 of 60 is 40 %, 36 of 60 is 60 %: 20 points, interval 2.1 to 36.2. 30 of 60 is 50 %: 10 points, -7.6 to 26.8.
@pytest.mark.parametrize(
    ("one", "other", "points", "verdict"),
    [
        (Share(36, 60), Share(24, 60), 20, Verdict.HIGHER),
        (Share(24, 60), Share(36, 60), -20, Verdict.LOWER),
        (Share(30, 60), Share(24, 60), 10, Verdict.NOT_CLEAR),
        (Share(10, 10), Share(0, 60), 100, Verdict.TOO_FEW),
        (Share(60, 60), Share(0, 10), 100, Verdict.TOO_FEW),
        (Share(11, 11), Share(0, 11), 100, Verdict.HIGHER),
        (Share(0, 0), Share(24, 60), None, Verdict.NOTHING),
        (Share(24, 60), Share(0, 0), None, Verdict.NOTHING),
    ],
)
def test_what_may_be_said_of_two_shares(one: Share, other: Share, points: int | None, verdict: Verdict) -> None:
    found = Difference(one, other)
    assert (found.points, found.verdict) == (points, verdict)
    assert verdict.is_clear is (verdict in (Verdict.HIGHER, Verdict.LOWER))


# 41 of 60 is 68.33 %, Wilson's interval 55.8 to 78.7: 68 lies in it, 50 below it, 85 above it.
@pytest.mark.parametrize(
    ("figure", "points", "verdict"), [(68, 0, Verdict.NOT_CLEAR), (50, 18, Verdict.HIGHER), (85, -17, Verdict.LOWER)]
)
def test_a_share_beside_a_published_figure(figure: int, points: int, verdict: Verdict) -> None:
    found = Difference(Share(41, 60), Fraction(figure))
    assert (found.points, found.verdict) == (points, verdict)


def test_a_few_pupils_beside_a_published_figure() -> None:
    assert Difference(Share(0, 10), Fraction(68)).verdict is Verdict.TOO_FEW
    assert Difference(Share(0, 0), Fraction(68)).verdict is Verdict.NOTHING


def pupils(group: Group, met: int, of: int) -> list[MeasuredPupil]:
    codes = ["EXS"] * met + ["WTS"] * (of - met)
    return [MeasuredPupil(outcomes=dict.fromkeys(KS1.scaled, code), disadvantage=group) for code in codes]


def test_a_gap_by_hand() -> None:
    # Disadvantaged 5 of 9 is 55.56 %, others 27 of 36 is 75 %: a gap of -19.44, shown as -19, not 56 - 75.
    grouped = count_groups(KS1, pupils(Group.DISADVANTAGED, 5, 9) + pupils(Group.OTHERS, 27, 36), science=False)
    found = list(gaps(KS1, grouped, Characteristic.DISADVANTAGE))
    assert {(gap.group, gap.beside) for gap in found} == {(Group.DISADVANTAGED, Group.OTHERS)}
    reading = next(gap for gap in found if (gap.subject, gap.measure) == ("reading", Measure.EXS_PLUS))
    assert (reading.difference.points, reading.difference.exact) == (-19, Fraction(-175, 9))


@given(PUPILS)
def test_gaps_are_of_groups_that_are_there(some: list[MeasuredPupil]) -> None:
    grouped = count_groups(KS1, some)
    for characteristic in Characteristic:
        for gap in gaps(KS1, grouped, characteristic):
            assert gap.group in grouped.groups[characteristic]
            assert gap.difference.points is not None


def test_an_ethnic_group_is_compared_with_all_others_together() -> None:
    def of(group: Group, code: str) -> MeasuredPupil:
        return MeasuredPupil(outcomes={"reading": code}, ethnicity=group)

    grouped = count_groups(KS1, [of(Group.WHITE, "EXS"), of(Group.BLACK, "EXS"), of(Group.ASIAN, "WTS")])
    found = {gap.group: gap for gap in gaps(KS1, grouped, Characteristic.ETHNICITY) if gap.subject == "reading"}
    assert (found[Group.WHITE].beside, found[Group.WHITE].difference.other) == (None, Share(0, 2))


@pytest.mark.parametrize(
    ("earlier", "later", "verdict"),
    [(2024, 2026, Verdict.HIGHER), (2022, 2023, Verdict.HIGHER), (2023, 2026, Verdict.NOT_ALIKE)],
)
def test_a_change_is_not_judged_across_the_break(earlier: int, later: int, verdict: Verdict) -> None:
    change = Change(earlier, Share(24, 60), later, Share(36, 60))
    assert (change.verdict, change.difference.points) == (verdict, 20)


def test_a_change_from_nobody_is_no_change() -> None:
    assert Change(2023, Share(0, 0), 2026, Share(36, 60)).verdict is Verdict.NOTHING
