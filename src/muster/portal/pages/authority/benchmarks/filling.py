"""Cells filled in from rows of a spreadsheet, before anything is kept: all of them, or none and what is wrong."""

from collections.abc import Iterator, Sequence

import msgspec

from muster.framework import Framework
from muster.portal.benchmarks.entering import Entering, Typed, faults_of
from muster.portal.benchmarks.models import FigureSet
from muster.portal.foundation import clock
from muster.portal.foundation.reader import read_table
from muster.portal.foundation.refusals import Refusal
from muster.portal.pages.authority.benchmarks.cells import Line, name_of
from muster.portal.pages.authority.benchmarks.counted_rows import coverage_of, faults_of_counts
from muster.portal.pages.authority.benchmarks.table_rows import COLUMNS, TableRow, rows_of

_ENGLAND = ("", "eng", "england")
_MOST_ROWS, _MOST_FAULTS = 300, 50


class Page(msgspec.Struct, frozen=True):
    """The page whose cells are filled in."""

    framework: Framework
    kind: FigureSet.Kind
    year: int
    lines: Sequence[Line]

    @property
    def cells(self) -> set[str]:
        """The names of its cells."""
        return {name_of(key) for line in self.lines for key in line.keys}


class Filled(msgspec.Struct, frozen=True):
    """Texts by the name of their field, `number` of which are cells; or none, and what is wrong with the rows."""

    texts: dict[str, str]
    faults: list[str]
    number: int = 0


def filled(content: bytes, page: Page) -> Filled:
    """The cells that the rows have, with their source and coverage; whatever the bytes are, faults are told."""
    try:
        rows = _read(content)
    except Refusal as refusal:
        return Filled({}, [refusal.sentence])
    faults = sorted(_faults(rows, page), key=lambda found: found[0])
    if faults:
        return Filled({}, [f"Row {row}: {refusal.sentence}" for row, refusal in faults][:_MOST_FAULTS])
    cells = {name_of(one.typed.key): one.typed.value for one in rows}
    beside = {"source": next((one.source for one in rows if one.source), ""), "coverage": coverage_of(rows)}
    return Filled({**cells, **{name: text for name, text in beside.items() if text}}, [], len(cells))


def _read(content: bytes) -> list[TableRow]:
    table = read_table(content, COLUMNS, "value")
    if len(table.rows) > _MOST_ROWS:
        raise Refusal("benchmark_table_long", most=_MOST_ROWS)
    rows = rows_of(table)
    if not rows:
        raise Refusal("benchmark_table_unread")
    return rows


def _faults(rows: Sequence[TableRow], page: Page) -> Iterator[tuple[int, Refusal]]:
    first = next((one.source for one in rows if one.source), "")
    for row in rows:
        yield from ((row.number, refusal) for refusal in _of_row(row, page, first))
    yield from _of_figures(rows, page)
    yield from faults_of_counts(rows)


def _of_row(row: TableRow, page: Page, first: str) -> Iterator[Refusal]:
    if row.year and row.year != str(page.year):
        yield Refusal("benchmark_row_year", year=row.year[:20], wanted=page.year)
    if row.scope.lower() not in _ENGLAND:
        yield Refusal("benchmark_row_scope", scope=row.scope[:20])
    if row.source and row.source != first:
        yield Refusal("benchmark_row_source", source=row.source[:60], first=first[:60])


def _of_figures(rows: Sequence[TableRow], page: Page) -> Iterator[tuple[int, Refusal]]:
    """What cannot be right about the figures, as for those that are typed; and figures without a cell."""
    figures = tuple(one.typed for one in rows)
    places = {id(one.typed): one.number for one in rows}
    given = Entering(kind=page.kind, year=page.year, source="", dated=clock.today(), figures=figures)
    faults = [(one.figure, one.refusal) for one in faults_of(page.framework, given) if one.figure]
    yield from ((places[id(figure)], refusal) for figure, refusal in faults)
    known, told = page.cells, {id(figure) for figure, _ in faults}
    for one in figures:
        if name_of(one.key) not in known and id(one) not in told:
            yield places[id(one)], Refusal("benchmark_row_unknown", figure=_named(one))


def _named(one: Typed) -> str:
    return " ".join(part for part in one.key if part)[:60]
