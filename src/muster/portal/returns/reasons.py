"""The reasons that a school may choose from when it explains something."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

LONGEST_SENTENCE = 500
_EVERYWHERE = ("being_looked_into", "other")


class Reason(msgspec.Struct, frozen=True):
    """A reason, in words, and whether a sentence must come with it."""

    id: str
    words: str
    needs_sentence: bool


class _Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    needs_a_sentence: tuple[str, ...]
    words: dict[str, str]
    rules: dict[str, tuple[str, ...]]


def reasons_for(rule: str) -> tuple[Reason, ...]:
    """The reasons offered for what a rule asks, the likeliest first; the last is "something else"."""
    ids = (*_listed().rules.get(rule, ("our_record_right",)), *_EVERYWHERE)
    return tuple(_reason(one) for one in ids)


def reason_of(reason: str) -> Reason:
    """The reason with this id; one of a former list keeps its id for words."""
    return _reason(reason)


def _reason(reason: str) -> Reason:
    found = _listed()
    return Reason(reason, found.words.get(reason, reason), reason in found.needs_a_sentence)


@cache
def _listed() -> _Listed:
    text = (files("muster.portal.returns") / "reasons.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Listed)
