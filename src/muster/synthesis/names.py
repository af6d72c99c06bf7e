"""Names of the languages that English schools speak, read from the lists in `names/`.

The lists are our own: common given names and surnames beside English surnames put together from two halves.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from muster.synthesis.draws import Draws

CANARY = "zqx"
"""The syllable that marks a made-up surname, for suites that search their logs for it."""

_JOINED = 0.45
_HYPHENED = 0.02
_AFTER = 2
# How many children in a thousand come from each community.
_WEIGHTS = {
    "english": 655,
    "irish": 35,
    "caribbean": 20,
    "pakistani": 52,
    "bangladeshi": 21,
    "panjabi": 16,
    "gujarati": 16,
    "tamil": 12,
    "somali": 14,
    "yoruba": 28,
    "polish": 21,
    "romanian": 20,
    "lithuanian": 10,
    "portuguese": 11,
    "spanish": 9,
    "arabic": 15,
    "kurdish": 10,
    "afghan": 7,
    "chinese": 12,
    "ukrainian": 11,
    "lingala": 12,
    "native_scripts": 1,
}


@dataclass(frozen=True, slots=True)
class Community:
    """Families who share a language: their names, and the codes a census has for them.

    A surname is a pair: the form a boy bears, and a girl. `single` is the share of children with one name only.
    """

    key: str
    weight: int
    language: str
    ethnicities: tuple[str, ...]
    surnames: tuple[tuple[str, str], ...]
    halves: tuple[tuple[str, ...], tuple[str, ...]]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    single: float

    @property
    def is_english(self) -> bool:
        """Whether English is the first language."""
        return self.language == "ENG"

    def surname(self, draws: Draws) -> tuple[str, str]:
        """A family's surname as a boy and as a girl bears it."""
        if self.halves[0] and draws.chance(_JOINED):
            name = self._joined(draws)
            return name, name
        boys, girls = draws.pick_early(self.surnames)
        if self.halves[0] and draws.chance(_HYPHENED):
            other = self._joined(draws)
            return f"{boys}-{other}", f"{girls}-{other}"
        return boys, girls

    def forename(self, draws: Draws, sex: str) -> str:
        """A child's forename."""
        return draws.pick_early(self.girls if sex == "F" else self.boys)

    def _joined(self, draws: Draws) -> str:
        return draws.pick(self.halves[0]) + draws.pick(self.halves[1])


def with_canary(surname: str) -> str:
    """The surname with the canary syllable in it, whatever its script ("Okafor" becomes "Okzqxafor")."""
    return surname[:_AFTER] + CANARY + surname[_AFTER:]


@cache
def communities() -> tuple[Community, ...]:
    """Every community, in a fixed order, English first."""
    return tuple(_load(key, weight) for key, weight in _WEIGHTS.items())


def _load(key: str, weight: int) -> Community:
    text = (files("muster.synthesis") / "names" / f"{key}.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    pairs = (name.partition("/") for name in words(data["surnames"]))
    return Community(
        key=key,
        weight=weight,
        language=data["language"],
        ethnicities=tuple(data["ethnicities"]),
        surnames=tuple((boys, girls or boys) for boys, _, girls in pairs),
        halves=(words(data.get("first", "")), words(data.get("last", ""))),
        girls=words(data["girls"]),
        boys=words(data["boys"]),
        single=float(data.get("single", 0.0)),
    )


def words(text: str) -> tuple[str, ...]:
    """The names of a list parted by commas, on one line or several."""
    return tuple(name for name in " ".join(text.split()).split(", ") if name)
