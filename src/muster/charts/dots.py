"""Shares of groups as dots, each with the line along which it may be off, and a mark to compare with."""

import msgspec

from muster.charts.drawing import EDGE, GRID, LINE, PAPER, WIDTH, Drawing, framed, text

_ROW = LINE + 24
_LEFT, _LONG = 8, 330
_QUARTERS = (0, 25, 50, 75, 100)


class Dot(msgspec.Struct, frozen=True):
    """One group: its per cent, from where to where that may lie, and the per cent of what it is compared with."""

    label: str
    per_cent: int
    low: float
    high: float
    mark: int | None = None


def dot_chart(name: str, title: str, description: str, mark: str, dots: tuple[Dot, ...]) -> Drawing:
    """Dots from 0 to 100 per cent with their intervals; `mark` names what the diamonds are of, where there are any."""
    marked = bool(mark) and any(dot.mark is not None for dot in dots)
    drawn, y = _legend(mark) if marked else ([], 0)
    bottom = y + _ROW * len(dots)
    for place, dot in enumerate(dots):
        drawn += _row(y + _ROW * place, dot)
    drawn += [text(_x(at), bottom + LINE - 6, str(at), ' text-anchor="middle"') for at in _QUARTERS[:-1]]
    drawn.append(text(_x(100), bottom + LINE - 6, "100%", ' text-anchor="middle"'))
    return framed(name, title, description, bottom + LINE, drawn, ())


def _x(per_cent: float) -> int:
    return _LEFT + int(_LONG * per_cent / 100)


def _row(y: int, dot: Dot) -> list[str]:
    line = y + LINE + 8
    low, high = _x(dot.low), _x(dot.high)
    drawn = [
        *(f'<path d="M{_x(at)} {y + LINE}v{_ROW - LINE}" stroke="{GRID}"/>' for at in _QUARTERS),
        text(_LEFT, y + LINE - 6, dot.label),
        f'<path d="M{low} {line}H{high}M{low} {line - 6}v12M{high} {line - 6}v12" stroke="{EDGE}" stroke-width="2"/>',
    ]
    if dot.mark is not None:
        drawn.append(_diamond(_x(dot.mark), line))
    drawn.append(f'<circle cx="{_x(dot.per_cent)}" cy="{line}" r="6" fill="{EDGE}"/>')
    drawn.append(text(WIDTH, line + 6, f"{dot.per_cent}%", ' text-anchor="end" font-weight="bold"'))
    return drawn


def _diamond(x: int, y: int) -> str:
    return f'<path d="M{x} {y - 9}l9 9-9 9-9-9z" fill="{PAPER}" stroke="{EDGE}" stroke-width="2"/>'


def _legend(mark: str) -> tuple[list[str], int]:
    return [_diamond(_LEFT + 8, 12), text(_LEFT + 24, 18, mark)], LINE + 6
