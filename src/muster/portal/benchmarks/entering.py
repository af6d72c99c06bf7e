"""What an officer enters of national figures, and what cannot be right about it."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import msgspec

from muster.framework import Framework
from muster.measures import COMBINED, Group, Measure
from muster.measures.national import last_published_year
from muster.measures.years import why_missing
from muster.portal.benchmarks.models import FigureSet
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Refusal

_FIRST_YEAR = 2016
_MOST_FIGURES = 200
_LONGEST = 200
_HUNDRED = Decimal(100)
_PER_CENT = re.compile(r"([0-9]{1,6}(?:\.[0-9])?) ?%?")

_PARTS = ((Group.GIRLS, Group.BOYS), (Group.DISADVANTAGED, Group.OTHERS))
_ROUNDED = 1
"""By so many points three rounded figures may miss each other."""

MEASURES = {Measure.EXS_PLUS: "EXS+", Measure.GDS: "GDS"}
"""The measures as officers read and type them."""

Key = tuple[str, str, str]


class Typed(msgspec.Struct, frozen=True):
    """A figure as it was typed or read: the keys of its subject, measure and group ("" all pupils), and its value."""

    subject: str
    measure: str
    group: str
    value: str

    @property
    def key(self) -> Key:
        """What it is a figure of."""
        return self.subject, self.measure, self.group


class Entering(msgspec.Struct, frozen=True, kw_only=True):
    """A set to be entered. Either `coverage` says what the source does, or `coverage_not_stated` that it is silent."""

    kind: FigureSet.Kind
    year: int
    source: str
    dated: date
    coverage: str = ""
    coverage_not_stated: bool = False
    schools_may_see: bool = False
    figures: tuple[Typed, ...]


class Fault(msgspec.Struct, frozen=True):
    """Why the set cannot be kept; `figure` is the one that it is about, None where it is the whole set."""

    refusal: Refusal
    figure: Typed | None = None


def faults_of(framework: Framework, entering: Entering) -> list[Fault]:
    """All that cannot be right, the set first and then figure by figure."""
    return [*map(Fault, _of_set(framework, entering)), *_of_figures(framework, entering)]


def value_of(text: str) -> Decimal | None:
    """The per cent that a text says ("68", "68.4", "68%"); None where it says none, or not to one decimal place."""
    found = _PER_CENT.fullmatch(text.strip())
    return Decimal(found[1]) if found else None


def _of_set(framework: Framework, entering: Entering) -> Iterator[Refusal]:
    if not entering.source.strip():
        yield Refusal("benchmark_source_missing")
    if max(len(entering.source), len(entering.coverage)) > _LONGEST:
        yield Refusal("benchmark_text_long", longest=_LONGEST)
    if entering.dated > clock.today():
        yield Refusal("benchmark_day_to_come")
    if not entering.figures:
        yield Refusal("benchmark_nothing")
    if len(entering.figures) > _MOST_FIGURES:
        yield Refusal("benchmark_many", most=_MOST_FIGURES)
    if entering.kind == FigureSet.Kind.EMERGING:
        yield from _of_emerging(framework, entering)
    elif not _FIRST_YEAR <= entering.year <= last_published_year():
        yield Refusal("benchmark_year_published", year=entering.year, first=_FIRST_YEAR, last=last_published_year())


def _of_emerging(framework: Framework, entering: Entering) -> Iterator[Refusal]:
    if entering.year != framework.year:
        yield Refusal("benchmark_year_emerging", year=entering.year, wanted=framework.year)
    if bool(entering.coverage.strip()) is entering.coverage_not_stated:
        yield Refusal("benchmark_coverage_both" if entering.coverage_not_stated else "benchmark_coverage_missing")


def _of_figures(framework: Framework, entering: Entering) -> Iterator[Fault]:
    values = {one.key: value_of(one.value) for one in entering.figures}
    times = Counter(one.key for one in entering.figures)
    for one in entering.figures:
        refusal = _of_key(framework, entering, one) or _of_value(values, one) or _of_parts(values, one)
        refusal = refusal or _of_combined(framework, values, one)
        if refusal is None and times[one.key] > 1:
            refusal = Refusal("benchmark_twice", figure=_named(one))
        if refusal:
            yield Fault(refusal, one)


def _of_key(framework: Framework, entering: Entering, one: Typed) -> Refusal | None:
    if one.subject not in framework.by_key and one.subject != COMBINED:
        return Refusal("benchmark_subject_unknown", subject=one.subject)
    if one.measure not in set(Measure):
        return Refusal("benchmark_measure_unknown", measure=one.measure)
    if one.group and one.group not in set(Group):
        return Refusal("benchmark_group_unknown", group=one.group)
    subject = framework.by_key.get(one.subject)
    if one.measure == Measure.GDS and subject and not subject.higher:
        return Refusal("benchmark_no_higher", subject=subject.label)
    return _of_published(entering, one) if entering.kind == FigureSet.Kind.PUBLISHED else None


def _of_published(entering: Entering, one: Typed) -> Refusal | None:
    if one.subject == COMBINED:
        return Refusal("benchmark_no_combined")
    if why_missing(entering.year, one.subject):
        return Refusal("benchmark_year_apart", subject=one.subject, year=entering.year)
    return None


def _of_value(values: dict[Key, Decimal | None], one: Typed) -> Refusal | None:
    value = value_of(one.value)
    if value is None:
        return Refusal("benchmark_no_number", figure=_named(one), value=one.value[:20])
    if value > _HUNDRED:
        return Refusal("benchmark_over_hundred", figure=_named(one), value=one.value[:20])
    expected = values.get((one.subject, Measure.EXS_PLUS, one.group))
    if one.measure == Measure.GDS and expected is not None and value > expected:
        return Refusal("benchmark_gds_above", figure=_named(one), value=one.value[:20], expected=str(expected))
    return None


def _of_parts(values: dict[Key, Decimal | None], one: Typed) -> Refusal | None:
    """All pupils are the girls and the boys, so that their figure lies between these two; and so with disadvantage."""
    own = values[one.key]
    for groups in _PARTS if own is not None and not one.group else ():
        parts = [value for group in groups if (value := values.get((one.subject, one.measure, group))) is not None]
        if own is not None and len(parts) == len(groups) and not min(parts) - _ROUNDED <= own <= max(parts) + _ROUNDED:
            first, second = (group.value.replace("_", " ") for group in groups)
            facts = {"figure": _named(one), "value": one.value[:20], "first": first, "second": second}
            return Refusal("benchmark_not_between", **facts, low=str(min(parts)), high=str(max(parts)))
    return None


def _of_combined(framework: Framework, values: dict[Key, Decimal | None], one: Typed) -> Refusal | None:
    """Who reaches all subjects reaches each of them."""
    if one.subject != COMBINED or (own := values[one.key]) is None:
        return None
    for subject in framework.scaled:
        each = values.get((subject, one.measure, one.group))
        if each is not None and own > each + _ROUNDED:
            facts = {"figure": _named(one), "value": one.value[:20], "subject": framework.by_key[subject].label}
            return Refusal("benchmark_combined_above", **facts, each=str(each))
    return None


def _named(one: Typed) -> str:
    return " ".join(part for part in (one.subject, MEASURES[Measure(one.measure)], one.group.replace("_", " ")) if part)
