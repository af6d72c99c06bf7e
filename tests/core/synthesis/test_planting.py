"""Every rule is planted, and each fault is the only thing wrong with its pupil."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from muster.framework import load_framework
from muster.rules import catalogue
from muster.synthesis import synthesise
from muster.synthesis.block import Block, BlockMaker
from muster.synthesis.planting import EVERY_RULE_FROM, Planter
from muster.synthesis.schools import make_schools

NEVER_PLANTED = {"F17"}  # the very file already received: the command never says so


@cache
def planted(schools: int, pupils: int, share: float, seed: int = 4) -> tuple[Block, ...]:
    framework = load_framework(2026)
    everyone = make_schools(schools, pupils, seed, 2026, "330")
    planter = Planter(everyone, share, framework, seed)
    blocks = tuple(BlockMaker(framework, seed, canary=False).blocks(everyone))
    for block in blocks:
        planter.plant(block)
    return blocks


def rules(blocks: tuple[Block, ...]) -> Counter[str]:
    return Counter(rule for block in blocks for file in block.files for rule, _, _ in file.truth)


@pytest.mark.parametrize("share", [0.0005, 0.02, 0.4])
def test_every_rule_is_planted_from_80_schools_on(share: float) -> None:
    found = rules(planted(EVERY_RULE_FROM, 4000, share))
    assert set(catalogue()) - set(found) == NEVER_PLANTED


def test_nothing_is_planted_without_faults() -> None:
    assert rules(planted(40, 2000, 0.0)).total() == 0


def test_the_share_of_pupils_is_kept() -> None:
    found = rules(planted(EVERY_RULE_FROM, 4000, 0.1))
    pupils = sum(count for rule, count in found.items() if rule[0] in "PR" or rule.startswith("C"))
    assert pupils == pytest.approx(400, rel=0.25)


def test_a_small_authority_shows_as_many_rules_as_fit() -> None:
    found = rules(planted(10, 400, 0.1))
    assert len(found) == pytest.approx(found.total(), abs=8)


def test_a_file_that_cannot_be_read_has_no_other_fault() -> None:
    stopping = {"F01", "F02", "F03", "F04", "F05", "F06", "F07", "F12"}
    files = [file for block in planted(EVERY_RULE_FROM, 4000, 0.4) for file in block.files]
    stopped = [file.truth for file in files if any(rule in stopping for rule, _, _ in file.truth)]
    assert stopped
    assert all(len(truth) == 1 for truth in stopped)


def test_a_file_lent_to_another_school_has_no_fault() -> None:
    lent = [file for block in planted(EVERY_RULE_FROM, 4000, 0.4) for file in block.files if file.lent]
    assert all(not file.truth for file in lent)


def test_truth_names_files_that_are_there(tmp_path: Path) -> None:
    synthesise(tmp_path / "made", schools=30, pupils=1200, seed=2, faults=0.1)
    with (tmp_path / "made" / "truth.csv").open(encoding="utf-8", newline="") as file:
        named = {row["file"] for row in csv.DictReader(file)}
    there = {path.name for path in (tmp_path / "made" / "returns").iterdir()}
    assert named
    assert named <= there
