"""Where help may be needed: schools clearly below all others together, and those whose results have clearly fallen."""

import itertools
from collections.abc import Iterator

import msgspec

from muster.measures import (
    COMBINED,
    Change,
    Counts,
    Difference,
    Form,
    Measure,
    Share,
    Trend,
    Verdict,
    headlines,
    share_of,
    trend_of,
)
from muster.reporting.content.cells import NONE, number
from muster.reporting.content.figures import SchoolFigures, subject_names
from muster.reporting.content.paper import Cell, Row, Section, Table
from muster.reporting.content.schools import OneSchool, SchoolsInputs
from muster.reporting.content.side_by_side import brief_cell
from muster.reporting.content.words import said, signed

_BY_CHANCE = 40
"""Of so many schools that are like all others one stands clearly below them: the lower 2.5 of 100."""
_BANDS = (0, 40, 50, 60, 70, 80, 101)


class Below(msgspec.Struct, frozen=True):
    """A school whose share in all three is clearly below that of all others together."""

    school: OneSchool
    difference: Difference


class Fallen(msgspec.Struct, frozen=True):
    """A school whose share in some subject is clearly below that of an earlier year; by subject."""

    school: OneSchool
    changes: dict[str, Change]


class Support(msgspec.Struct, frozen=True):
    """The schools that can be compared, and those of them that stand out."""

    compared: tuple[OneSchool, ...]
    below: tuple[Below, ...]
    fallen: tuple[Fallen, ...]


def support_of(inputs: SchoolsInputs, figures: SchoolFigures) -> Support:
    """Who stands out, the lowest share first: no small school, and none most of whose outcomes are PK or EM."""
    compared = tuple(one for one in inputs.counted if one.form in (Form.MAINSTREAM, Form.INFANT))
    found = (Below(one, _from_others(figures.grouped.all, one)) for one in compared)
    below = [one for one in found if one.difference.verdict is Verdict.LOWER]
    fallen = (Fallen(one, dict(_falls(figures, one))) for one in compared)
    return Support(compared, tuple(sorted(below, key=_lowest)), tuple(one for one in fallen if one.changes))


def support_section(inputs: SchoolsInputs, figures: SchoolFigures) -> Section:
    """How the schools are spread, and the two lists of those to look at first."""
    found = support_of(inputs, figures)
    heading = said("heading", "support")
    if not found.compared:
        return Section(key="support", heading=heading, said=(said("support", "none"),))
    chance = round(len(found.compared) / _BY_CHANCE)
    lead = [said("support", "lead"), said("support", "chance", schools=len(found.compared), number=chance)]
    parts = [_spread(found), *_below(figures, found), *_fallen(figures, found)]
    lead += [said("support", "nobody_below")] if not found.below else []
    lead += [said("support", "nobody_fallen")] if not found.fallen else []
    return Section(key="support", heading=heading, said=tuple(lead), parts=tuple(parts))


def _combined(school: OneSchool) -> Share:
    return share_of(school.counts.all, COMBINED, Measure.EXS_PLUS) if school.counts else Share(0, 0)


def _from_others(every: Counts, school: OneSchool) -> Difference:
    own, whole = _combined(school), share_of(every, COMBINED, Measure.EXS_PLUS)
    return Difference(own, Share(whole.part - own.part, whole.whole - own.whole))


def _lowest(one: Below) -> tuple[object, str]:
    return one.difference.one.exact or 0, one.school.name


def _falls(figures: SchoolFigures, school: OneSchool) -> Iterator[tuple[str, Change]]:
    for trend in _trends(figures, school):
        change = trend.changes[-1] if trend.changes else None
        if change and change.later == figures.framework.year and change.verdict is Verdict.LOWER:
            yield trend.subject, change


def _trends(figures: SchoolFigures, school: OneSchool) -> Iterator[Trend]:
    this = figures.framework.year
    for line in headlines(figures.framework, school.counts.all) if school.counts else ():
        if line.measure is Measure.EXS_PLUS:
            rows = (row for row in school.history if row.subject == line.subject and row.year < this)
            shares = {row.year: Share(row.exs_plus, row.eligible) for row in rows}
            yield trend_of(line.subject, shares | {this: line.share}, this)


def _spread(found: Support) -> Table:
    """How many schools lie in which band: a count of schools, so that none is named by its place."""
    shown = [_combined(one).per_cent or 0 for one in found.compared]
    rows = []
    for low, high in itertools.pairwise(_BANDS):
        key = "lowest" if low == 0 else "highest" if high > 100 else "between"
        rows.append(
            Row(
                said("band", key, low=low, high=high - 1, above=high),
                (number(sum(low <= one < high for one in shown)),),
            )
        )
    columns = (said("column", "band"), said("column", "schools"))
    return Table(key="spread", caption=said("caption", "spread"), columns=columns, rows=tuple(rows))


def _below(figures: SchoolFigures, found: Support) -> Iterator[Table]:
    if not found.below:
        return
    names = subject_names(figures.framework)
    columns = ("one_school", "pupils", "points_from_others")
    heads = (*(said("column", one) for one in columns), *(names[key] for key in figures.expected))
    rows = tuple(_below_row(figures, one) for one in found.below)
    yield Table(key="below", caption=said("caption", "below"), columns=heads, rows=rows)


def _below_row(figures: SchoolFigures, one: Below) -> Row:
    points, counts = one.difference.points or 0, one.school.counts
    shares = [share_of(counts.all, key, Measure.EXS_PLUS) for key in figures.expected] if counts else []
    away = Cell(signed(points), number=points)
    return Row(one.school.name, (number(one.school.pupils), away, *(brief_cell(share) for share in shares)))


def _fallen(figures: SchoolFigures, found: Support) -> Iterator[Table]:
    if not found.fallen:
        return
    keys = [key for key in figures.expected if any(key in one.changes for one in found.fallen)]
    names = subject_names(figures.framework)
    columns = (said("column", "one_school"), said("column", "pupils"), *(names[key] for key in keys))
    rows = tuple(
        Row(one.school.name, (number(one.school.pupils), *(_fall(figures, one.changes.get(key)) for key in keys)))
        for one in found.fallen
    )
    notes = (said("support", "fallen_note", year=figures.framework.year - 1),)
    yield Table(key="fallen", caption=said("caption", "fallen"), columns=columns, rows=rows, notes=notes)


def _fall(figures: SchoolFigures, change: Change | None) -> Cell:
    if change is None:
        return NONE
    facts = {"before": change.before.per_cent, "year": change.earlier, "now": change.now.per_cent}
    under = "" if change.earlier == figures.framework.year - 1 else said("support", "since", **facts)
    return Cell(said("support", "fall", **facts), under, number=change.difference.points)
