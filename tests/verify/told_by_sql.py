"""What SQL works out of a school, or of several together, as a cell of a report may say it."""

from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from muster.framework import load_framework
from muster.measures import COMBINED, Measure
from tests.core.reporting.reading_sheets import numbers_in
from tests.verify.measures_sql import CODES, EVERYBODY, OTHERS
from tests.verify.report_media import RANGE

Key = tuple[str, str, str | None]
Told = Mapping[Key, tuple[int | None, ...]]
"""What SQL works out, by school, characteristic and group."""

KS1 = load_framework(2026)
SHARES = tuple(
    (subject, measure)
    for subject in (*KS1.by_key, COMBINED)
    for measure in ((Measure.EXS_PLUS,) if subject == "science" else (Measure.EXS_PLUS, Measure.GDS))
)
"""In the order in which SQL gives them."""
_EXPECTED = {subject: place for place, (subject, measure) in enumerate(SHARES) if measure is Measure.EXS_PLUS}
_FIRST_SHARE = 2 + len(KS1.by_key) * len(CODES)
_WIDTH = _FIRST_SHARE + 2 * len(SHARES)


class Wanted(NamedTuple):
    """What a cell may say: a count, its per cent, of how many."""

    part: int
    per_cent: int
    whole: int

    def agrees(self, shown: str) -> bool:
        """Whether the cell says this, and nothing else; a dash says nothing."""
        numbers = set(numbers_in(RANGE.sub("", shown)))
        return not numbers or (numbers <= set(self) and bool(numbers & {self.part, self.per_cent}))


def alone(number: int) -> Wanted:
    """A number that is no part of anything."""
    return Wanted(number, number, number)


class Numbers(NamedTuple):
    """The figures of a group of pupils."""

    eligible: int
    codes: dict[tuple[str, str], int]
    shares: dict[tuple[str, Measure], tuple[int, int]]

    def of(self, subject: str, codes: tuple[str, ...]) -> Wanted:
        """How many have one of the codes."""
        return self.share(sum(self.codes[subject, code] for code in codes))

    def reached(self, subject: str, measure: Measure = Measure.EXS_PLUS) -> Wanted:
        """How many reached the standard, and the per cent as SQL rounds it."""
        return Wanted(*self.shares.get((subject, measure), (0, 0)), self.eligible)

    def share(self, part: int) -> Wanted:
        """A part of the group."""
        return Wanted(part, (200 * part + self.eligible) // (2 * self.eligible) if self.eligible else 0, self.eligible)


class Sql(NamedTuple):
    """What SQL works out of one school, or of all together."""

    school: str
    told: Told

    def numbers(self, kind: str = EVERYBODY, group: str | None = None) -> Numbers:
        """The figures of a group; nought of one without pupils."""
        own = [number or 0 for number in self.told.get((self.school, kind, group), (0,) * _WIDTH)]
        codes = dict(zip(product(KS1.by_key, CODES), own[2:_FIRST_SHARE], strict=True))
        parts, per_cents = own[_FIRST_SHARE : -len(SHARES)], own[-len(SHARES) :]
        return Numbers(own[0], codes, dict(zip(SHARES, zip(parts, per_cents, strict=True), strict=True)))

    def gap(self, group: str, subject: str) -> int | None:
        """The points between a group and what it is compared with, at the expected standard."""
        return self._points("gap", group, subject)

    def from_others(self, subject: str) -> int | None:
        """The points between the school and all other schools together, at the expected standard."""
        return self._points(OTHERS, None, subject)

    def former(self, year: str, subject: str) -> Wanted | None:
        """Who reached the standard in a former year; None where that year is not held."""
        found = self.told.get((self.school, year, subject))
        return Wanted(found[1] or 0, found[2] or 0, found[0] or 0) if found else None

    def _points(self, kind: str, group: str | None, subject: str) -> int | None:
        found = self.told.get((self.school, kind, group))
        return found[_EXPECTED[subject]] if found else None
