"""Who reaches a standard in each of several subjects, published beside the subjects: one more way to tell a number.

Whoever reaches it in all together reaches it in each, and whoever misses it in all misses it in one at least. So the
table of all together says between what a subject's hidden number lies, and where that is near, what is hidden is told.
"""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from muster.measures.suppression.table import TELLING, TOTAL, Released

_ENOUGH = 3
"""So many rows are told together alone, if any: one of them may know itself, and not the others apart."""


def hide_in_all(in_all: Released, subjects: Sequence[Released], columns: Sequence[str]) -> Released:
    """The table of all together without its numbers in these columns, which the subjects have too, that tell too much.

    These are of rows in which a subject hides the same column's number, and to which the table leaves it less room than
    hiding it needs; and, so that none is what is left, of other rows that hide one. The sizes of rows and all totals
    stay; of no more than these columns is it asked.
    """
    hidden = {(row, column) for column in columns for row in _too_near(in_all, subjects, column)}
    others = [one for one in in_all.table.parents if one not in columns]
    return replace(in_all, hidden=in_all.hidden.union(hidden, ((row, one) for row, _ in hidden for one in others)))


def _too_near(in_all: Released, subjects: Sequence[Released], column: str) -> list[str]:
    sizes = {row: in_all.table.values[row, TOTAL] for row in in_all.table.rows}
    room = {row: min(found) for row in sizes if (found := list(_room(in_all, subjects, row, column)))}
    needed = sum(one < max(TELLING) for one in room.values())
    ordered = sorted(room, key=lambda row: (room[row], sizes[row]))
    return ordered[: max(needed, _ENOUGH)] if needed else []


def _room(in_all: Released, subjects: Sequence[Released], row: str, column: str) -> Iterator[int]:
    """By how much each number of the column that a subject hides may change: up or down, whichever is less."""
    size, low = in_all.table.values[row, TOTAL], in_all.table.values[row, column]
    missed = [size - one.table.values[row, column] for one in subjects]
    for one, own in zip(subjects, missed, strict=True):
        if one.count(row, column) is None:
            high = low + sum(missed) - own
            number = size - own
            yield min(number - low if low else size, high - number if high < size else size)
