"""Figures that an officer entered, as reports compare with them."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from msgspec import convert
from msgspec.structs import replace

from muster.framework import Framework
from muster.measures import Coverage, Group, Measure, Reason, SubjectCounts
from muster.measures.sentences import coverage_in_words
from muster.portal.benchmarks.models import FigureSet, Pool
from muster.portal.benchmarks.withholding import withheld
from muster.portal.benchmarks.words import said
from muster.portal.foundation import clock
from muster.reporting.content import Benchmark, Beside, Comparator, published
from muster.reporting.content.comparators import Key
from muster.reporting.content.words import day


def in_force(sets: list[FigureSet]) -> list[FigureSet]:
    """Of sets of one kind, the newest first, those that are shown: the last of each year, unless it was taken back."""
    last: dict[int, FigureSet] = {}
    for one in sets:
        last.setdefault(one.year, one)
    return [one for one in last.values() if one.taken_back_at is None]


def emerging(row: FigureSet) -> Comparator:
    """An emerging set: with its source, its day, its coverage as the source gives it, and that it is provisional."""
    label = said("emerging")
    coverage = (
        said("coverage_given", coverage=row.coverage.rstrip(".")) if row.coverage else said("coverage_not_stated")
    )
    note = said("emerging_note", label=label, source=row.origin, day=day(row.dated), coverage=coverage)
    return Comparator(beside=Beside.EMERGING, label=label, year=row.year, figures=dict(_figures(row)), notes=(note,))


def of_pool(pool: Pool) -> Comparator:
    """The figures of several authorities together: with how many they are, the day, and how many schools."""
    beside = Beside.ALIKE if pool.kind else Beside.EMERGING
    label = said(f"{pool.kind}_schools_pooled" if pool.kind else "emerging")
    if pool.withheld:
        return withheld(label, pool.year, Reason(pool.withheld), beside)
    coverage = Coverage(schools_in=pool.schools, schools_asked=pool.schools_asked, pupils_in=pool.pupils)
    note = said(
        "pool_note",
        label=label,
        authorities=pool.authorities,
        day=day(pool.made_at.astimezone(clock.LONDON).date()),
        coverage=coverage_in_words(coverage),
    )
    codes = convert(pool.codes, dict[str, SubjectCounts])
    return Comparator(
        beside=beside, label=label, year=pool.year, figures=dict(_figures(pool)), codes=codes, notes=(note,)
    )


def published_with(framework: Framework, sets: Iterable[FigureSet]) -> Comparator:
    """The published figures that come with Muster, and those entered where these are as new or newer."""
    shipped = published(framework, said("england"))
    figures, notes = dict(shipped.figures), list(shipped.notes)
    for row in sorted((one for one in sets if one.year < framework.year), key=lambda one: one.year):
        newer = {key: one for key, one in _figures(row) if key not in figures or figures[key].year <= one.year}
        figures |= newer
        if newer:
            notes.append(said("published_note", label=shipped.label, year=row.year, source=row.origin.rstrip(".")))
    year = max((one.year for one in figures.values()), default=framework.year)
    return replace(shipped, figures=figures, notes=tuple(dict.fromkeys(notes)), year=year)


def _figures(row: FigureSet | Pool) -> Iterator[tuple[Key, Benchmark]]:
    for subject, measure, group, value in row.figures:
        key = (subject, Measure(measure), Group(group) if group else None)
        yield key, Benchmark(row.year, Fraction(value))
