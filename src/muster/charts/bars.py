"""Bars of per cent, with marks for what they are compared with."""

import msgspec

from muster.charts.drawing import EDGE, LINE, PAPER, Drawing, box, framed, paint, text

_BAR = 26
_ROW = LINE + _BAR + 12
_LONG = 340
"""How long a bar of 100 per cent is: the rest of the width is for its figure."""
_SHAPES = {
    "line": '<path d="M{x} {top}V{foot}" stroke="{paper}" stroke-width="7"/>'
    '<path d="M{x} {top}V{foot}" stroke="{edge}" stroke-width="3"/>',
    "diamond": '<path d="M{x} {high}l8 8-8 8-8-8z" fill="{paper}" stroke="{edge}" stroke-width="2.5"/>',
}


class Mark(msgspec.Struct, frozen=True):
    """A kind of comparison: what the legend calls it, and its shape, a line across the bar or a diamond on it."""

    label: str
    shape: str

    def __post_init__(self) -> None:
        if self.shape not in _SHAPES:
            raise ValueError(f"{self.shape} is no shape of a mark.")


class Bar(msgspec.Struct, frozen=True):
    """One bar: what it is of, its per cent, and that of each mark; None where there is no such figure."""

    label: str
    per_cent: int | None
    marks: tuple[int | None, ...] = ()


def bar_chart(
    name: str, title: str, description: str, own: str, marks: tuple[Mark, ...], bars: tuple[Bar, ...]
) -> Drawing:
    """Bars from 0 to 100 per cent, each with its figure and the marks that there are; `own` is what the bars are of.

    Per cent are from 0 to 100.
    """
    used = [place for place in range(len(marks)) if any(bar.marks[place] is not None for bar in bars)]
    drawn = [box(1, 3, 18, 18, paint(name, "solid")), text(26, 18, own)]
    y = LINE
    for place in used:
        drawn += [_mark(marks[place].shape, 10, y + 6, 12), text(26, y + 18, marks[place].label)]
        y += LINE
    for bar in bars:
        drawn.append(text(0, y + LINE - 6, bar.label))
        drawn += _bar(name, y + LINE, marks, bar)
        y += _ROW
    return framed(name, title, description, y, drawn, ["solid"])


def _bar(name: str, y: int, marks: tuple[Mark, ...], bar: Bar) -> list[str]:
    drawn = [box(1, y, _LONG, _BAR, PAPER)]
    if bar.per_cent is None:
        drawn.append(text(_LONG + 8, y + 19, "–"))
    else:
        if bar.per_cent:
            drawn.append(box(1, y, _along(bar.per_cent), _BAR, paint(name, "solid")))
        drawn.append(text(_LONG + 8, y + 19, f"{bar.per_cent}%", ' font-weight="bold"'))
    given = zip(marks, bar.marks, strict=True)
    return drawn + [_mark(mark.shape, 1 + _along(value), y, _BAR) for mark, value in given if value is not None]


def _along(per_cent: int) -> int:
    return _LONG * per_cent // 100


def _mark(shape: str, x: int, y: int, height: int) -> str:
    middle = y + height // 2
    places = {"x": x, "top": y - 4, "foot": y + height + 4, "high": middle - 8}
    return _SHAPES[shape].format(**places, edge=EDGE, paper=PAPER)
