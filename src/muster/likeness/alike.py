"""How alike two names are: in what they differ, and how much that counts."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from rapidfuzz.distance import OSA

from muster.formats.names import fold
from muster.likeness.spelling import Spelling

_ONE_LETTER_FROM, _TWO_LETTERS_FROM = 4, 7
_SOUND_FROM, _SHORT_FROM, _PART_FROM = 4, 3, 2
_FARTHEST_SOUND = 4


class Tie(NamedTuple):
    """What ties two names: the reason, without "surname" or "forename" before it, and what it costs in certainty.

    `doubtful` says that two names which people have may differ in just this (Clark and Clarke, Olive and Oliver).
    """

    how: str
    cost: int
    doubtful: bool = False


SAME = Tie("same", 0)
PREFERRED = Tie("preferred", 1)
_PART, _FIRST_PART = Tie("part", 1), Tie("part", 2)
_SOUND, _SHORT = Tie("sound", 1), Tie("short", 1)
_BEGINNING, _LETTER, _LETTERS = Tie("short", 1, True), Tie("letter", 1, True), Tie("letters", 2, True)


def surname_tie(one: Spelling, other: Spelling) -> Tie | None:
    """What ties two surnames; None where they are two names."""
    if one.whole == other.whole:
        return SAME if one.whole else None
    return _parts(one, other) or _sound(one, other) or _letters(one.whole, other.whole)


def forename_tie(one: Spelling, other: Spelling) -> Tie | None:
    """What ties two forenames; None where they are two names."""
    if one.whole == other.whole:
        return SAME
    tie = _parts(one, other) or _sound(one, other) or _short(one.whole, other.whole)
    return tie or _letters(one.whole, other.whole) or _first_parts(one, other)


def _parts(one: Spelling, other: Spelling) -> Tie | None:
    """Whether one has no part that the other has not."""
    if len(one.parts) < 2 and len(other.parts) < 2:
        return None
    fewer, more = sorted((one.telling, other.telling), key=len)
    return _PART if fewer and fewer <= more and max(map(len, fewer)) >= _PART_FROM else None


def _sound(one: Spelling, other: Spelling) -> Tie | None:
    if one.sound != other.sound or len(one.sound) < _SOUND_FROM:
        return None
    return _SOUND if OSA.distance(one.whole, other.whole) <= _FARTHEST_SOUND else None


def _short(one: str, other: str) -> Tie | None:
    if one in short_forms().get(other, ()) or other in short_forms().get(one, ()):
        return _SHORT
    shorter, longer = sorted((one, other), key=len)
    return _BEGINNING if len(shorter) >= _SHORT_FROM and longer.startswith(shorter) else None


def _letters(one: str, other: str) -> Tie | None:
    """A slip of one letter, or of two in a long name; letters that changed places are one slip."""
    shorter = min(len(one), len(other))
    if shorter < _ONE_LETTER_FROM:
        return None
    most = 2 if shorter >= _TWO_LETTERS_FROM else 1
    apart = OSA.distance(one, other, score_cutoff=most)
    return None if apart > most else _LETTER if apart == 1 else _LETTERS


def _first_parts(one: Spelling, other: Spelling) -> Tie | None:
    """A middle name left out, and the first name spelled in another way."""
    if (len(one.parts) < 2) == (len(other.parts) < 2) or one.lead != other.lead or len(one.lead) < _SOUND_FROM:
        return None
    return _FIRST_PART


@cache
def short_forms() -> dict[str, frozenset[str]]:
    """The short forms of a name, all folded."""
    text = (files("muster.likeness") / "short_forms.toml").read_text(encoding="utf-8")
    listed = tomllib.loads(text)
    return {fold(name): frozenset(map(fold, forms.split(", "))) for name, forms in listed.items()}
