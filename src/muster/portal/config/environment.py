"""What the environment says of this installation: read once, refused with a sentence where it cannot be right."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec


class EnvironmentFault(Exception):
    """The environment does not say what the portal needs; the text says which variable, and what belongs there."""


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """The installation's own choices, one field a variable `MUSTER_...`.

    `inner_providers` are hosts of sign-in providers that may lie within the installation's own network.
    `keys` holds `id:base64` pairs of 32 bytes, the current one first; older ones only open what they once closed.
    """

    secret: str
    keys: str
    audit_key: str
    database: str = ""
    data: Path = Path("var/portal")
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    address: str = "http://localhost:8000"
    mail: str = ""
    mail_from: str = "Muster <no-reply@localhost>"
    demonstration: bool = False
    proxies: int = 0
    inner_providers: tuple[str, ...] = ()

    @property
    def database_address(self) -> str:
        """The database as one address; a SQLite file in the data folder where none is named."""
        return self.database or f"sqlite:///{(self.data / 'muster.sqlite3').absolute()}"

    @property
    def is_https(self) -> bool:
        """Whether people reach the portal by https: cookies and headers follow."""
        return self.address.startswith("https://")


_NEEDED = {
    "MUSTER_SECRET": "a random text of 50 characters or more that signs sessions and forms",
    "MUSTER_KEYS": "the keys that close pupils' data, as id:base64 of 32 bytes, the current one first",
    "MUSTER_AUDIT_KEY": "a random key, base64 of 32 bytes, that seals the audit chain",
}


def read_environment(given: Mapping[str, str] = os.environ) -> Environment:
    """The environment's choices; raises EnvironmentFault where a needed variable is missing."""
    missing = [f"{name}: {what}" for name, what in _NEEDED.items() if not given.get(name)]
    if missing:
        raise EnvironmentFault("The environment lacks " + "; ".join(missing) + ". See docs/running.md.")
    fields = {field.name: field.type for field in msgspec.structs.fields(Environment)}
    said = {name: given[f"MUSTER_{name.upper()}"] for name in fields if given.get(f"MUSTER_{name.upper()}")}
    return msgspec.convert({name: _read(name, text) for name, text in said.items()}, Environment, dec_hook=_path)


def _read(name: str, text: str) -> object:
    if name in ("hosts", "inner_providers"):
        return tuple(text.replace(",", " ").split())
    if name == "demonstration":
        return text.lower() in ("1", "yes", "true", "on")
    if name == "proxies":
        return _count(text)
    return text


def _path(_kind: type, text: str) -> Path:
    return Path(text)


def _count(text: str) -> int:
    if not text.isdecimal():
        raise EnvironmentFault(f"MUSTER_PROXIES is {text!r}; it must be a number, such as 1.")
    return int(text)
