"""What a table tells of its school: by its own columns, or by the lines above its headings."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from muster.formats.table_columns import SCHOOL_COLUMNS, heading_forms
from muster.formats.table_values import digits_of, school_number
from muster.records import Header

_COLUMN_OF = {alias: name for name, aliases in SCHOOL_COLUMNS.items() for alias in aliases}
_LINES = 40


def header_of(rows: Counter[tuple[str, ...]], above: Sequence[Sequence[str]]) -> Header:
    """The header of a table.

    `rows` counts what the pupils' rows tell of their school (LA, establishment number, URN, school number, name);
    what most of them tell holds, and the lines `above` the headings where they tell nothing.
    """
    told = next((school for school, _ in rows.most_common() if any(school)), ())
    if not told:
        found = dict(_told_above(above[:_LINES]))
        told = tuple(found.get(name, "") for name in SCHOOL_COLUMNS)
    return _header(*told)


def _header(la: str, estab: str, urn: str, dfe: str, name: str) -> Header:
    numbers = school_number(dfe)
    if not any(numbers):
        numbers = (la, estab) if len(estab) <= 4 else school_number(estab)
    return Header(source_la=numbers[0], source_estab=numbers[1], source_urn=digits_of(urn), source_name=name)


def _told_above(lines: Iterable[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """What heading lines say of the school, as "URN: 123456" in one cell or in two beside each other."""
    for cells in lines:
        filled = [cell.strip() for cell in cells if cell.strip()]
        for cell, following in pairwise([*filled, ""]):
            label, colon, value = cell.partition(":")
            column = next((_COLUMN_OF[form] for form in heading_forms(label) if form in _COLUMN_OF), None)
            said = value.strip() if colon and value.strip() else following
            if column is not None and said:
                yield column, said
