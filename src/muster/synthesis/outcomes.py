"""What teachers judged: outcomes drawn so that the shares of every group come out as they did nationally.

Each child has an attainment in each subject, in standard deviations: partly general, partly in English, partly of
the subject alone, with its school's effect. A code follows from where the attainment lies beside the group's cuts.
The cuts begin as `outcomes.toml` has them and are steered, school by school, by how far the authority's shares so
far lie from their targets: so 15,000 pupils come within two points in every group, whatever the seed.
"""

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec

from muster.synthesis.children import MATHS, READING, SCIENCE, WRITING, Child
from muster.synthesis.draws import Draws, added

SCALE = ("EM", "PK1", "PK2", "PK3", "PK4", "WTS", "EXS", "GDS")
LOW = frozenset(SCALE[:5])
_POSITION = {code: place for place, code in enumerate(SCALE)}
_GENERAL, _ENGLISH, _OWN, _OWN_ALONE = 0.84, 0.38, 0.387, 0.5426
_SPECIAL = 1.3
_ENGAGED_BELOW = -1.75
_PRE_KEY_STAGE = ((1.8, "PK4"), (2.35, "PK3"), (3.0, "PK2"), (99.0, "PK1"))
_LOW_FROM, _LOW_FROM_NEWCOMER = 1.35, 0.8
_LOW_WITHOUT_REASON = 0.02
_ABSENT, _ABSENT_NEWCOMER = 0.0015, 0.04
_MODERATED = 0.95
_WRITING_AHEAD = 2
_FAR_APART = 4
_GAIN, _FIRM, _FARTHEST = 700.0, 10.0, 0.4
_EXS, _GDS = 0, 4
_MET_PHONICS = {"GDS": 0.995, "EXS": 0.965, "WTS": 0.66, "PK4": 0.2, "PK3": 0.1}
_MET_LEVEL = {"GDS": 0.97, "EXS": 0.82, "WTS": 0.3, "PK4": 0.05}
_Line = tuple[float, ...]


class Line(msgspec.Struct, frozen=True):
    """One line that a share of pupils reaches: its cut, the shares wanted by group, and each group's shift."""

    key: str
    cut: float
    target: dict[str, float]
    shift: dict[str, float]


class Groups(msgspec.Struct, frozen=True):
    """What `outcomes.toml` holds: each group's share of all pupils, and the lines."""

    shares: dict[str, float]
    lines: tuple[Line, ...]


