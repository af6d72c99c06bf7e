"""The rows of a table of national figures, as they were written."""

import msgspec

from muster.formats.loose_table import LooseTable
from muster.formats.table_columns import Aliases, find_columns
from muster.portal.benchmarks.entering import Typed

COLUMNS: Aliases = {
    "source": ("source",),
    "scope": ("scope",),
    "year": ("year",),
    "subject": ("subject",),
    "measure": ("measure",),
    "group": ("group",),
    "value": ("value", "percent", "percentage"),
    "eligible": ("eligible", "pupils"),
    "schools": ("schools",),
    "schools_total": ("schoolstotal",),
}
"""The headings by column, folded."""

_NEEDED = {"subject", "measure", "value"}
_ALL_PUPILS = ("all", "all pupils", "")
_SUBJECTS = {"mathematics": "maths", "reading, writing and maths": "combined", "rwm": "combined"}
_MEASURES = {"exs+": "exs_plus", "exs": "exs_plus"}


class TableRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row with its number in the sheet; what it does not have is ""."""

    number: int
    typed: Typed
    source: str = ""
    scope: str = ""
    year: str = ""
    eligible: str = ""
    schools: str = ""
    schools_total: str = ""


def rows_of(table: LooseTable) -> list[TableRow]:
    """The table's rows; none where a column is missing without which a row is no figure."""
    found = find_columns([(1, list(table.headings))], COLUMNS, "value").places
    places = {column: positions[0] for column, positions in found.items()}
    if table.trouble or _NEEDED - places.keys():
        return []
    return [_row(number, _texts(cells, places)) for number, cells in table.rows]


def _texts(cells: tuple[str, ...], places: dict[str, int]) -> dict[str, str]:
    return {column: cells[place].strip() if place < len(cells) else "" for column, place in places.items()}


def _row(number: int, texts: dict[str, str]) -> TableRow:
    subject, measure, group = (texts.pop(name, "").lower() for name in ("subject", "measure", "group"))
    typed = Typed(
        _SUBJECTS.get(subject, subject),
        _MEASURES.get(measure, measure),
        "" if group in _ALL_PUPILS else group.replace(" ", "_"),
        texts.pop("value"),
    )
    return TableRow(number=number, typed=typed, **texts)
