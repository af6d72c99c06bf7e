"""A pupil as one school claims it, and two claims that are, or may be, of the same child."""

from datetime import date
from enum import StrEnum

import msgspec

Key = str | int


class Claimed(msgspec.Struct, frozen=True, gc=False):
    """One school's pupil, as written; "" or None is not given. `key` is the caller's own, `school` any word."""

    key: Key
    school: str
    upn: str = ""
    former_upn: str = ""
    surname: str = ""
    forename: str = ""
    preferred_surname: str = ""
    preferred_forename: str = ""
    dob: date | None = None
    sex: str = ""


class Kind(StrEnum):
    """How two claims belong together, the most certain first."""

    SAME_UPN = "same_upn"
    FORMER_UPN = "former_upn"
    SAME_NAME = "same_name"
    NEAR_NAME = "near_name"


class Match(msgspec.Struct, frozen=True):
    """Two claims of different schools, in the order in which they were given; `reasons` are words of `reasons.toml`."""

    first: Key
    second: Key
    kind: Kind
    reasons: tuple[str, ...]


Pair = tuple[int, int]
"""Two claims by their places in the list given, the smaller place first."""
