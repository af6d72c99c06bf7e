"""Groups of pupils: a table each with counts and intervals; of a small or special school one table of counts."""

from collections.abc import Iterable, Iterator

from muster.charts import Dot, dot_chart
from muster.measures import (
    COMBINED,
    Characteristic,
    Counts,
    Form,
    Group,
    Measure,
    gaps,
    is_small,
    share_of,
    wilson,
)
from muster.measures.sentences import characteristic_in_words, group_in_words
from muster.reporting.content.cells import NONE, benchmark_cell, in_a_line, number, points_cell, ranged_cell
from muster.reporting.content.comparators import Beside, Comparator
from muster.reporting.content.figures import SchoolFigures, subject_names
from muster.reporting.content.paper import Cell, Chart, Row, Section, Table
from muster.reporting.content.words import pupils, said

SHOWN = (
    Characteristic.SEX,
    Characteristic.DISADVANTAGE,
    Characteristic.SEN,
    Characteristic.LANGUAGE,
    Characteristic.ETHNICITY,
    Characteristic.TERM,
    Characteristic.ARRIVAL,
)
"""The characteristics of the groups; prior attainment has a section of its own."""
_CHARTED = {
    "groups": (Characteristic.SEX, Characteristic.DISADVANTAGE),
    "needs": (Characteristic.SEN, Characteristic.LANGUAGE),
}
"""The charts of groups by their keys, to stand side by side, and what is drawn in each."""


def groups_section(figures: SchoolFigures) -> Section:
    """How many of each group reach the expected standard, by subject."""
    if not any(_is_known(figures, one) for one in SHOWN):
        return Section(key="groups", heading=said("heading", "groups"), said=(said("groups", "none"),))
    if figures.form in (Form.SMALL, Form.SPECIAL):
        parts: tuple[Chart | Table, ...] = (_one_table(figures),)
        lead = said("groups", "low" if figures.form is Form.SPECIAL else "few")
    else:
        parts = (*_charts(figures), *(_table(figures, one) for one in SHOWN if _is_known(figures, one)))
        lead = said("groups", "lead")
    return Section(key="groups", heading=said("heading", "groups"), said=(lead, *_alone(figures)), parts=parts)


def gaps_section(figures: SchoolFigures) -> Section:
    """How far the groups of a characteristic are apart, and whether that is more than chance."""
    found = [row for one in SHOWN for row in _gap_rows(figures, one)]
    rows = tuple(row for row in found if any(cell.number is not None for cell in row.cells))
    few = [row.head for row in found if row not in rows]
    heading = said("heading", "gaps")
    if not rows:
        return Section(key="gaps", heading=heading, said=(said("gaps", "none"),))
    names = subject_names(figures.framework)
    columns = (said("column", "gap"), *(names[key] for key in figures.expected))
    notes = (said("gaps", "too_few", groups="; ".join(few)),) if few else ()
    table = Table(key="gaps", caption=said("caption", "gaps"), columns=columns, rows=rows, notes=notes)
    return Section(key="gaps", heading=heading, said=(said("gaps", "lead"), said("gaps", "verdicts")), parts=(table,))


def _alone(figures: SchoolFigures) -> Iterator[str]:
    """That the nearest schools do not stand under every group, and why."""
    first, nearest = figures.framework.scaled[0], figures.nearest
    if not figures.is_judged or nearest is None:
        return
    shown = [group for one in SHOWN for group in figures.grouped.groups[one] if group]
    if not all(nearest.figure(first, Measure.EXS_PLUS, group) for group in shown):
        yield said("groups", "alone")


def _is_known(figures: SchoolFigures, characteristic: Characteristic) -> bool:
    return any(group for group in figures.grouped.groups[characteristic])


def _columns(figures: SchoolFigures, keys: Iterable[str]) -> tuple[str, ...]:
    names = subject_names(figures.framework)
    return (said("column", "group"), said("column", "pupils"), *(names[key] for key in keys))


def _table(figures: SchoolFigures, characteristic: Characteristic) -> Table:
    rows = []
    for group, counts in figures.grouped.groups[characteristic].items():
        if group:
            rows.append(Row(group_in_words(group), _cells(figures, counts)))
            rows += [_benchmarks(figures, one, group) for one in _beside(figures, group)]
    title = characteristic_in_words(characteristic)
    return Table(
        key=characteristic.value,
        caption=said("caption", "groups", title=title),
        columns=_columns(figures, figures.expected),
        rows=tuple(rows),
        notes=tuple(_not_known(figures, characteristic)),
        together=said("caption", "all_groups"),
        band=title,
    )


