"""Children who change school between the January roll and June: eight in a hundred, in every case of the rules.

Half of the moves within reach go to a school of the same block, so that a whole country can be made block by block.
Who submits follows the rules on pupils moving schools; the file of that school, and of no other, holds the child.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from muster.framework import Framework
from muster.synthesis.children import Child
from muster.synthesis.draws import Draws
from muster.synthesis.schools import School
from muster.synthesis.spells import ELSEWHERE, NOT_TAKING_PART, Mover, Spell

_LEAVING = 0.04
_LEAVING_SPECIAL = 0.01
_LEAVING_FOR_NEARBY = 0.5
JOINING_FROM_AFAR = 0.02
_STRIDE = 7

_NEARBY = (
    *["before"] * 9,
    *["during, more at the first", "during, more at the second"] * 2,
    "during, equal days",
    *["after"] * 4,
    "dates unknown",
    "dual registration",
)
_AWAY = (
    *["away before"] * 10,
    *["away during"] * 3,
    *["away after"] * 2,
    *["abroad before"] * 4,
    "abroad during",
)
_ARRIVING = (
    *["arrived before"] * 7,
    "arrived during, more here",
    "arrived during, more there",
    "arrived after",
    "not participating",
    "home educated",
    "abroad",
    "not participating, after",
    "abroad, after",
    "independent, during",
)


class Movement:
    """Moves the children of block after block; every case comes round in turn."""

    def __init__(self, framework: Framework) -> None:
        self._roll = framework.dates.roll_taken
        self._first = framework.dates.test_period_from
        self._last = framework.dates.test_period_to
        self._turns: dict[str, int] = {}

    def is_leaving(self, child: Child, school: School, draws: Draws) -> bool:
        """Whether this child of the January roll moves before the summer."""
        return draws.chance(_LEAVING_SPECIAL if school.is_special else _LEAVING) and not child.odd

    def leave(self, child: Child, school: School, others: Sequence[School], draws: Draws) -> Mover:
        """Send a child off: to one of the other schools, or away."""
        near = [other for other in others if not other.is_special]
        child.moved = True
        if not school.is_special and near and draws.chance(_LEAVING_FOR_NEARBY):
            return self._to_nearby(child, school, draws.pick(near), draws)
        return self._away(child, school, draws)

    def arrive(self, child: Child, school: School, draws: Draws) -> Mover:
        """Bring a child from outside the authority."""
        child.moved = True
        case = self._turn("arriving", _ARRIVING)
        entered = self._entry(case, draws)
        child.entry = entered
        here = Spell(school.number, entered, None)
        before = self._before_arriving(case, entered, draws)
        submits, rule = self._answer_to_arrival(case, school, before)
        return Mover(child, case, [*before, here], submits, rule, to=school)

    def _to_nearby(self, child: Child, school: School, other: School, draws: Draws) -> Mover:
        case = self._turn("nearby", _NEARBY)
        left, entered = self._move(case, draws)
        first, second = Spell(school.number, child.entry, left), Spell(other.number, entered, None)
        if case == "dates unknown":
            second.entered, first.left = None, None
        if case == "dual registration":
            first.left, second.registration = None, "dual"
        stays = case in ("during, more at the first", "after", "dual registration")
        answer = "" if case == "dates unknown" else (school if stays else other).number
        rule = {"before": "registered", "after": "after", "dual registration": "registered"}.get(case, "during")
        return Mover(child, case, [first, second], answer, rule, origin=school, to=None if stays else other)

    def _away(self, child: Child, school: School, draws: Draws) -> Mover:
        case = self._turn("away", _AWAY)
        left, entered = self._move(case.partition(" ")[2], draws)
        spells = [Spell(school.number, child.entry, left)]
        if case.startswith("away"):
            spells.append(Spell(_outside(draws, school), entered, None))
        stays = not case.endswith("before") and (case != "away during" or self._more_at_first(left, entered))
        answer = school.number if stays else spells[1].school if len(spells) > 1 else ""
        rule = {"before": "registered", "after": "after"}.get(case.partition(" ")[2], "during")
        return Mover(child, case, spells, answer, rule, origin=school, stays=stays)

    def _move(self, case: str, draws: Draws) -> tuple[date, date]:
        """The last day at the one school and the first at the other."""
        if case == "during, equal days":
            half = (self._last - self._first).days // 2
            return self._first + timedelta(days=half - 1), self._last - timedelta(days=half - 1)
        if case == "during, more at the first":
            entered = self._last - timedelta(days=draws.between(1, 9))
        elif case == "during, more at the second":
            entered = self._first + timedelta(days=draws.between(3, 10))
        elif case == "during":
            entered = self._first + timedelta(days=draws.between(3, (self._last - self._first).days - 1))
        elif case == "after":
            entered = self._last + timedelta(days=draws.between(2, 7))
            return entered - timedelta(days=1), entered
        else:
            entered = self._roll + timedelta(days=draws.between(6, (self._first - self._roll).days - 1))
        return entered - timedelta(days=draws.between(1, 3)), entered

    def _more_at_first(self, left: date, entered: date) -> bool:
        return (left - self._first).days + 1 > (self._last - entered).days + 1

    def _entry(self, case: str, draws: Draws) -> date:
        if case.endswith("after"):
            return self._last + timedelta(days=draws.between(2, 7))
        if case.endswith("more here"):
            return self._first + timedelta(days=draws.between(4, 9))
        if case.endswith("more there"):
            return self._last - timedelta(days=draws.between(1, 8))
        if case.endswith("during"):
            return self._first + timedelta(days=draws.between(3, 25))
        return self._roll + timedelta(days=draws.between(2, (self._first - self._roll).days - 1))

    def _before_arriving(self, case: str, entered: date, draws: Draws) -> list[Spell]:
        if case.startswith(("abroad", "home")):
            return []
        begun, left = entered - timedelta(days=600), entered - timedelta(days=1)
        if case.startswith("arrived"):
            return [Spell(draws.pick(ELSEWHERE), begun, left)]
        return [Spell(draws.pick(NOT_TAKING_PART), begun, left, participating="N")]

    def _answer_to_arrival(self, case: str, school: School, before: Sequence[Spell]) -> tuple[str, str]:
        if not case.startswith("arrived"):
            settled = case in ("home educated", "abroad") and not before
            return school.number, "registered" if settled else "arrived"
        if case in ("arrived after", "arrived during, more there"):
            return before[0].school, "after" if case == "arrived after" else "during"
        return school.number, "registered" if case == "arrived before" else "during"

    def _turn(self, key: str, cases: Sequence[str]) -> str:
        """The next case; the stride is prime to each list's length, so that like cases are spread."""
        turn = self._turns.get(key, 0)
        self._turns[key] = turn + 1
        return cases[turn * _STRIDE % len(cases)]


def _outside(draws: Draws, school: School) -> str:
    return draws.pick([number for number in ELSEWHERE if not number.startswith(school.la)])
