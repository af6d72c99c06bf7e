"""Cells filled in from rows of a spreadsheet, before anything is kept."""

from collections.abc import Iterable, Iterator

import msgspec

from muster.formats.archive import ARCHIVE_STARTS
from muster.formats.loose_table import read_loose_table
from muster.formats.table_columns import Aliases, find_columns
from muster.portal.benchmarks.entering import Typed
from muster.portal.foundation.refusals import Refusal
from muster.portal.pages.authority.benchmarks.cells import Line, name_of

_COLUMNS: Aliases = {
    "subject": ("subject",),
    "measure": ("measure",),
    "group": ("group",),
    "value": ("value", "percent", "percentage"),
    "year": ("year",),
}
_ALL_PUPILS = ("all", "all pupils", "")
_SUBJECTS = {"mathematics": "maths", "reading, writing and maths": "combined", "rwm": "combined"}
_MEASURES = {"exs+": "exs_plus", "exs": "exs_plus"}
_MOST_ROWS = 300


class Filled(msgspec.Struct, frozen=True):
    """Texts by the name of their cell, and in words what was left out and why."""

    cells: dict[str, str]
    left_out: list[str]


def filled(content: bytes, lines: Iterable[Line], year: int) -> Filled:
    """The cells that the rows of a table have; whatever the bytes are, what is not understood is told."""
    if content.startswith(ARCHIVE_STARTS):
        return Filled({}, [Refusal("benchmark_table_unread").sentence])
    table = read_loose_table(content, _COLUMNS, "value")
    found = find_columns([(1, list(table.headings))], _COLUMNS, "value").places
    places = {column: positions[0] for column, positions in found.items()}
    if table.trouble or {"subject", "measure", "value"} - places.keys():
        return Filled({}, [Refusal("benchmark_table_unread").sentence])
    if len(table.rows) > _MOST_ROWS:
        return Filled({}, [Refusal("benchmark_table_long", most=_MOST_ROWS).sentence])
    rows = [(number, _texts(cells, places)) for number, cells in table.rows]
    return _sorted(rows, {name_of(key) for line in lines for key in line.keys}, year)


def _sorted(rows: list[tuple[int, dict[str, str]]], known: set[str], year: int) -> Filled:
    cells: dict[str, str] = {}
    left_out = []
    for number, texts in rows:
        one = _typed(texts)
        refusal = next(_refusals(one, texts.get("year", ""), number, year, known, cells), None)
        if refusal is None:
            cells[name_of(one.key)] = one.value
        else:
            left_out.append(refusal.sentence)
    return Filled(cells, left_out)


def _refusals(
    one: Typed, of_year: str, row: int, year: int, known: set[str], cells: dict[str, str]
) -> Iterator[Refusal]:
    if of_year and of_year != str(year):
        yield Refusal("benchmark_row_year", row=row, year=of_year[:20], wanted=year)
    named = " ".join(part for part in one.key if part)[:60]
    if name_of(one.key) not in known:
        yield Refusal("benchmark_row_unknown", row=row, figure=named)
    if name_of(one.key) in cells:
        yield Refusal("benchmark_row_twice", row=row, figure=named)


def _texts(cells: tuple[str, ...], places: dict[str, int]) -> dict[str, str]:
    return {column: cells[place] if place < len(cells) else "" for column, place in places.items()}


def _typed(texts: dict[str, str]) -> Typed:
    subject, measure, group = (texts.get(name, "").lower().strip() for name in ("subject", "measure", "group"))
    return Typed(
        _SUBJECTS.get(subject, subject),
        _MEASURES.get(measure, measure),
        "" if group in _ALL_PUPILS else group.replace(" ", "_"),
        texts["value"],
    )
