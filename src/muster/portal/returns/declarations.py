"""The sentences that whoever confirms declares to be so."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class _Listed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    declarations: dict[str, str]
    for_head: dict[str, str]


def declarations() -> dict[str, str]:
    """Every declaration by id, in the order in which they are read."""
    return _listed().declarations


def for_head(head: str) -> str:
    """What somebody declares who confirms for the head named."""
    return _listed().for_head["sentence"].format(head=head)


@cache
def _listed() -> _Listed:
    text = (files("muster.portal.returns") / "declarations.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Listed)
