"""What a cell of a paper shows, as numbers: no more than people read in it, whatever it was worked out from."""

import re

import msgspec

from muster.reporting.content import Cell

_COUNT = r"(?P<count>\d[\d,]*)"
_PER_CENT = r"(?P<per_cent>\d+)%"
_OF = rf"{_COUNT} of (?P<of>\d[\d,]*)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_PER_CENT} \({_OF}\)",
        rf"{_PER_CENT}(?: \((?P<year>\d{{4}})\))?",
        _OF,
        rf"{_COUNT}: {_PER_CENT}",
        rf"{_COUNT} \({_PER_CENT}\)",
        _COUNT,
        r"(?P<points>[+−]?\d+)(?: (?P<words>.+))?",
    )
)
_RANGE = re.compile(r"\d+ to \d+%")


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """A cell's figures, each None where it shows none such. `text` is a cell that shows no figure ("–")."""

    count: int | None = None
    of: int | None = None
    per_cent: int | None = None
    points: int | None = None
    year: int | None = None
    reach: str | None = None
    words: str | None = None
    text: str | None = None


NUMBERS = ("count", "of", "per_cent", "points")
"""The figures that stand in columns of their own, in this order; then come the year, the range, the words."""


def figures_in(cell: Cell) -> Figures:
    """What the cell shows: the whole of it, in parts."""
    found = next((match for form in _FORMS if (match := form.fullmatch(cell.shown))), None)
    own = _parts(found) if found else {"text": cell.shown or None}
    return msgspec.convert({**own, **_under(cell.under)}, Figures)


def _under(text: str) -> dict[str, int | str]:
    """What stands smaller: of how many, how far a figure may be off, or what may be said of it."""
    if found := re.fullmatch(_OF, text):
        return _parts(found)
    return {"reach" if _RANGE.fullmatch(text) else "words": text} if text else {}


def _parts(found: re.Match[str]) -> dict[str, int | str]:
    return {name: _part(name, text) for name, text in found.groupdict().items() if text is not None}


def _part(name: str, text: str) -> int | str:
    return text if name == "words" else int(text.replace(",", "").replace("−", "-"))
