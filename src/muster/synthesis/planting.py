"""Which fault goes where: every rule at least once in an authority of 80 schools, and all in turn beyond.

A share of the pupils gets a fault of its own; ten times that share of the schools (half of them at most) gets one of
the whole file or school. The rules come round in a fixed order, so that a small authority shows as many as fit. What
is planted in one file never hides another fault: a file with a fault of the whole takes no fault of a pupil, but for
those whose fault is in its header or between files.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence

from muster.framework import Framework
from muster.synthesis.block import Block
from muster.synthesis.draws import Draws
from muster.synthesis.faults_cohort import COHORT_FAULTS
from muster.synthesis.faults_cross import CROSS_FAULTS
from muster.synthesis.faults_file import FILE_FAULTS
from muster.synthesis.faults_outcome import OUTCOME_FAULTS
from muster.synthesis.faults_pupil import PUPIL_FAULTS
from muster.synthesis.faults_school import SCHOOL_FAULTS
from muster.synthesis.ground import Ground, ground_of
from muster.synthesis.returned import ReturnedFile
from muster.synthesis.schools import School

EVERY_RULE_FROM = 80
_SCHOOLS_A_SHARE, _MOST_SCHOOLS = 10.0, 0.5
_MOST_PUPILS = 0.6
_SLACK = 1.5
_PUPILS_NEEDED = {"P05": 2, "P06": 2}
_LEAST_PUPILS = 4
_CARRIED = 12.0
_BESIDE_OTHERS = frozenset(("F08", "F09", "F10", "F11", "F13", "F14", "F15", "F16", "F18", "F19"))
_ANY_SCHOOL = frozenset(("F01", "F02", "F03", "F04", "F06", "F07", "F12")) | _BESIDE_OTHERS
_LEAST_SIZE = {"S01": 46, "S06": 40, "S07": 28, "S02": 16, "S03": 16, "S04": 24, "S05": 16}
_WHOLE: dict[str, Callable[[Ground], bool]] = FILE_FAULTS | SCHOOL_FAULTS | CROSS_FAULTS
_ONE: dict[str, Callable[[Ground], None]] = PUPIL_FAULTS | OUTCOME_FAULTS | COHORT_FAULTS


class Planter:
    """Plants block after block, and remembers whose turn it is."""

    def __init__(self, schools: Sequence[School], share: float, framework: Framework, seed: int) -> None:
        self._framework = framework
        self._share = _pupil_share(schools, share)
        self._plan = _plan(schools, share, seed)
        self._waiting = deque(_in_turn(_ONE))
        self._unplanted: deque[str] = deque()
        self._due = 0.0

    def plant(self, block: Block) -> None:
        """Plant what falls to this block: first faults of whole files, then those of pupils."""
        for file in block.files:
            file.fault = self._plan.get(file.school.index, "")
        for file in block.files:
            self._plant_whole(file, block)
        for file in block.files:
            takes_more = not file.fault or file.fault in _BESIDE_OTHERS or file.fault in CROSS_FAULTS
            if takes_more and not (file.lent or file.manner.zipped):
                self._plant_pupils(ground_of(file, block, self._framework))

    def _plant_whole(self, file: ReturnedFile, block: Block) -> None:
        """The fault planned here, or one that has found no place so far."""
        if self._unplanted and not (file.fault or file.lent):
            file.fault = self._unplanted.popleft()
        if not file.fault:
            return
        if not _suits(file.school, file.fault) or not _WHOLE[file.fault](ground_of(file, block, self._framework)):
            self._unplanted.append(file.fault)
            file.fault = ""

    def _plant_pupils(self, ground: Ground) -> None:
        pupils = len(ground.file.pupils)
        self._due = min(_CARRIED + pupils, self._due + self._share * pupils)
        room = int(pupils * _MOST_PUPILS) if pupils >= _LEAST_PUPILS else 0
        while self._due >= 1 and room > 0 and ground.plain:
            rule = self._next(len(ground.plain))
            _ONE[rule](ground)
            self._due -= 1
            room -= 1

    def _next(self, left: int) -> str:
        """The first rule in turn for which enough pupils are left; it goes to the end of the row."""
        rule = next(rule for rule in self._waiting if _PUPILS_NEEDED.get(rule, 1) <= left)
        self._waiting.remove(rule)
        self._waiting.append(rule)
        return rule


def _pupil_share(schools: Sequence[School], share: float) -> float:
    """The share of pupils with a fault; enough for every rule where the authority is large enough."""
    if share <= 0:
        return 0.0
    if len(schools) < EVERY_RULE_FROM:
        return share
    return max(share, len(_ONE) * _SLACK / sum(school.size for school in schools))


def _plan(schools: Sequence[School], share: float, seed: int) -> dict[int, str]:
    """Faults of whole files by the place of the school, spread over the authority."""
    if share <= 0:
        return {}
    wanted = round(min(_MOST_SCHOOLS, _SCHOOLS_A_SHARE * share) * len(schools))
    if len(schools) >= EVERY_RULE_FROM:
        wanted = max(wanted, len(_WHOLE))
    order = Draws(seed, "plan").shuffled(range(len(schools)))
    plan: dict[int, str] = {}
    for rule, _ in zip(_round(_WHOLE), range(max(1, wanted)), strict=False):
        place = next((place for place in order if place not in plan and _suits(schools[place], rule)), None)
        if place is not None:
            plan[place] = rule
            order.remove(place)
    return plan


def _suits(school: School, rule: str) -> bool:
    """Whether a school of this kind and size can take the fault; of a zip a check names the member, not the file."""
    if school.manner.zipped:
        return rule == "F04"
    if rule == "F19":
        return bool(school.predecessor)
    if rule in _ANY_SCHOOL:
        return True
    return not school.is_special and school.size >= _LEAST_SIZE.get(rule, 6)


def _round(rules: dict[str, Callable[[Ground], bool]]) -> Iterator[str]:
    while True:
        yield from _in_turn(rules)


def _in_turn(
    rules: dict[str, object] | dict[str, Callable[[Ground], bool]] | dict[str, Callable[[Ground], None]],
) -> list[str]:
    """The rules in a fixed order that mixes their kinds: every third, from the first, the second, the third."""
    names = list(rules)
    return names[::3] + names[1::3] + names[2::3]
