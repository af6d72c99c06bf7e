"""How many planted movers of a made-up authority are answered right: the school, the rule, and whether to ask."""

from collections import Counter
from typing import NamedTuple

from muster.framework import load_framework
from muster.movers import Answer, Period, Registration, Spell, who_submits
from muster.synthesis.block import BlockMaker
from muster.synthesis.schools import make_schools
from muster.synthesis.spells import Mover

PUPILS_A_SCHOOL = 50
YEAR = 2026
_UNKNOWN = "dates unknown"


class Answered(NamedTuple):
    """The movers planted, by case, and those that were answered wrong."""

    planted: Counter[str]
    wrong: list[tuple[Mover, Answer]]

    @property
    def share(self) -> float:
        """The share answered right."""
        return 1 - len(self.wrong) / max(1, self.planted.total())


def measure(schools: int, seed: int) -> Answered:
    """Make an authority's movers, and answer each."""
    framework = load_framework(YEAR)
    period = Period(framework.dates.test_period_from, framework.dates.test_period_to)
    made = make_schools(schools, schools * PUPILS_A_SCHOOL, seed, YEAR, "330")
    found = Answered(Counter(), [])
    for block in BlockMaker(framework, seed, canary=False).blocks(made):
        for mover in block.movers:
            found.planted[mover.case] += 1
            answer = who_submits(spells_of(mover), period)
            if not _is_right(mover, answer):
                found.wrong.append((mover, answer))
    return found


def spells_of(mover: Mover) -> list[Spell]:
    """The mover's planted spells, as they are asked about."""
    return [
        Spell(one.school, one.entered, one.left, one.participating == "Y", Registration(one.registration))
        for one in mover.spells
    ]


def _is_right(mover: Mover, answer: Answer) -> bool:
    said = answer.submits or "", answer.rule, bool(answer.needs)
    return said == (mover.submits, mover.rule, mover.case == _UNKNOWN)
