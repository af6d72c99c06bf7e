"""Claims for the tests of likeness."""

from datetime import date
from typing import Any

from muster.formats.upn import check_letter
from muster.likeness import Claimed, Match, find

BORN = date(2018, 11, 3)


def upn(serial: int, estab: int = 2000) -> str:
    """A right, lasting UPN."""
    rest = f"330{estab}23{serial:03d}"
    return check_letter("A" + rest) + rest


def claim(key: str, school: str = "2000", name: str = "Zoe Okafor", **given: Any) -> Claimed:  # noqa: ANN401
    """A girl's claim; `name` is the forename, then the surname. Her UPN is of her key alone."""
    forename, _, surname = name.rpartition(" ")
    number = upn(ord(key[0]) % 100, int(school))
    told: dict[str, Any] = {"upn": number, "surname": surname, "forename": forename, "dob": BORN, "sex": "F"} | given
    return Claimed(key=key, school=school, **told)


def said(one: Claimed, *others: Claimed) -> list[tuple[str, tuple[str, ...]]]:
    """The kinds found among the claims, with their reasons."""
    return [(match.kind.value, match.reasons) for match in find([one, *others])]


def between(name: str, other: str, **given: Any) -> list[tuple[str, ...]]:  # noqa: ANN401
    """The reasons for which a pupil of one school, and one of another, may be one child; what is given is the other's.

    Each has a lasting UPN unless another is given.
    """
    matches: list[Match] = find([claim("a", "2000", name), claim("b", "2001", other, **given)])
    return [match.reasons for match in matches]
