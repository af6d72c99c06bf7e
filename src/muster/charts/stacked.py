"""Stacked bars: how a whole divides, one bar above the other."""

import msgspec

from muster.charts.drawing import FILLS, HALO, LINE, WIDTH, Drawing, box, framed, paint, text, written

_BAR = 28
_ROW = LINE + _BAR + 8
_SAMPLE = 18
_LONG = WIDTH - 2
_A_FIGURE = 10
"""The width that a figure needs."""
_HALO = f' text-anchor="middle"{HALO} stroke-linejoin="round"'


class Piece(msgspec.Struct, frozen=True):
    """One kind of piece, the same in every bar: what the legend calls it, and one of the fills."""

    label: str
    fill: str

    def __post_init__(self) -> None:
        if self.fill not in FILLS:
            raise ValueError(f"{self.fill} is no fill.")


class Stack(msgspec.Struct, frozen=True):
    """One bar: what it is of, and a count for each piece."""

    label: str
    counts: tuple[int, ...]


def stacked_chart(
    name: str, title: str, description: str, pieces: tuple[Piece, ...], stacks: tuple[Stack, ...]
) -> Drawing:
    """Bars as wide as the drawing, each divided into its counts, with a legend of the pieces that occur.

    Each bar says its counts where they have room. A bar of nothing is drawn empty.
    """
    used = [place for place in range(len(pieces)) if any(stack.counts[place] for stack in stacks)]
    drawn, y = _legend(name, [pieces[place] for place in used])
    for stack in stacks:
        drawn.append(text(0, y + LINE - 6, stack.label))
        drawn.append(_bar(name, y + LINE, pieces, stack))
        y += _ROW
    return framed(name, title, description, y, drawn, sorted({pieces[place].fill for place in used}))


def _legend(name: str, pieces: list[Piece]) -> tuple[list[str], int]:
    """The samples, two a line where both have room, and where the bars begin."""
    drawn, y, x = [], 0, 0
    for piece in pieces:
        wide = len(piece.label) > written(WIDTH / 2 - _SAMPLE - 8)
        if x and wide:
            y, x = y + LINE, 0
        drawn.append(box(x + 1, y + 3, _SAMPLE, _SAMPLE, paint(name, piece.fill)))
        drawn.append(text(x + _SAMPLE + 8, y + 18, piece.label))
        y, x = (y + LINE, 0) if x or wide else (y, WIDTH // 2)
    return drawn, y + (LINE if x else 0) + 4


def _bar(name: str, y: int, pieces: tuple[Piece, ...], stack: Stack) -> str:
    whole = sum(stack.counts)
    if not whole:
        return box(1, y, _LONG, _BAR, "none")
    drawn, before = [], 0
    for piece, number in zip(pieces, stack.counts, strict=True):
        if not number:
            continue
        # Whole units: what is cut off one piece is the next one's, so that they end where the bar does.
        x, end = 1 + _LONG * before // whole, 1 + _LONG * (before + number) // whole
        drawn.append(box(x, y, end - x, _BAR, paint(name, piece.fill)))
        figure = f"{number:,}"
        if end - x > _A_FIGURE * (len(figure) + 1):
            drawn.append(f'<text x="{(x + end) // 2}" y="{y + 20}"{_HALO}>{figure}</text>')
        before += number
    return "".join(drawn)
