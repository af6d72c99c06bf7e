"""What the charts have in common: the frame, texts, fills."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

WIDTH = 400
TEXT = 16
LINE = 24
EDGE = "#0b0c0c"
PAPER = "#ffffff"
GRID = "#b1b4b6"
HALO = f' paint-order="stroke" stroke="{PAPER}" stroke-width="5"'
"""What lets a text be read where it stands on lines."""
FILLS = ("solid", "slant", "dots", "level", "cross", "upright", "plain")
"""Seven fills, dark to light, which stay apart in black and white."""

_COLOURS = {
    "solid": "#12436d", "slant": "#2073bc", "dots": "#28a197", "level": "#801650", "cross": "#5a3d8a",
    "upright": "#3d3d3d", "plain": PAPER,
}  # fmt: skip
_LINES = {
    "slant": '<path d="M-2 2 2-2M0 8 8 0M6 10 10 6" stroke="{0}" stroke-width="2.5"/>',
    "dots": '<circle cx="2" cy="2" r="1.5" fill="{0}"/><circle cx="6" cy="6" r="1.5" fill="{0}"/>',
    "level": '<path d="M0 2H8M0 6H8" stroke="{0}" stroke-width="1.5"/>',
    "cross": '<path d="M0 0 8 8M8 0 0 8" stroke="{0}" stroke-width="1.5"/>',
    "upright": '<path d="M2 0V8M6 0V8" stroke="{0}" stroke-width="1.5"/>',
}


class Drawing(str):
    """An SVG: mark-up that is safe as it stands, since every text in it was escaped when it was made."""

    __slots__ = ()

    def __html__(self) -> str:
        """Itself, as template engines ask for it."""
        return self


def framed(
    name: str, title: str, description: str, height: int, inside: Iterable[str], fills: Iterable[str]
) -> Drawing:
    """A drawing of this height. `name` makes its ids its own among others on a page; `fills` are those it uses."""
    patterns = "".join(_pattern(name, fill) for fill in fills if fill in _LINES)
    return Drawing(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="muster-chart" viewBox="0 0 {WIDTH} {height}" role="img"'
        f' aria-labelledby="{name}-title {name}-desc" font-family="sans-serif" font-size="{TEXT}" fill="{EDGE}">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        f"<defs>{patterns}</defs>{''.join(inside)}</svg>"
    )


def text(x: int, y: int, said: str, more: str = "") -> str:
    """A line of text from here, its foot at `y`."""
    return f'<text x="{x}" y="{y}"{more}>{escape(said)}</text>'


def box(x: int, y: int, width: int, height: int, fill: str) -> str:
    """A rectangle with a dark edge; `fill` as `paint` gives it."""
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}" stroke="{EDGE}" stroke-width="1"/>'


def paint(name: str, fill: str) -> str:
    """How the drawing of this name says one of the fills."""
    return f"url(#{name}-{fill})" if fill in _LINES else _COLOURS[fill]


def written(width: float) -> int:
    """How many figures or letters have room in this width."""
    return int(width / (TEXT * 0.62))


@lru_cache(maxsize=64)
def _pattern(name: str, fill: str) -> str:
    return (
        f'<pattern id="{name}-{fill}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect width="8" height="8" fill="{PAPER}"/>{_LINES[fill].format(_COLOURS[fill])}</pattern>'
    )
