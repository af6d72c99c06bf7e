"""Outcomes come out as they did nationally, whatever the seed, and hang together as children's do."""

from collections import Counter
from functools import cache

import pytest

from muster.framework import load_framework
from muster.synthesis.block import BlockMaker
from muster.synthesis.children import Child
from muster.synthesis.outcomes import SCALE, groups
from muster.synthesis.schools import make_schools

POINTS = 2.0
# National shares at the expected standard in 2023, by sex and by disadvantage: reading, writing, maths.
NATIONAL = {"M": (65, 54, 71), "F": (72, 66, 70), "disadvantaged": (54, 44, 56), "others": (73, 65, 75)}


@cache
def judged(seed: int) -> list[tuple[Child, str]]:
    """The children in the returns of 300 schools with 15,000 pupils, each with its school's phase."""
    schools = make_schools(300, 15_000, seed, 2026, "330")
    blocks = BlockMaker(load_framework(2026), seed, canary=False).blocks(schools)
    return [(pupil.child, file.school.phase) for block in blocks for file in block.files for pupil in file.pupils]


def share(children: list[Child], place: int, codes: tuple[str, ...]) -> float:
    return 100 * sum(child.codes[place] in codes for child in children) / len(children)


@pytest.mark.parametrize("seed", [1, 2026])
def test_every_group_is_within_two_points_of_its_target(seed: int) -> None:
    children = [child for child, _ in judged(seed)]
    reached: Counter[tuple[int, str]] = Counter()
    size: Counter[str] = Counter()
    for child in children:
        higher = [child.codes[place] == "GDS" for place in range(3)]
        lines = [code in ("EXS", "GDS") for code in child.codes] + higher
        for level in child.levels:
            size[level] += 1
            reached.update((place, level) for place, met in enumerate(lines) if met)
    far = {
        (line.key, level): round(100 * reached[place, level] / size[level] - wanted, 2)
        for place, line in enumerate(groups().lines)
        for level, wanted in line.target.items()
        if abs(100 * reached[place, level] / size[level] - wanted) > POINTS
    }
    assert far == {}


@pytest.mark.parametrize("level", NATIONAL)
def test_the_targets_by_sex_and_disadvantage_are_the_national_figures(level: str) -> None:
    assert tuple(line.target[level] for line in groups().lines[:3]) == NATIONAL[level]


def test_the_targets_agree_with_each_other() -> None:
    divisions = (("M", "F"), ("disadvantaged", "others"), ("N", "K", "E"), ("english", "other"))
    for line in groups().lines:
        totals = [sum(groups().shares[level] * line.target[level] for level in division) for division in divisions]
        assert max(totals) - min(totals) < 0.5, line.key


def test_subjects_go_together() -> None:
    both = [child.codes for child, _ in judged(1) if {*child.codes[:3]} <= {*SCALE}]
    readers = [codes for codes in both if codes[0] in ("EXS", "GDS")]
    others = [codes for codes in both if codes[0] not in ("EXS", "GDS")]
    met = [sum(codes[1] in ("EXS", "GDS") for codes in part) / len(part) for part in (readers, others)]
    assert met[0] > 0.75
    assert met[1] < 0.25


def test_phonics_goes_with_reading() -> None:
    children = [child for child, _ in judged(1)]
    met = [child for child in children if child.phonics == "Wa"]
    rest = [child for child in children if child.phonics == "Wt"]
    assert share(met, 0, ("EXS", "GDS")) - share(rest, 0, ("EXS", "GDS")) > 50


def test_a_good_level_of_development_goes_with_all_three() -> None:
    children = [child for child, _ in judged(1)]
    assert 60 < 100 * sum(child.gld == "Y" for child in children) / len(children) < 72


def test_infant_schools_judge_a_little_higher() -> None:
    infants = [child for child, phase in judged(1) if phase == "Infant"]
    primaries = [child for child, phase in judged(1) if phase == "Primary"]
    assert 0 < share(infants, 0, ("EXS", "GDS")) - share(primaries, 0, ("EXS", "GDS")) < 9


def test_special_schools_use_the_lower_codes() -> None:
    special = [child for child, phase in judged(1) if phase == "Special"]
    assert share(special, 0, SCALE[:5]) > 60
    assert any(child.codes == ["EM", "EM", "EM", "HNM"] for child in special)


def test_the_engagement_model_needs_a_plan_and_stands_in_all_three() -> None:
    engaged = [child for child, _ in judged(1) if "EM" in child.codes]
    assert engaged
    assert all(child.sen == "E" and child.codes == ["EM", "EM", "EM", "HNM"] for child in engaged)
