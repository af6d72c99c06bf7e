"""Schools have real shapes, and their sizes add up."""

from collections import Counter

import pytest

from muster.synthesis.schools import LARGEST, SMALLEST, School, make_schools


def made(count: int, pupils: int) -> list[School]:
    return make_schools(count, pupils, 5, 2026, "330")


@pytest.mark.parametrize(
    ("count", "pupils"), [(1, 1), (1, 300), (3, 7), (12, 700), (300, 15_000), (40, 200), (40, 4700)]
)
def test_sizes_add_up(count: int, pupils: int) -> None:
    assert sum(school.size for school in made(count, pupils)) == pupils


def test_sizes_are_those_of_schools() -> None:
    sizes = [school.size for school in made(300, 15_000)]
    assert min(sizes) >= SMALLEST
    assert max(sizes) <= LARGEST


def test_every_kind_of_school_is_there() -> None:
    kinds = Counter(school.phase for school in made(12, 600))
    assert set(kinds) == {"Primary", "Infant", "Special", "All-through"}


def test_numbers_are_nobody_elses() -> None:
    schools = made(1200, 60_000)
    assert len({school.number for school in schools}) == len({school.urn for school in schools}) == 1200


def test_beyond_500_schools_there_are_several_authorities() -> None:
    assert len({school.la for school in made(1200, 60_000)}) == 3


def test_one_school_in_forty_was_converted_and_had_another_number() -> None:
    schools = made(80, 4000)
    converted = [school for school in schools if school.predecessor]
    taken = {school.number for school in schools} | {school.urn for school in schools}
    assert len(converted) == 2
    assert all(school.type == "Academy converter" and school.opened == "2025-11-01" for school in converted)
    assert not taken & {number for school in converted for number in (school.predecessor, school.predecessor_urn)}


def test_academies_belong_to_trusts_and_others_do_not() -> None:
    assert all(bool(school.trust) == ("cademy" in school.type) for school in made(300, 15_000))


def test_small_special_schools_teach_children_with_plans_only() -> None:
    special = [school for school in made(300, 15_000) if school.is_special]
    assert special
    assert all(school.size <= 14 for school in special)
