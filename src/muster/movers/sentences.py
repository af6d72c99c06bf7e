"""The answers in words: why a school submits, what there is to do, what is still needed."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from muster.movers.answers import Need, Source, Task, Wanted
from muster.movers.spells import Spell


class _Said(msgspec.Struct, frozen=True):
    says: str
    whose: str = msgspec.field(name="from")


class _Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: dict[Source, _Said]
    task: dict[Task, str]
    wanted: dict[Wanted, str]


def source_in_words(source: Source) -> str:
    """The rule that an answer follows, as one sentence."""
    return _catalogue().source[source].says


def origin_of(source: Source) -> str:
    """Whose rule it is: the guidance's, with its row ("guidance, row 1"), or a decision of ours ("decision")."""
    return _catalogue().source[source].whose


def task_in_words(task: Task) -> str:
    """What a school has to do, as what follows "please" ("leave the pupil out")."""
    return _catalogue().task[task]


def need_in_words(need: Need) -> str:
    """What is still needed ("leaving date of 3302001")."""
    schools = " and ".join(dict.fromkeys(spell.school for spell in need.spells))
    spells = ", ".join(_dates_of(spell) for spell in need.spells)
    return _catalogue().wanted[need.what].format(schools=schools, spells=spells)


def _dates_of(spell: Spell) -> str:
    entry = f" from {spell.entry.isoformat()}" if spell.entry else ""
    leaving = f" to {spell.leaving.isoformat()}" if spell.leaving else ""
    return f"{spell.school}{entry}{leaving}"


@cache
def _catalogue() -> _Catalogue:
    text = (files("muster.movers") / "sentences.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Catalogue)
