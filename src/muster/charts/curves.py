"""Curves of what has come in by day, beside one another, with a day that is marked."""

import msgspec

from muster.charts.drawing import EDGE, GRID, HALO, LINE, WIDTH, Drawing, framed, text, written

_HIGH = 180
_RIGHT = WIDTH - 12
_STROKES = {
    "solid": 'stroke="#12436d" stroke-width="4"',
    "dashed": 'stroke="#801650" stroke-width="3" stroke-dasharray="7 5"',
}
"""Told apart by their dashes, without colour too."""


class Curve(msgspec.Struct, frozen=True):
    """One curve: what the legend calls it, solid or dashed, and the count from each day on that it changes.

    It runs on to `last`, the last day of which anything is known.
    """

    label: str
    stroke: str
    points: tuple[tuple[int, int], ...]
    last: int

    def __post_init__(self) -> None:
        if self.stroke not in _STROKES:
            raise ValueError(f"{self.stroke} is no stroke of a curve.")


class Days(msgspec.Struct, frozen=True):
    """The days that are drawn, as numbers: from, to, those that have a name below, and the marked one with its name.

    Names that have no room beside the one before are left out.
    """

    first: int
    last: int
    names: tuple[tuple[int, str], ...]
    marked: tuple[int, str]


def curve_chart(name: str, title: str, description: str, days: Days, top: int, curves: tuple[Curve, ...]) -> Drawing:
    """Counts from nought to `top` by day; a curve goes up in steps, on the day on which something came."""
    frame = _Frame(days, max(top, 1))
    drawn = _legend(curves)
    y = LINE * len(curves) + LINE
    drawn += frame.lines(y)
    drawn += [frame.curve(y, one) for one in curves]
    drawn += frame.mark(y) + frame.names(y)
    return framed(name, title, description, y + _HIGH + LINE + 6, drawn, ())


class _Frame(msgspec.Struct, frozen=True):
    days: Days
    top: int

    @property
    def left(self) -> int:
        """Where the counts beside the lines end."""
        return len(str(self.top)) * 10 + 8

    def x(self, day: int) -> int:
        length = max(self.days.last - self.days.first, 1)
        return (
            self.left
            + (_RIGHT - self.left) * (min(max(day, self.days.first), self.days.last) - self.days.first) // length
        )

    def y(self, y: int, count: int) -> int:
        return y + _HIGH - _HIGH * count // self.top

    def lines(self, y: int) -> list[str]:
        """The counts beside, each with its line across."""
        drawn = []
        for count in sorted({0, self.top // 2, self.top}):
            at = self.y(y, count)
            drawn.append(f'<path d="M{self.left} {at}H{_RIGHT}" stroke="{EDGE if not count else GRID}"/>')
            drawn.append(text(self.left - 6, at + 6, str(count), ' text-anchor="end"'))
        return drawn

    def curve(self, y: int, curve: Curve) -> str:
        if not curve.points:
            return ""
        steps = "".join(f"H{self.x(day)}V{self.y(y, count)}" for day, count in curve.points)
        start = f"M{self.left} {self.y(y, 0)}"
        return f'<path d="{start}{steps}H{self.x(curve.last)}" fill="none" {_STROKES[curve.stroke]}/>'

    def mark(self, y: int) -> list[str]:
        day, name = self.days.marked
        x = self.x(day)
        anchor, at = ("end", x - 5) if x - self.left > len(name) * 9 else ("start", x + 5)
        halo = f' text-anchor="{anchor}"{HALO}'
        line = f'<path d="M{x} {y - LINE + 8}V{y + _HIGH}" stroke="{EDGE}" stroke-width="2" stroke-dasharray="2 3"/>'
        return [line, text(at, y - 6, name, halo)]

    def names(self, y: int) -> list[str]:
        drawn, free = [], 0
        for day, name in self.days.names:
            half = len(name) * 5
            x = min(max(self.x(day), self.left + half), _RIGHT + 8 - half)
            if x - half < free:
                continue
            drawn.append(text(x, y + _HIGH + LINE - 4, name, ' text-anchor="middle"'))
            free = x + half + 8
        return drawn


def _legend(curves: tuple[Curve, ...]) -> list[str]:
    drawn, y = [], 0
    for curve in curves:
        drawn.append(f'<path d="M1 {y + 12}H32" {_STROKES[curve.stroke]}/>')
        drawn.append(text(40, y + 18, curve.label[: written(WIDTH - 40)]))
        y += LINE
    return drawn
