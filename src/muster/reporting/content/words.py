"""The sentences of reports: of one school they stand in `sentences.toml`, of several in `schools.toml`."""

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec

from muster.rules.causes import counted
from muster.rules.sentences import day_in_words

_FILES = ("sentences.toml", "schools.toml")


def said(chapter: str, key: str, **facts: object) -> str:
    """A sentence of the catalogue with its facts; raises KeyError where there is none."""
    return _catalogue()[chapter][key].format(**facts)


def lines(chapter: str, **facts: object) -> tuple[str, ...]:
    """All sentences of a chapter, in their order."""
    return tuple(text.format(**facts) for text in _catalogue()[chapter].values())


def pupils(number: int) -> str:
    """A number of pupils ("1 pupil", "58 pupils")."""
    return counted(number, "pupil")


def signed(points: int) -> str:
    """Percentage points with their sign ("+5", "−12", "0")."""
    return f"+{points}" if points > 0 else f"−{-points}" if points < 0 else "0"


def day(on: date) -> str:
    """A day as people write it ("24 June 2026")."""
    return day_in_words(on.isoformat())


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name in _FILES:
        text = (files("muster.reporting.content") / name).read_text(encoding="utf-8")
        for chapter, told in msgspec.convert(tomllib.loads(text), dict[str, dict[str, str]]).items():
            found[chapter] = found.get(chapter, {}) | told
    return found