@cache
def groups() -> Groups:
    """The targets and starting cuts."""
    text = (files("muster.synthesis") / "outcomes.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Groups)


class Teachers:
    """Judges children school by school, and steers the shares of the whole authority towards the targets."""

    def __init__(self) -> None:
        lines, shares = groups().lines, groups().shares
        self._lines = lines
        self._wanted = {level: tuple(line.target[level] / 100 for line in lines) for level in shares}
        self._stiffness = {level: _GAIN * share + _FIRM for level, share in shares.items()}
        self._missing = {level: [0.0] * len(lines) for level in shares}
        self._cuts: dict[tuple[str, ...], _Line] = {}

    def judge(self, children: Sequence[Child], effect: float, draws: Draws, *, special: bool = False) -> None:
        """Give every child of a school its outcomes, phonics and level of development, and learn from the shares."""
        self._cuts.clear()
        for child in children:
            child.codes = self._codes(child, effect - (_SPECIAL if special else 0.0), draws)
            _early_years(child, draws)
        for child in children:
            self._count(child)

    def _codes(self, child: Child, effect: float, draws: Draws) -> list[str]:
        if draws.chance(_ABSENT_NEWCOMER if child.newcomer else _ABSENT):
            child.odd = True
            return ["A"] * 4
        general = _GENERAL * draws.bell() + effect
        english = general + _ENGLISH * draws.bell()
        attained = [0.0] * 4
        attained[READING] = english + _OWN * draws.bell()
        attained[WRITING] = english + _OWN * draws.bell()
        attained[MATHS] = general + _OWN_ALONE * draws.bell()
        attained[SCIENCE] = general + _OWN_ALONE * draws.bell()
        if child.sen == "E" and general < _ENGAGED_BELOW:
            return ["EM", "EM", "EM", "HNM"]
        return self._placed(child, attained, draws)

    def _placed(self, child: Child, attained: Sequence[float], draws: Draws) -> list[str]:
        cuts = self._cuts_of(child.levels)
        low_from = _low_from(child, draws)
        codes = [_code(attained[s], cuts[_EXS + s], cuts[_GDS + s], low_from) for s in (READING, WRITING, MATHS)]
        if draws.chance(_MODERATED):
            codes = _moderated(codes)
        met = attained[SCIENCE] >= cuts[_EXS + SCIENCE] and not LOW.issuperset(codes)
        return [*codes, "EXS" if met else "HNM"]

    def _cuts_of(self, levels: tuple[str, ...]) -> _Line:
        cuts = self._cuts.get(levels)
        if cuts is None:
            cuts = self._cuts[levels] = tuple(self._cut(place, levels) for place in range(len(self._lines)))
        return cuts

    def _cut(self, place: int, levels: tuple[str, ...]) -> float:
        line = self._lines[place]
        return line.cut - added(line.shift[level] + self._steered(place, level) for level in levels)

    def _steered(self, place: int, level: str) -> float:
        """How far a group is helped (or held) because fewer (or more) of it than wanted have reached the line."""
        return max(-_FARTHEST, min(_FARTHEST, self._missing[level][place] / self._stiffness[level]))

    def _count(self, child: Child) -> None:
        reading, writing, maths, science = child.codes
        reached = (
            *(code in ("EXS", "GDS") for code in (reading, writing, maths, science)),
            *(code == "GDS" for code in (reading, writing, maths)),
        )
        for level in child.levels:
            missing = self._missing[level]
            for place, wanted in enumerate(self._wanted[level]):
                missing[place] += wanted - reached[place]


def _low_from(child: Child, draws: Draws) -> float:
    """How far below the expected standard a pre-key stage standard begins; they need a reason (SEN, or newly come)."""
    if child.sen != "N":
        return _LOW_FROM
    if child.newcomer and child.language != "ENG":
        return _LOW_FROM_NEWCOMER
    return _LOW_FROM if draws.chance(_LOW_WITHOUT_REASON) else 99.0


def _code(attained: float, expected: float, higher: float, low_from: float) -> str:
    if attained >= expected:
        return "GDS" if attained >= max(higher, expected + 0.3) else "EXS"
    below = expected - attained
    if below < low_from:
        return "WTS"
    return next(code for limit, code in _PRE_KEY_STAGE if below < limit)


def _moderated(codes: list[str]) -> list[str]:
    """What colleagues settle among themselves: no writing far above reading, no subjects far apart."""
    reading, writing, maths = (_POSITION[code] for code in codes)
    if writing - reading >= _WRITING_AHEAD and writing >= _POSITION["EXS"]:
        writing = reading + 1
    top = min(reading, writing, maths) + _FAR_APART - 1
    if max(reading, writing, maths) >= _POSITION["EXS"]:
        reading, writing, maths = min(reading, top), min(writing, top), min(maths, top)
    return [SCALE[reading], SCALE[writing], SCALE[maths]]


def _early_years(child: Child, draws: Draws) -> None:
    """What went before: the phonics check follows reading, the good level of development all three."""
    reading, writing, maths, _ = child.codes
    child.phonics = "Wa" if draws.chance(_MET_PHONICS.get(reading, 0.0)) else "Wt"
    shares = [_MET_LEVEL.get(code, 0.0) for code in (reading, writing, maths)]
    child.gld = "Y" if draws.chance(added(shares) / 3) else "N"
    if "GDS" in child.codes and child.gld == "N" and child.phonics == "Wt":
        child.gld = "Y"
    if reading == "A":
        child.phonics, child.gld = "", ""
