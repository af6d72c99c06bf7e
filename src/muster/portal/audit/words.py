"""What people read of the trail: a catalogue of words for every verb, and the kinds by which it is searched."""

import json
import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from muster.portal.audit.models import Event

SEEN = "seen"
"""The kind of what shows pupils to somebody, or gives them away."""

_WORDS = "words"
_AN_ID = re.compile(r"[bcdfghjkmnpqrstvwxy2-9]{16}|[0-9a-f]{64}")


class Kind(msgspec.Struct, frozen=True):
    """A kind of events: its name, what people call it, and its verbs with their words."""

    name: str
    words: str
    verbs: dict[str, str]


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name, in the catalogue's order."""
    text = (files("muster.portal.audit") / "verbs.toml").read_text(encoding="utf-8")
    return {
        name: Kind(name, table[_WORDS], {verb: said for verb, said in table.items() if verb != _WORDS})
        for name, table in tomllib.loads(text).items()
    }


def verbs_of(kind: str) -> frozenset[str]:
    """The verbs of a kind; none for a kind that there is not."""
    found = kinds().get(kind)
    return frozenset(found.verbs) if found else frozenset()


def said_of(verb: str) -> str:
    """What somebody did, in words to stand after their name; an old verb that has none is said as it is."""
    return _said().get(verb, verb)


def facts_of(event: Event) -> str:
    """The event's facts as people read them: ids are left out, for they tell nobody anything."""
    told = (f"{name.replace('_', ' ')}: {said}" for name, fact in event.facts.items() if (said := _fact(fact)))
    return ", ".join(told)


def all_facts_of(event: Event) -> str:
    """The event's facts as they are kept."""
    return json.dumps(event.facts, ensure_ascii=False, sort_keys=True)


@cache
def _said() -> dict[str, str]:
    return {verb: words for kind in kinds().values() for verb, words in kind.verbs.items()}


def _fact(fact: object) -> str:
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, list):
        return ", ".join(str(one).replace("_", " ") for one in fact)
    said = str(fact) if fact is not None else ""
    return "" if _AN_ID.fullmatch(said) else said
