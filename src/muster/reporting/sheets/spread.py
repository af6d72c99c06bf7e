"""A table of a paper as columns of numbers, which can be counted with, sorted and narrowed."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

import msgspec

from muster.formats import export
from muster.reporting.content import Row, Table
from muster.reporting.content.words import said
from muster.reporting.sheets.figures import NUMBERS, Figures, figures_in

_FORMATS = {"count": "#,##0", "of": "#,##0", "per_cent": "0%", "points": "+0;-0;0", "year": "0"}
_PARTS = (*NUMBERS, "year", "reach", "words")
_DAY = re.compile(r"\d{2}/\d{2}/\d{4}")
_CENT = 100


class Spread(msgspec.Struct, frozen=True):
    """A table's headings, the number formats of its columns, its rows."""

    header: tuple[str, ...]
    formats: tuple[str, ...]
    rows: tuple[tuple[export.Cell, ...], ...]


class _Column(msgspec.Struct, frozen=True):
    heading: str
    number_format: str
    cells: tuple[export.Cell, ...]


def spread(table: Table) -> Spread:
    """A column of the table is as many as there are kinds of figure in it; a row begins with what it is of."""
    columns = [_Column(table.columns[0], "", tuple(_heads(table.rows)))]
    for place, heading in enumerate(table.columns[1:]):
        cells = [row.cells[place] for row in table.rows]
        if table.texts:
            columns.append(_Column(heading, "", tuple(_plain(cell.shown) for cell in cells)))
        else:
            columns += _columns(heading, [figures_in(cell) for cell in cells])
    return Spread(
        tuple(one.heading for one in columns),
        tuple(one.number_format for one in columns),
        tuple(zip(*(one.cells for one in columns), strict=True)),
    )


def _heads(rows: Sequence[Row]) -> Iterator[str]:
    """A figure to compare with says also of what it is: rows are sorted, and then it stands below another."""
    above = ""
    for row in rows:
        above = above if row.beside else row.head
        yield said("sheet", "beside", head=above, beside=row.head) if row.beside else row.head


def _plain(text: str) -> str | date | None:
    """A day as a day, so that it can be sorted by; an empty text as an empty cell."""
    return datetime.strptime(text, "%d/%m/%Y").date() if _DAY.fullmatch(text) else text or None  # noqa: DTZ007 - a day has no zone


def _columns(heading: str, found: list[Figures]) -> Iterator[_Column]:
    judged = [_as_points(one) for one in found] if any(one.points is not None for one in found) else found
    parts = [part for part in _PARTS if any(getattr(one, part) is not None for one in judged)] or ["text"]
    for part in parts:
        name = heading if len(parts) == 1 else said("sheet", part, heading=heading)
        cells = tuple(_cell(one, part) for one in judged)
        yield _Column(name, _FORMATS.get(part, ""), cells)


def _as_points(one: Figures) -> Figures:
    """Nought has no sign: among points it is points."""
    return msgspec.structs.replace(one, points=one.count, count=None) if one.points is None else one


def _cell(one: Figures, part: str) -> export.Cell:
    """What shows no figure says so in every column of figures: hidden is not nought, nor nothing."""
    value: int | str | None = getattr(one, part)
    if value is None:
        return one.text if part in NUMBERS or part == "text" else None
    return int(value) / _CENT if part == "per_cent" else value
