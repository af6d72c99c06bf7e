"""Shares: exact, whole per cent with halves up, and gaps of unrounded figures."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.measures import Share, points_between, whole_number, wilson

SHARES = st.integers(0, 5000).flatmap(lambda whole: st.builds(Share, st.integers(0, whole), st.just(whole)))


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 60, 0),
        (60, 60, 100),
        (1, 3, 33),
        (2, 3, 67),
        (1, 8, 13),
        (1, 200, 1),
        (1, 201, 0),
        (199, 200, 100),
        (5, 8, 63),
    ],
)
def test_per_cent_is_whole_with_halves_up(part: int, whole: int, shown: int) -> None:
    assert Share(part, whole).per_cent == shown


def test_of_no_pupils_there_is_no_share() -> None:
    none = Share(0, 0)
    assert (none.exact, none.per_cent, none.one_pupil, wilson(none)) == (None, None, None, None)
    assert points_between(none, Share(1, 2)) is None


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (-1, 4), (5, 4)])
def test_what_is_no_share_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        Share(part, whole)


def test_a_gap_is_of_the_unrounded_figures() -> None:
    # 44.444 and 43.548: both shown as 44, yet nearly a point apart.
    assert (Share(4, 9).per_cent, Share(27, 62).per_cent) == (44, 44)
    assert points_between(Share(4, 9), Share(27, 62)) == 1


def test_a_gap_to_a_published_figure() -> None:
    # 41 of 60 is 68.33: 0.33 above 68.
    assert points_between(Share(41, 60), Fraction(68)) == 0
    assert points_between(Share(39, 60), Fraction(68)) == -3


def test_half_a_point_is_one_from_either_side() -> None:
    assert (whole_number(Fraction(1, 2)), whole_number(Fraction(-1, 2))) == (1, -1)


@given(SHARES)
def test_per_cent_is_within_half_a_point(share: Share) -> None:
    if share.exact is not None and share.per_cent is not None:
        assert Fraction(-1, 2) < share.per_cent - share.exact <= Fraction(1, 2)


@given(SHARES, SHARES)
def test_a_gap_is_the_same_from_either_side(one: Share, other: Share) -> None:
    there, back = points_between(one, other), points_between(other, one)
    assert there == (None if back is None else -back)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    # Worked by hand: (p + z2/2n -+ z sqrt(p(1-p)/n + z2/4n2)) / (1 + z2/n) with z2 = 3.8415.
    [(5, 10, 23.66, 76.34), (81, 263, 25.53, 36.62), (0, 20, 0.0, 16.11), (20, 20, 83.89, 100.0)],
)
def test_the_interval_is_wilsons(part: int, whole: int, low: float, high: float) -> None:
    found = wilson(Share(part, whole))
    assert found is not None
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


@given(SHARES)
def test_the_interval_holds_the_share_and_stays_within_none_and_all(share: Share) -> None:
    found = wilson(share)
    if found is not None and share.exact is not None:
        assert 0 <= found.low <= share.exact + 1e-9
        assert share.exact - 1e-9 <= found.high <= 100
