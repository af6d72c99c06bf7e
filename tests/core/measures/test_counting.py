"""Counting: by hand, and whatever is given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.framework import load_framework
from muster.measures import Counts, Share, count

KS1 = load_framework(2026)
ALL_CODES = {one.key: [*one.codes, *KS1.absent, *KS1.outside, ""] for one in KS1.subjects}
PUPILS = st.lists(st.fixed_dictionaries({key: st.sampled_from(codes) for key, codes in ALL_CODES.items()}))


def pupil(reading: str, writing: str, maths: str, science: str = "EXS") -> dict[str, str]:
    return {"reading": reading, "writing": writing, "maths": maths, "science": science}


BY_HAND = [
    pupil("GDS", "GDS", "GDS"),
    pupil("GDS", "EXS", "EXS"),
    pupil("EXS", "EXS", "EXS"),
    pupil("EXS", "WTS", "EXS"),
    pupil("PK3", "PK2", "EM", "HNM"),
    pupil("A", "A", "A", "A"),
    pupil("D", "EXS", "Q", "HNM"),
    pupil("EXS", "", "EXS"),
    pupil("L", "L", "L", "L"),
]


def counted(pupils: list[dict[str, str]]) -> Counts:
    return count(KS1, pupils)


def test_every_code_is_counted_and_the_eligible_are_all_but_those_who_left() -> None:
    found = counted(BY_HAND)
    reading = found.subjects["reading"]
    assert (found.eligible, reading.eligible) == (8, 8)
    assert {code: number for code, number in reading.codes.items() if number} == {
        "GDS": 2, "EXS": 3, "PK3": 1, "A": 1, "D": 1,
    }  # fmt: skip
    assert found.subjects["writing"].codes[""] == 1


def test_the_expected_standard_and_greater_depth() -> None:
    found = counted(BY_HAND).subjects
    assert [(one.expected, one.higher) for one in found.values()] == [(5, 2), (4, 1), (5, 1), (5, 0)]
    assert found["reading"].expected_share.per_cent == 63
    assert found["reading"].share("PK3") == Share(1, 8)


def test_all_three_together() -> None:
    combined = counted(BY_HAND).combined
    assert (combined.eligible, combined.expected, combined.higher) == (8, 3, 1)
    assert (combined.expected_share.per_cent, combined.higher_share.per_cent) == (38, 13)


def test_one_who_left_in_any_subject_is_not_counted_in_any() -> None:
    assert counted([pupil("EXS", "L", "EXS")]).eligible == 0


def test_without_science() -> None:
    assert list(count(KS1, BY_HAND, science=False).subjects) == ["reading", "writing", "maths"]


@pytest.mark.parametrize(("low", "others", "mostly"), [(3, 1, True), (2, 2, False), (0, 4, False)])
def test_whether_over_half_are_low(low: int, others: int, mostly: bool) -> None:
    pupils = [pupil("PK1", "PK4", "EM", "HNM")] * low + [pupil("EXS", "WTS", "GDS")] * others
    assert counted(pupils).is_mostly_low is mostly


def test_of_nobody_everything_is_nothing() -> None:
    found = counted([])
    assert (found.eligible, found.is_mostly_low, found.combined.expected_share.per_cent) == (0, False, None)


def test_a_code_of_another_subject_is_refused() -> None:
    with pytest.raises(ValueError, match="GDS"):
        counted([pupil("EXS", "EXS", "EXS", "GDS")])


@given(PUPILS)
def test_counts_add_up(pupils: list[dict[str, str]]) -> None:
    found = counted(pupils)
    for one in found.subjects.values():
        assert sum(one.codes.values()) == one.eligible == found.eligible <= len(pupils)
        assert one.higher <= one.expected <= one.eligible
    least = min(found.subjects[key].expected for key in KS1.scaled)
    assert found.combined.higher <= found.combined.expected <= least


@given(PUPILS, PUPILS)
def test_two_groups_add_up_to_their_whole(some: list[dict[str, str]], others: list[dict[str, str]]) -> None:
    one, other, both = counted(some), counted(others), counted(some + others)

    def figures(of: Counts) -> dict[tuple[str, str], int]:
        return {(key, code): number for key, subject in of.subjects.items() for code, number in subject.codes.items()}

    first, second = figures(one), figures(other)
    assert figures(both) == {key: first.get(key, 0) + second.get(key, 0) for key in first | second}
    assert both.combined.expected == one.combined.expected + other.combined.expected
