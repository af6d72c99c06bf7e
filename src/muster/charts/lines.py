"""Per cent by year as lines, broken where years are not comparable or have no figure."""

from collections.abc import Iterator

import msgspec

from muster.charts.drawing import EDGE, GRID, LINE, WIDTH, Drawing, framed, text

_HIGH = 200
_LEFT, _RIGHT = 42, WIDTH - 24
_STEPS = (0, 20, 40, 60, 80, 100)
_STROKES = ("", "9 5", "3 4", "12 4 3 4", "1 3")
_COLOURS = ("#12436d", "#801650", "#28a197", "#3d3d3d", "#5a3d8a")
_SHAPES = (
    '<circle cx="{x}" cy="{y}" r="6" {fill}/>',
    '<rect x="{left}" y="{top}" width="11" height="11" {fill}/>',
    '<path d="M{x} {above}l8 13h-16z" {fill}/>',
    '<path d="M{x} {above}l8 8-8 8-8-8z" {fill}/>',
    '<path d="M{left} {top}l11 11M{left} {bottom}l11-11" stroke="{edge}" stroke-width="3"/>',
)


class Line(msgspec.Struct, frozen=True):
    """One line: what the legend calls it, and a per cent for each year, None where there is none."""

    label: str
    values: tuple[int | None, ...]


def line_chart(
    name: str, title: str, description: str, years: tuple[int, ...], breaks: tuple[int, ...], lines: tuple[Line, ...]
) -> Drawing:
    """At most five lines over the years from 0 to 100 per cent; none goes across a break, which stands after its year.

    Each line has a dash and a shape of its own.
    """
    if len(lines) > len(_STROKES):
        raise ValueError(f"{len(lines)} lines cannot be told apart.")
    frame = _Frame(years, breaks)
    drawn, y = _legend(lines)
    y += LINE
    drawn += frame.grid(y)
    for place, line in enumerate(lines):
        drawn += frame.line(y, place, line)
    return framed(name, title, description, y + _HIGH + LINE + 6, drawn, ())


class _Frame(msgspec.Struct, frozen=True):
    years: tuple[int, ...]
    breaks: tuple[int, ...]

    def x(self, place: float) -> int:
        return _LEFT + 30 + int((_RIGHT - _LEFT - 60) * place / max(len(self.years) - 1, 1))

    def grid(self, y: int) -> list[str]:
        drawn = []
        for step in _STEPS:
            at = _y(y, step)
            drawn.append(f'<path d="M{_LEFT} {at}H{_RIGHT}" stroke="{EDGE if not step else GRID}"/>')
            drawn.append(text(_LEFT - 6, at + 6, str(step), ' text-anchor="end"'))
        for place, year in enumerate(self.years):
            drawn.append(text(self.x(place), y + _HIGH + LINE - 2, str(year), ' text-anchor="middle"'))
            if year in self.breaks:
                x = self.x(place + 0.5)
                drawn.append(
                    f'<path d="M{x} {y - 10}V{y + _HIGH}" stroke="{EDGE}" stroke-width="2" stroke-dasharray="2 4"/>'
                )
        return drawn

    def line(self, y: int, place: int, line: Line) -> list[str]:
        stroke = f'fill="none" stroke="{_COLOURS[place]}" stroke-width="3" stroke-dasharray="{_STROKES[place]}"'
        drawn = [f'<path d="{path}" {stroke}/>' for path in self.paths(y, line)]
        known = [(at, value) for at, value in enumerate(line.values) if value is not None]
        return drawn + [_shape(place, self.x(at), _y(y, value)) for at, value in known]

    def paths(self, y: int, line: Line) -> Iterator[str]:
        """From each year that has a figure to the next year, where that has one and no break lies between."""
        for at, (one, later) in enumerate(zip(line.values, line.values[1:], strict=False)):
            if one is not None and later is not None and self.years[at] not in self.breaks:
                yield f"M{self.x(at)} {_y(y, one)}L{self.x(at + 1)} {_y(y, later)}"


def _y(y: int, per_cent: int) -> int:
    return y + _HIGH - _HIGH * per_cent // 100


def _shape(place: int, x: int, y: int) -> str:
    colour = _COLOURS[place]
    places = {"x": x, "y": y, "left": x - 5, "top": y - 5, "bottom": y + 6, "above": y - 8}
    return _SHAPES[place].format(**places, edge=colour, fill=f'fill="{colour}"')


def _legend(lines: tuple[Line, ...]) -> tuple[list[str], int]:
    """The samples, two a row."""
    drawn = []
    for place, line in enumerate(lines):
        x, y = (place % 2) * WIDTH // 2, place // 2 * LINE
        stroke = f'stroke="{_COLOURS[place]}" stroke-width="3" stroke-dasharray="{_STROKES[place]}"'
        drawn += [f'<path d="M{x + 1} {y + 12}H{x + 40}" {stroke}/>', _shape(place, x + 20, y + 12)]
        drawn.append(text(x + 48, y + 18, line.label))
    return drawn, (len(lines) + 1) // 2 * LINE
