"""A table of counts with its totals, and the same with what is hidden in it."""

from collections.abc import Iterator
from functools import cached_property

import msgspec

from muster.measures.shares import Share

ALL = ""
"""The row that all others add up to."""
TOTAL = ""
"""The column that all others add up to."""
TELLING = frozenset({1, 2})
"""Counts that could tell who a pupil is."""

Cell = tuple[str, str]
"""A row and a column."""


class Table(msgspec.Struct, frozen=True, dict=True):
    """Pupils by row and column, each pupil once; the row ALL and the column TOTAL follow from the counts.

    `by` says what the rows are, `of` what the columns are: tables of one release that agree in `by` have the same rows
    with the same totals (groups in reading, writing and maths), those that agree in `of` the same columns with the
    same totals (one subject by sex and by term of birth). `sums` are columns that stand for others together
    ({"EXS+": ("EXS", "GDS")}); no column is in two of them.
    """

    by: str
    of: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    sums: dict[str, tuple[str, ...]] = {}

    def __post_init__(self) -> None:
        parts = [column for some in self.sums.values() for column in some]
        if len(self.counts) != len(self.rows) or any(len(row) != len(self.columns) for row in self.counts):
            raise ValueError(f"A table of {len(self.rows)} rows and {len(self.columns)} columns has other counts.")
        if any(number < 0 for row in self.counts for number in row):
            raise ValueError("A count is below 0.")
        if len(set(parts)) != len(parts) or not set(parts) <= set(self.columns):
            raise ValueError("A sum is of columns that there are not, or a column is in two sums.")

    @cached_property
    def values(self) -> dict[Cell, int]:
        """Every number of the table, totals and sums with them."""
        found = {
            (row, column): number
            for row, counts in zip(self.rows, self.counts, strict=True)
            for column, number in zip(self.columns, counts, strict=True)
        }
        for row in self.rows:
            found |= {(row, name): sum(found[row, one] for one in parts) for name, parts in self.sums.items()}
            found[row, TOTAL] = sum(found[row, column] for column in self.columns)
        for column in self.all_columns:
            found[ALL, column] = sum(found[row, column] for row in self.rows)
        return found

    @cached_property
    def all_columns(self) -> tuple[str, ...]:
        """The columns, the sums, and TOTAL."""
        return (*self.columns, *self.sums, TOTAL)

    @cached_property
    def parents(self) -> dict[str, str]:
        """The sum, or TOTAL, that each column and sum is part of."""
        within = {column: name for name, parts in self.sums.items() for column in parts}
        return {column: within.get(column, TOTAL) for column in (*self.sums, *self.columns)}

    def children(self, column: str) -> list[str]:
        """What a sum or TOTAL is made of."""
        return [one for one, parent in self.parents.items() if parent == column]

    def within(self, column: str) -> list[str]:
        """A column with all that it is made of."""
        return [column, *(one for child in self.children(column) for one in self.within(child))]


class Released(msgspec.Struct, frozen=True):
    """A table as it may be published."""

    table: Table
    hidden: frozenset[Cell]

    @property
    def is_withheld(self) -> bool:
        """Whether nothing of it may be shown."""
        return (ALL, TOTAL) in self.hidden

    def count(self, row: str, column: str) -> int | None:
        """The number of a row (or ALL) in a column (a sum, or TOTAL); None where it is hidden."""
        return None if (row, column) in self.hidden else self.table.values[row, column]

    def share(self, row: str, column: str) -> Share | None:
        """The column's share of the row; None where either number is hidden, which a percentage would tell."""
        part, whole = self.count(row, column), self.count(row, TOTAL)
        return None if part is None or whole is None else Share(part, whole)

    def rows(self) -> Iterator[tuple[str, tuple[int | None, ...]]]:
        """Each row with its numbers by `table.all_columns`, ALL last."""
        for row in (*self.table.rows, ALL):
            yield row, tuple(self.count(row, column) for column in self.table.all_columns)
