"""The systems in which schools keep their results: what each is called, and how the file is made there."""

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

GENERAL = "other"
"""The key of what is said of a system that nobody knows."""

_APART = re.compile(r"[^a-z0-9]+")


class System(msgspec.Struct, frozen=True, kw_only=True):
    """A system by its key: its name, the words by which lists of schools call it, steps to the file, and traps."""

    key: str
    name: str
    known_as: tuple[str, ...]
    steps: tuple[str, ...]
    traps: tuple[str, ...]

    def is_meant_by(self, said: str) -> bool:
        """Whether these plain words, as `system_of` makes them, name the system."""
        return any(f" {name} " in said for name in self.known_as)


@cache
def systems() -> dict[str, System]:
    """Every system by its key, in the catalogue's order; the general one stands last."""
    text = (files("muster.portal.collecting") / "systems.toml").read_text(encoding="utf-8")
    return {key: msgspec.convert({"key": key, **entry}, System) for key, entry in tomllib.loads(text).items()}


def system_of(said: str) -> System:
    """The system that a list of schools means by "SIMS.net" or "Capita SIMS"; the general one where none is told."""
    plain = f" {_APART.sub(' ', said.lower()).strip()} "
    return next((one for one in systems().values() if one.is_meant_by(plain)), systems()[GENERAL])
