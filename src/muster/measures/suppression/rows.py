"""Rows of 1 or 2 pupils: they are hidden whole, with others that they may be taken for.

Where two rows are hidden in every table that has them, a pupil may be moved from the one to the other in all tables
at once. Where rows know themselves it takes three: one of them is no secret to itself.
"""

from collections.abc import Collection, Iterator, Sequence

from muster.measures.suppression.columns import CannotBeHidden
from muster.measures.suppression.table import ALL, TELLING, TOTAL, Table


def hidden_rows(tables: Sequence[Table], forced: Collection[str], *, rows_know: bool) -> frozenset[str]:
    """The rows to hide whole in these tables, which have the same rows with the same totals.

    `forced` are hidden in any case; the smallest rows are hidden with them. Raises CannotBeHidden.
    """
    sizes = {row: tables[0].values[row, TOTAL] for row in tables[0].rows}
    tiny = [row for row, size in sizes.items() if size in TELLING]
    hidden = list(dict.fromkeys((*tiny, *forced)))
    others = iter(sorted((row for row, size in sizes.items() if size and row not in hidden), key=sizes.__getitem__))
    enough = (3 if rows_know else 2) if hidden else 0
    while len(hidden) < enough or not all(_are_safe(tables, sizes, row, hidden, rows_know=rows_know) for row in tiny):
        more = next(others, None)
        if more is None:
            raise CannotBeHidden
        hidden.append(more)
    return frozenset(hidden)


def _are_safe(tables: Sequence[Table], sizes: dict[str, int], row: str, hidden: list[str], *, rows_know: bool) -> bool:
    """Whether the row may have 3 pupils, and its pupils another outcome, whoever of the hidden asks."""
    asking = [one for one in hidden if one != row] if rows_know else []
    for who in (None, *asking):
        others = [one for one in hidden if one not in (row, who)]
        if sum(sizes[one] for one in others) < max(TELLING) + 1 - sizes[row] + len(others):
            return False
        if not all(_may_differ(table, row, others) for table in tables):
            return False
    return True


def _may_differ(table: Table, row: str, others: list[str]) -> bool:
    """Whether a row whose pupils are all in one column might have one elsewhere; not asked where all pupils are."""
    values = table.values
    for column in _only_columns(table, row):
        if values[ALL, column] < values[ALL, TOTAL] and all(
            values[one, column] == values[one, TOTAL] for one in others
        ):
            return False
    return True


def _only_columns(table: Table, row: str) -> Iterator[str]:
    return (column for column in table.columns if table.values[row, column] == table.values[row, TOTAL])
