"""Children move as the rules on movers know it: in every case, with dates that make the case."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from muster.framework import load_framework
from muster.synthesis.block import Block, BlockMaker
from muster.synthesis.schools import make_schools
from muster.synthesis.spells import Mover

FIRST, LAST = date(2026, 5, 1), date(2026, 5, 31)
NEARBY = {
    "before",
    "during, more at the first",
    "during, more at the second",
    "during, equal days",
    "after",
    "dates unknown",
    "dual registration",
}


@cache
def blocks() -> tuple[Block, ...]:
    schools = make_schools(120, 6000, 3, 2026, "330")
    return tuple(BlockMaker(load_framework(2026), 3, canary=False).blocks(schools))


def movers(case: str = "") -> list[Mover]:
    return [mover for block in blocks() for mover in block.movers if case in ("", mover.case)]


def days(mover: Mover) -> list[int]:
    return [spell.days_between(FIRST, LAST) for spell in mover.spells]


def test_every_case_comes_about() -> None:
    assert {mover.case for mover in movers()} >= NEARBY | {
        "away before", "away during", "away after", "abroad before", "abroad during", "arrived before", "arrived after",
        "arrived during, more here", "arrived during, more there", "not participating", "home educated", "abroad",
        "not participating, after", "abroad, after", "independent, during",
    }  # fmt: skip


def test_eight_in_a_hundred_move() -> None:
    moves = sum(1 + (mover.case in NEARBY) for mover in movers())
    assert moves / 6000 == pytest.approx(0.08, abs=0.01)


def test_equal_days_go_to_the_receiving_school() -> None:
    for mover in movers("during, equal days"):
        assert days(mover)[0] == days(mover)[1]
        assert mover.submits == mover.spells[1].school


@pytest.mark.parametrize("case", ["during, more at the first", "during, more at the second"])
def test_during_the_test_period_the_school_with_more_days_submits(case: str) -> None:
    for mover in movers(case):
        more = max(mover.spells, key=lambda spell: spell.days_between(FIRST, LAST))
        assert mover.submits == more.school


def test_after_the_test_period_the_first_school_submits() -> None:
    for mover in movers("after"):
        assert mover.spells[0].left is not None
        assert mover.spells[0].left >= LAST
        assert (mover.submits, mover.rule) == (mover.spells[0].school, "after")


def test_without_dates_both_are_asked() -> None:
    assert movers("dates unknown")
    assert all(mover.submits == "" for mover in movers("dates unknown"))


def test_a_child_is_in_one_file_only() -> None:
    upns = Counter(pupil.upn for block in blocks() for file in block.files for pupil in file.pupils)
    assert [upn for upn, count in upns.items() if count > 1] == []


def test_the_school_that_submits_has_the_child_in_its_file() -> None:
    for block in blocks():
        held = {file.school.number: {pupil.upn for pupil in file.pupils} for file in block.files}
        wrong = [m.case for m in block.movers if m.submits in held and m.child.upn not in held[m.submits]]
        assert wrong == []


def test_a_child_who_goes_stays_on_the_january_roll() -> None:
    for block in blocks():
        rolls = {file.school.number: {line.upn for line in file.roll} for file in block.files}
        assert all(m.child.upn in rolls[m.origin.number] for m in block.movers if m.origin is not None)
