"""What a school's figures stand beside: other schools' together, or published ones, by subject, measure and group."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from fractions import Fraction

import msgspec

from muster.framework import Framework
from muster.measures import (
    GROUPS,
    Counts,
    Coverage,
    Group,
    GroupedCounts,
    Measure,
    SubjectCounts,
    Withheld,
    headlines,
    pooled,
    whole_number,
)
from muster.measures.national import figures, latest_national
from muster.measures.sentences import coverage_in_words, withheld_in_words


class Beside(StrEnum):
    """Which schools a figure is of."""

    AUTHORITY = "authority"
    ALIKE = "alike"
    COMPARABLE = "comparable"
    EMERGING = "emerging"
    NATIONAL = "national"


class Benchmark(msgspec.Struct, frozen=True):
    """One figure to compare with: the year that it is of, and the per cent, not rounded."""

    year: int
    exact: Fraction

    @property
    def per_cent(self) -> int:
        """The figure in whole per cent."""
        return whole_number(self.exact)


Key = tuple[str, Measure, Group | None]
"""A subject (or all combined), a measure, and a group; None for all pupils."""


class Comparator(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of one kind. `label` names them where they stand ("Northshire"); `notes` say what they rest on.

    `codes` has the counts behind them by subject, where there are any. Where `withheld` says why, there are none.
    """

    beside: Beside
    label: str
    year: int
    figures: dict[Key, Benchmark] = {}
    codes: dict[str, SubjectCounts] = {}
    notes: tuple[str, ...] = ()
    withheld: Withheld | None = None

    @property
    def within(self) -> str:
        """Its label as it stands within a sentence: schools of a kind begin small there, a name does not."""
        return self.label[:1].lower() + self.label[1:] if self.beside is Beside.ALIKE else self.label

    def figure(self, subject: str, measure: Measure, group: Group | None = None) -> Benchmark | None:
        """The figure for this; None where there is none."""
        return self.figures.get((subject, measure, group))


def of_schools(
    framework: Framework,
    beside: Beside,
    label: str,
    schools: Sequence[GroupedCounts],
    *,
    coverage: Coverage | None = None,
) -> Comparator:
    """The schools' figures of this year together, of all pupils and of each group; withheld as `pooled` says."""
    whole = pooled([one.all for one in schools], coverage)
    if isinstance(whole, Withheld):
        note = f"{label}: {withheld_in_words(whole)}"
        return Comparator(beside=beside, label=label, year=framework.year, notes=(note,), withheld=whole)
    found = dict(_figures(framework, None, whole.counts))
    for group, counts in _by_group(schools):
        one = pooled(counts)
        if not isinstance(one, Withheld):
            found.update(_figures(framework, group, one.counts))
    notes = (f"{label}: {coverage_in_words(coverage)}",) if coverage else ()
    return Comparator(
        beside=beside, label=label, year=framework.year, figures=found, codes=whole.counts.subjects, notes=notes
    )


def published(framework: Framework, label: str) -> Comparator:
    """The national figures that come with Muster: of each measure and group the newest before this year."""
    found = {
        key: Benchmark(figure.year, figure.exact)
        for key in {(one.subject, one.measure, one.group) for one in figures()}
        if (figure := latest_national(key[0], key[1], framework.year, key[2]))
    }
    years = {one.year for one in found.values()}
    sources = sorted({(one.year, one.source) for one in figures() if one.year in years})
    notes = tuple(f"{label}, {year}: {source}." for year, source in sources)
    year = max((one.year for one in found.values()), default=framework.year)
    return Comparator(beside=Beside.NATIONAL, label=label, year=year, figures=found, notes=notes)


def _figures(framework: Framework, group: Group | None, counts: Counts) -> Iterator[tuple[Key, Benchmark]]:
    for line in headlines(framework, counts):
        if line.share.exact is not None:
            yield (line.subject, line.measure, group), Benchmark(framework.year, line.share.exact)


def _by_group(schools: Sequence[GroupedCounts]) -> Iterator[tuple[Group, list[Counts]]]:
    for characteristic, groups in GROUPS.items():
        for group in groups:
            yield group, [counts for one in schools if (counts := one.of(characteristic, group))]
