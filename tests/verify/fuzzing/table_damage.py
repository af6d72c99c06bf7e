"""Damage to tables as text: what people and spreadsheets do to columns, rows and cells."""

import random

from tests.verify.fuzzing.byte_damage import Damage
from tests.verify.fuzzing.texts import Change, on_text
from tests.verify.fuzzing.tokens import HEADINGS, VALUES

_MOST_COPIES = 100_000


def _mark(text: str) -> str:
    """What stands between the cells."""
    return max(",;\t", key=text[:2_000].count)


def _cells(text: str) -> tuple[str, list[list[str]]]:
    mark = _mark(text)
    return mark, [line.split(mark) for line in text.split("\n")]


def _text(mark: str, rows: list[list[str]]) -> str:
    return "\n".join(mark.join(row) for row in rows)


def other_cell(text: str, dice: random.Random) -> str:
    """A nasty text in a cell, half of the time in quotation marks."""
    mark, rows = _cells(text)
    row, value = dice.choice(rows), dice.choice(VALUES)
    row[dice.randrange(len(row))] = '"' + value.replace('"', '""') + '"' if dice.random() < 0.5 else value
    return _text(mark, rows)


def other_heading(text: str, dice: random.Random) -> str:
    """Another heading, perhaps one that is there already."""
    mark, rows = _cells(text)
    row = rows[0] if dice.random() < 0.8 else dice.choice(rows)
    row[dice.randrange(len(row))] = dice.choice(HEADINGS)
    return _text(mark, rows)


def cells_exchanged(text: str, dice: random.Random) -> str:
    """Two cells in each other's place."""
    mark, rows = _cells(text)
    one, other = dice.choice(rows), dice.choice(rows)
    here, there = dice.randrange(len(one)), dice.randrange(len(other))
    one[here], other[there] = other[there], one[here]
    return _text(mark, rows)


def without_column(text: str, dice: random.Random) -> str:
    """A column left out."""
    mark, rows = _cells(text)
    at = dice.randrange(max(map(len, rows)))
    return _text(mark, [row[:at] + row[at + 1 :] for row in rows])


def column_again(text: str, dice: random.Random) -> str:
    """A column again at another place, once or (one in twenty) a thousand times."""
    mark, rows = _cells(text)
    widest = max(map(len, rows))
    at, to = dice.randrange(widest), dice.randrange(widest + 1)
    times = 1_000 if dice.random() < 0.05 and len(rows) < 50 else 1
    return _text(mark, [row[:to] + row[at : at + 1] * times + row[to:] for row in rows])


def rows_shuffled(text: str, dice: random.Random) -> str:
    """The rows in another order, the headings among them."""
    mark, rows = _cells(text)
    dice.shuffle(rows)
    return _text(mark, rows)


def row_again(text: str, dice: random.Random) -> str:
    """A row again, once or (one in twenty) as often as a large table has it."""
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    times = dice.randint(1, 1 + _MOST_COPIES // (1 + len(lines[at]))) if dice.random() < 0.05 else 1
    return "\n".join(lines[:at] + lines[at : at + 1] * times + lines[at:])


def row_of_ones_own(text: str, dice: random.Random) -> str:
    """A row that is no pupil's: a title, a total, a note, blank cells, too many or too few."""
    lines = text.split("\n")
    at = dice.choice((0, 0, dice.randrange(len(lines) + 1)))
    mark = _mark(text)
    row = dice.choice(
        ("", mark * 400, "Total", f"Total{mark}{mark}30", "x", f"School:{mark}330/2001", "UPN: none", "\x1a")
    )
    return "\n".join([*lines[:at], *[row] * dice.choice((1, 1, 2, 31)), *lines[at:]])


def other_mark(text: str, dice: random.Random) -> str:
    """Something else between the cells."""
    return text.replace(_mark(text), dice.choice((",", ";", "\t", "|", ", ", ",,", '","', " ", ":")))


def all_quoted(text: str, dice: random.Random) -> str:
    """Every cell in quotation marks, or in those of books."""
    mark, rows = _cells(text)
    opened, closed = dice.choice((('"', '"'), ("'", "'"), ("“", "”"), ('"', "")))
    return _text(mark, [[f"{opened}{cell}{closed}" for cell in row] for row in rows])


_CHANGES: tuple[Change, ...] = (
    other_cell,
    other_cell,
    other_cell,
    other_cell,
    other_heading,
    other_heading,
    cells_exchanged,
    cells_exchanged,
    without_column,
    column_again,
    rows_shuffled,
    row_again,
    row_of_ones_own,
    other_mark,
    all_quoted,
)
TABLE_DAMAGE: tuple[Damage, ...] = tuple(on_text(change) for change in _CHANGES)
