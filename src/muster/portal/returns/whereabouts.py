"""Where pupils go to and come from, as a school may say it."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

CANNOT_SAY = "unknown"
"""The answer of a school that does not know."""


class Whereabouts(msgspec.Struct, frozen=True):
    """A kind of place: the words of its choice, and how it reads of a pupil who left for it or joined from it."""

    choice: str
    left: str
    joined: str


@cache
def whereabouts() -> dict[str, Whereabouts]:
    """The kinds of places by id, in the order in which they are offered."""
    text = (files("muster.portal.returns") / "whereabouts.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), dict[str, Whereabouts])
