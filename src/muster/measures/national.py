"""The national figures that come with Muster, by year, subject, measure and group."""

import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files

import msgspec

from muster.measures.groups import Group
from muster.measures.standards import Measure


class Figure(msgspec.Struct, frozen=True):
    """A published share in per cent, as it was published, and where; of all pupils where no group is said."""

    source: str
    year: int
    subject: str
    measure: Measure
    group: Group | None
    value: int

    @property
    def exact(self) -> Fraction:
        """The figure as shares are compared with it."""
        return Fraction(self.value)


class _Published(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The figures of one publication, year and group, as they stand in the file."""

    source: str
    year: int
    group: Group | None = None
    exs_plus: dict[str, int] = {}
    gds: dict[str, int] = {}


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    figures: tuple[_Published, ...]


def national(year: int, subject: str, measure: Measure, group: Group | None = None) -> Figure | None:
    """The figure of that year; None where none was published, or none is held."""
    return _by_key().get((year, subject, measure, group))


def latest_national(subject: str, measure: Measure, before: int, group: Group | None = None) -> Figure | None:
    """The newest figure of a year before this one; None where there is none."""
    found = [one for one in figures() if (one.subject, one.measure, one.group) == (subject, measure, group)]
    return max((one for one in found if one.year < before), key=lambda one: one.year, default=None)


def last_published_year() -> int:
    """The last year that national figures were published of."""
    return max(one.year for one in figures())


@cache
def figures() -> tuple[Figure, ...]:
    """Every figure that is held."""
    return tuple(
        Figure(one.source, one.year, subject, measure, one.group, value)
        for one in _read().figures
        for measure, values in ((Measure.EXS_PLUS, one.exs_plus), (Measure.GDS, one.gds))
        for subject, value in values.items()
    )


@cache
def _by_key() -> dict[tuple[int, str, Measure, Group | None], Figure]:
    return {(one.year, one.subject, one.measure, one.group): one for one in figures()}


@cache
def _read() -> _File:
    text = files("muster.measures").joinpath("national.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), _File)
