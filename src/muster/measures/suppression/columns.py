"""Columns whose total of all rows is 1 or 2: they are hidden whole, with others that they may be taken for.

Where a column and another of the same sum are hidden in every row, pupils may be moved between the two in any row:
the total of neither is told, nor any count in them. As zeros are hidden there too, 0 is a count that may be.
"""

from collections.abc import Iterable, Iterator, Sequence

from muster.measures.suppression.table import ALL, TELLING, TOTAL, Table


class CannotBeHidden(Exception):
    """There is nothing left to hide it behind: the table is withheld."""


def hidden_columns(tables: Sequence[Table], forced: Iterable[str], *, rows_know: bool) -> frozenset[str]:
    """The columns (and sums) to hide whole in these tables, which have the same columns with the same totals.

    `forced` are hidden in any case. Raises CannotBeHidden.
    """
    totals = {column: tables[0].values[ALL, column] for column in tables[0].all_columns}
    hidden = {column for column in tables[0].parents if totals[column] in TELLING} | set(forced)
    more: str | None = ""
    while more is not None:
        hidden = {one for column in hidden for one in tables[0].within(column)}
        more = next(_still_needed(tables, totals, hidden, rows_know=rows_know), None)
        hidden |= {more} if more else set()
    return frozenset(hidden)


def _still_needed(
    tables: Sequence[Table], totals: dict[str, int], hidden: set[str], *, rows_know: bool
) -> Iterator[str]:
    """A column to hide for each family in which what is hidden could be told."""
    table = tables[0]
    for parent in (TOTAL, *table.sums):
        family = table.children(parent)
        members = [one for one in family if one in hidden]
        if parent in hidden or not members or _are_safe(tables, totals, members, rows_know=rows_know):
            continue
        free = [one for one in family if one not in hidden and totals[one]]
        if not free and parent == TOTAL:
            raise CannotBeHidden
        yield min(free, key=totals.__getitem__) if free else parent


def _are_safe(tables: Sequence[Table], totals: dict[str, int], members: list[str], *, rows_know: bool) -> bool:
    """Whether of these hidden columns each that is 1 or 2 may be 3, whoever asks, while the others stay above 0."""
    if len(members) == 1:
        return False
    for member in members:
        for one in tables[0].within(member):
            others = [other for other in members if other != one]
            need = max(TELLING) + 1 - totals[one] + len(others)
            if totals[one] in TELLING and _least_beside(tables, totals, members, one, rows_know=rows_know) < need:
                return False
    return True


def _least_beside(
    tables: Sequence[Table], totals: dict[str, int], members: list[str], column: str, *, rows_know: bool
) -> int:
    """How many pupils hidden with the column are not in it, to whom of those who ask sees most of them."""
    own = tables[0].within(column)
    beside = [one for member in members for one in tables[0].within(member) if one not in own]
    leaves = [one for one in beside if not tables[0].children(one)]
    whole = sum(totals[leaf] for leaf in leaves)
    asking = [(table, row) for table in tables for row in table.rows] if rows_know else []
    return whole - max((sum(table.values[row, leaf] for leaf in leaves) for table, row in asking), default=0)
