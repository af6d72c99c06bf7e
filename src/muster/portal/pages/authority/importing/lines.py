"""What an import's page and its file to take away say of each file."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from muster.formats.export import Cell, Sheet, csv_text, xlsx_bytes
from muster.portal.casework.models import ImportedFile
from muster.portal.foundation import clock
from muster.portal.pages.authority.importing.forms import TakeForm

HEADER = (
    "File",
    "What came of it",
    "Why",
    "DfE number",
    "URN",
    "School",
    "Made at",
    "Pupils",
    "To put right",
    "To explain",
    "Taken for",
)
_Outcome = ImportedFile.Outcome
_TAKING = "taking"
_WORDS = {str(one): str(one.label) for one in _Outcome} | {_TAKING: "Being taken"}
_ORDER = tuple(str(one) for one in _Outcome if one != _Outcome.WAITING)
_COLOURS = {
    _Outcome.PROPOSED: "blue",
    _Outcome.OLDER: "grey",
    _Outcome.TAKEN: "green",
    _Outcome.THE_SAME: "grey",
    _Outcome.REFUSED: "red",
    _Outcome.UNKNOWN_SCHOOL: "red",
    _Outcome.WAITING: "yellow",
}


class Line(msgspec.Struct, frozen=True):
    """One file as the page shows it: `place` is its box's number, None where it has none."""

    row: ImportedFile
    words: str
    colour: str
    made_at: str
    place: int | None
    is_ticked: bool


class Number(msgspec.Struct, frozen=True):
    """How many files came to one thing, named by `key` in addresses; `is_shown` where they are shown alone."""

    key: str
    words: str
    number: int
    is_shown: bool


def lines_of(rows: Sequence[ImportedFile], form: TakeForm | None) -> list[Line]:
    """The lines, in the rows' order."""
    ticked = form.ticked if form else set()
    places = form.places if form else {}
    return [
        Line(row, words_of(row), _colour(row), _made_on(row), places.get(row.public_id), row.public_id in ticked)
        for row in rows
    ]


def words_of(row: ImportedFile) -> str:
    """What came of a file, in words."""
    return _WORDS[_came_to(row)]


def numbers_of(rows: Sequence[ImportedFile], shown: str) -> list[Number]:
    """How many files came to what, in the order in which somebody cares; the one that is shown always."""
    counts = Counter(_came_to(row) for row in rows)
    order = (*_ORDER, *(key for key in _WORDS if key not in _ORDER))
    return [Number(key, _WORDS[key], counts[key], key == shown) for key in order if counts[key] or key == shown]


def shown_in(given: str) -> str:
    """Which files are shown alone: those that came to what an address names; "" for all."""
    return given if given in _WORDS else ""


def those_shown(rows: Sequence[ImportedFile], shown: str) -> list[ImportedFile]:
    """The files that came to this, or all, in the rows' order."""
    return [row for row in rows if shown in ("", _came_to(row))]


def csv_of(rows: Sequence[ImportedFile]) -> bytes:
    """The report as UTF-8 with a mark that office programs know."""
    return csv_text(HEADER, [_cells(row) for row in rows]).encode("utf-8-sig")


def workbook_of(rows: Sequence[ImportedFile]) -> bytes:
    """The report as a workbook."""
    return xlsx_bytes([Sheet("Files", HEADER, [_cells(row) for row in rows])])


def _cells(row: ImportedFile) -> list[Cell]:
    school = row.school
    numbers: list[Cell] = [row.pupils, row.errors, row.queries] if school and row.pupils else [None] * 3
    return [
        row.name,
        words_of(row),
        row.sentence,
        school.number if school else "",
        school.urn if school else "",
        school.name if school else "",
        _made_at(row),
        *numbers,
        row.taken_by if row.outcome == _Outcome.TAKEN else "",
    ]


def _came_to(row: ImportedFile) -> str:
    if row.stopped_at is not None:
        return _Outcome.REFUSED
    return _TAKING if row.is_pending and row.wanted_at is not None else row.outcome


def _colour(row: ImportedFile) -> str:
    if row.is_pending:
        return "yellow"
    return "red" if row.stopped_at is not None else _COLOURS[_Outcome(row.outcome)]


def _made_on(row: ImportedFile) -> str:
    return clock.in_words(row.header_at) if row.header_at else ""


def _made_at(row: ImportedFile) -> str:
    return f"{row.header_at.astimezone(clock.LONDON):%Y-%m-%d %H:%M}" if row.header_at else ""