def _not_known(figures: SchoolFigures, characteristic: Characteristic) -> Iterator[str]:
    rest = figures.grouped.groups[characteristic].get(None)
    if rest:
        yield said("groups", "not_known", pupils=pupils(rest.eligible))


def _cells(figures: SchoolFigures, counts: Counts) -> tuple[Cell, ...]:
    shares = [share_of(counts, subject, Measure.EXS_PLUS) for subject in figures.expected]
    return (number(counts.eligible), *(ranged_cell(share) for share in shares))


def _beside(figures: SchoolFigures, group: Group) -> list[Comparator]:
    """The nearest schools' figures and England's, where there are any of the group."""
    first, nearest = figures.framework.scaled[0], figures.nearest
    shown = [one for one in figures.comparators if one is nearest or one.beside in (Beside.EMERGING, Beside.NATIONAL)]
    return [one for one in shown if one.figure(first, Measure.EXS_PLUS, group)]


def _benchmarks(figures: SchoolFigures, one: Comparator, group: Group) -> Row:
    """The figures of a group elsewhere; their year stands once, where it is another and they are all of it."""
    found = [one.figure(subject, Measure.EXS_PLUS, group) for subject in figures.expected]
    years = {each.year for each in found if each}
    (year,) = years if len(years) == 1 else (figures.framework.year,)
    head = one.label if year == figures.framework.year else said("groups", "of_year", label=one.label, year=year)
    return Row(head, (Cell(""), *(benchmark_cell(each, year) for each in found)), beside=True)


def _one_table(figures: SchoolFigures) -> Table:
    special = figures.form is Form.SPECIAL
    counted = _low_cells if special else _cells
    rows = [
        Row(group_in_words(group), counted(figures, counts))
        for one in SHOWN
        for group, counts in figures.grouped.groups[one].items()
        if group
    ]
    columns = _columns(figures, figures.framework.scaled if special else figures.expected)
    caption = said("caption", "low_groups" if special else "all_groups")
    return Table(key="groups", caption=caption, columns=columns, rows=tuple(rows))


def _low_cells(figures: SchoolFigures, counts: Counts) -> tuple[Cell, ...]:
    """How many have PK or EM, by subject on the scale."""
    framework = figures.framework
    shares = [counts.subjects[key].share(*framework.pre_key_stage) for key in framework.scaled]
    return (number(counts.eligible), *(ranged_cell(share) for share in shares))


def _charts(figures: SchoolFigures) -> Iterator[Chart]:
    """All three together by group, with intervals; groups under 11 are left out, and said to be."""
    mark = figures.nearest.label if figures.nearest else ""
    for key, shown in _CHARTED.items():
        dots = tuple(dot for one in shown for dot in _dots(figures, one))
        if dots:
            title = said("chart", key, year=figures.framework.year)
            words = "; ".join(f"{dot.label} {dot.per_cent}%" for dot in dots) + ". " + said("chart", "groups_words")
            yield Chart(key=key, title=title, words=words, drawing=dot_chart(key, title, words, mark, dots))


def _dots(figures: SchoolFigures, characteristic: Characteristic) -> Iterator[Dot]:
    for group, counts in figures.grouped.groups[characteristic].items():
        interval = wilson(counts.combined.expected_share)
        if group and interval and not is_small(counts.eligible):
            per_cent = counts.combined.expected_share.per_cent or 0
            yield Dot(group_in_words(group), per_cent, interval.low, interval.high, _nearest(figures, group))


def _nearest(figures: SchoolFigures, group: Group) -> int | None:
    nearest = figures.nearest
    figure = nearest.figure(COMBINED, Measure.EXS_PLUS, group) if nearest else None
    return figure.per_cent if figure else None


def _gap_rows(figures: SchoolFigures, characteristic: Characteristic) -> Iterator[Row]:
    found: dict[Group, dict[str, Cell]] = {}
    for gap in gaps(figures.framework, figures.grouped, characteristic):
        if gap.measure is Measure.EXS_PLUS:
            found.setdefault(gap.group, {})[gap.subject] = in_a_line(points_cell(gap.difference))
    for group, cells in found.items():
        yield Row(said("gap", group), tuple(cells.get(subject, NONE) for subject in figures.expected))
