"""When several authorities have a figure together, and that none of them learns another's from it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.framework import load_framework
from muster.measures import Coverage, Group, MeasuredPupil, Reason, count_groups
from muster.portal.benchmarks.pooling import LEAST_AUTHORITIES, Contribution, figures_of, reason_against, would_tell

KS1 = load_framework(2026)


def contribution(
    authority: str, pupils: int = 100, *, disadvantaged: int = 0, schools: int = 10, asked: int = 12, of_group: int = 5
) -> Contribution:
    made = [
        MeasuredPupil(outcomes={"reading": "EXS"}, disadvantage=Group.DISADVANTAGED if one < disadvantaged else None)
        for one in range(pupils)
    ]
    counts = count_groups(KS1, made)
    coverage = Coverage(schools_in=schools, schools_asked=asked, pupils_in=pupils)
    with_group = {Group.DISADVANTAGED: of_group if disadvantaged else 0}
    return Contribution(authority=authority, counts=counts, coverage=coverage, schools_with=with_group)


def of_sizes(*pupils: int) -> list[Contribution]:
    return [contribution(f"authority{place}", one) for place, one in enumerate(pupils)]


@pytest.mark.parametrize(
    ("pupils", "reason"),
    [
        ((), Reason.FEW_AUTHORITIES),
        ((100, 100), Reason.FEW_AUTHORITIES),
        ((100, 100, 100), Reason.FEW_AUTHORITIES),
        ((100, 100, 100, 0), Reason.FEW_AUTHORITIES),
        ((100, 100, 100, 100), None),
        ((301, 100, 100, 100, 100), Reason.ONE_AUTHORITY),
        # Not more than half of all, but of what is left to the last one.
        ((100, 60, 50, 90), None),
        ((120, 60, 50, 90), Reason.ONE_AUTHORITY),
    ],
)
def test_when_there_is_a_figure(pupils: tuple[int, ...], reason: Reason | None) -> None:
    assert reason_against(of_sizes(*pupils)) is reason


def test_there_is_none_of_fewer_than_half_of_the_schools_asked() -> None:
    few = [contribution(f"authority{one}", schools=10, asked=21) for one in range(5)]
    assert reason_against(few) is Reason.FEW_TAKE_PART


def test_five_schools_are_left_whoever_subtracts() -> None:
    few = [contribution(f"authority{one}", schools=schools, asked=3) for one, schools in enumerate((2, 2, 2, 1))]
    assert reason_against(few) is None
    assert reason_against([*few[1:], contribution("last", schools=1, asked=3)]) is Reason.FEW_SCHOOLS


def test_a_group_that_few_authorities_have_has_no_figure() -> None:
    three = [contribution(f"authority{one}", disadvantaged=20) for one in range(3)]
    found = list(figures_of(KS1, [*three, contribution("last")]))
    assert ["reading", "exs_plus", "", "100"] in found
    assert {group for _, _, group, _ in found} == {""}
    four = list(figures_of(KS1, [*three, contribution("last", disadvantaged=20)]))
    assert ["reading", "exs_plus", "disadvantaged", "100"] in four


@pytest.mark.parametrize(("of_group", "groups"), [(1, {""}), (2, {"", "disadvantaged"})])
def test_of_a_group_too_five_schools_are_left_whoever_subtracts(of_group: int, groups: set[str]) -> None:
    four = [contribution(f"authority{one}", disadvantaged=20, of_group=of_group) for one in range(4)]
    assert {group for _, _, group, _ in figures_of(KS1, four)} == groups


@given(st.lists(st.integers(0, 400), max_size=9))
def test_whoever_subtracts_their_own_is_left_with_three_others_and_no_giant(pupils: list[int]) -> None:
    """What A can work out of B: nothing, for what is left is of three or more, none above half."""
    if reason_against(of_sizes(*pupils)) is not None:
        return
    for place, own in enumerate(pupils):
        rest = [one for other, one in enumerate(pupils) if other != place and one]
        assert not own or len(rest) >= LEAST_AUTHORITIES - 1
        assert 2 * max(rest) <= sum(rest)


def test_two_alone_never_see_each_other() -> None:
    assert reason_against(of_sizes(1000, 900)) is Reason.FEW_AUTHORITIES


DAYS = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 2).map(str)), max_size=12)


@given(DAYS)
def test_no_two_pools_that_were_shown_differ_by_fewer_than_four_authorities(days: list[dict[str, str]]) -> None:
    """An attacker keeps every pool and subtracts one from another, by itself knowing what it brought."""
    shown: list[dict[str, str]] = []
    for now in days:
        if not any(would_tell(now, before) for before in shown):
            shown.append(now)
    for one in shown:
        for other in shown:
            apart = [key for key in one.keys() | other.keys() if one.get(key) != other.get(key)]
            assert not apart or len(apart) >= LEAST_AUTHORITIES
    assert all(not would_tell(one, other) for one, other in pairwise(shown))


def test_one_pupils_outcome_makes_other_counts() -> None:
    assert contribution("a", 100).digest == contribution("a", 100).digest
    assert contribution("a", 100).digest != contribution("a", 101).digest
