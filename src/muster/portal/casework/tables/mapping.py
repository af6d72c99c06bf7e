"""Which of a table's columns is which of ours: guessed, kept, and the rows' texts by it."""

from collections.abc import Iterator, Mapping, Sequence

from muster.formats.loose_table import LooseTable
from muster.formats.names import fold
from muster.formats.reference_rows import Values
from muster.formats.table_columns import find_columns
from muster.portal.casework.tables.found import Found
from muster.portal.casework.tables.kinds import KINDS

Places = Mapping[str, int]
"""By column of ours the position in the table, from 0."""

_SIGNS = ("=", "+", "-", "@")
_REPEATED = 2
"""Cells that are their own headings make a row a repeat of the headings."""


def guessed(kind: str, headings: Sequence[str], kept: Mapping[str, str]) -> dict[str, int]:
    """The columns as the authority's last table of the kind had them, else as their headings are usually called."""
    table = KINDS[kind]
    places = find_columns([(1, list(headings))], table.aliases, table.wanted).places
    usual = {name: positions[0] for name, positions in places.items() if name in table.words}
    by_heading = {fold(heading): position for position, heading in reversed(list(enumerate(headings)))}
    before = {name: by_heading[fold(said)] for name, said in kept.items() if fold(said) in by_heading}
    taken = set(before.values())
    return {name: place for name, place in usual.items() if place not in taken and name not in before} | before


def as_kept(kind: str, headings: Sequence[str], kept: Mapping[str, str]) -> dict[str, int]:
    """The columns of the authority's last table of the kind, where this one's headings leave no question; else none.

    They do where each heading that was kept is there once, and no other column of ours is found in the table.
    """
    folded = [fold(heading) for heading in headings]
    if not kept or KINDS[kind].missing(kept) or any(folded.count(fold(said)) != 1 for said in kept.values()):
        return {}
    found = guessed(kind, headings, kept)
    return found if found.keys() == kept.keys() else {}


def looks_like(kind: str, headings: Sequence[str]) -> str:
    """Another kind of table that these headings fit, where they do not fit this one; "" where there is none."""
    if not KINDS[kind].missing(guessed(kind, headings, {})):
        return ""
    fitting = [other for other in KINDS if other != kind and not KINDS[other].missing(guessed(other, headings, {}))]
    return fitting[0] if fitting else ""


def rows_of(table: LooseTable, kind: str, places: Places, found: Found) -> Iterator[tuple[int, Values]]:
    """Each row's texts by column of ours, "" for what the table lacks; cells that no text has are faults.

    Rows that are empty in every column, or repeat the headings, are left out.
    """
    absent = dict.fromkeys(KINDS[kind].aliases, "")
    headings = {name: fold(table.headings[place]) for name, place in places.items()}
    for number, cells in table.rows:
        given = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
        if not any(given.values()):
            found.leave_out("left_out_empty")
        elif _repeats(given, headings):
            found.leave_out("left_out_headings")
        elif _is_sound(number, given, found):
            yield number, absent | given


def _repeats(given: Values, headings: Mapping[str, str]) -> bool:
    same = sum(1 for name, heading in headings.items() if heading and fold(given[name]) == heading)
    return same >= min(_REPEATED, len(headings))


def _is_sound(number: int, given: Values, found: Found) -> bool:
    """Whether each cell is a text, not the beginning of a formula nor an error that a spreadsheet wrote."""
    sound = True
    for column, text in given.items():
        if text.startswith(_SIGNS) and len(text) > 1 and not text[1:].replace(".", "", 1).isdecimal():
            found.fault(number, column, "row_formula")
            sound = False
        elif text.startswith("#") and text.endswith(("!", "?", "/A", "/0!")):
            found.fault(number, column, "row_spreadsheet_error")
            sound = False
    return sound
