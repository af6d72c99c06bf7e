"""Which years have results, and which of them may be compared."""

import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files

import msgspec


class Missing(StrEnum):
    """Why a year has no figure in a trend."""

    NO_ASSESSMENT = "no_assessment"
    OTHER_STANDARD = "other_standard"
    NOT_HELD = "not_held"


class _Years(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    last_statutory_year: int
    years_without: tuple[int, ...]
    comparable_from: dict[str, int]


def has_break_between(earlier: int, later: int) -> bool:
    """Whether results were statutory and externally moderated in the one year, and optional in the other."""
    return earlier <= _years().last_statutory_year < later


def may_stand_in_a_trend(year: int) -> bool:
    """Whether there are results of that year at all: none were collected in 2020 and 2021."""
    return year not in _years().years_without


def why_missing(year: int, subject: str) -> Missing | None:
    """Why results of the subject (or of all combined) in that year cannot stand in a trend; None where they can."""
    if not may_stand_in_a_trend(year):
        return Missing.NO_ASSESSMENT
    return Missing.OTHER_STANDARD if year < _years().comparable_from[subject] else None


@cache
def _years() -> _Years:
    text = (files("muster.measures") / "years.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _Years)
