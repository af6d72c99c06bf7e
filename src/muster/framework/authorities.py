"""Local authority numbers: those of today, those abolished (still in UPNs), and the pseudo numbers.

Source: the Department for Education's own look-up, including the changes of 2019, 2021 and 2023.
"""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class LocalAuthorities(msgspec.Struct, frozen=True):
    """Names by three-digit number."""

    current: dict[str, str]
    former: dict[str, str]
    pseudo: dict[str, str]

    def issued_upns(self, number: str) -> bool:
        """Whether UPNs were ever issued under this number."""
        return number in self.current or number in self.former or number in self.pseudo


@cache
def local_authorities() -> LocalAuthorities:
    """The numbers as this version of Muster knows them."""
    text = (files("muster.framework") / "local_authorities.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), LocalAuthorities)
