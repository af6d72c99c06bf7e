"""From tables to what may be published of them."""

from collections.abc import Sequence

from muster.measures.suppression.cells import hidden_cells
from muster.measures.suppression.columns import CannotBeHidden, hidden_columns
from muster.measures.suppression.rows import hidden_rows
from muster.measures.suppression.table import ALL, TELLING, TOTAL, Cell, Released, Table

_Lines = set[tuple[str, str]]
"""Rows, each after what the rows are; or columns, each after what the columns are."""


def release(tables: Sequence[Table], *, rows_know_themselves: bool = False) -> list[Released]:
    """The tables, which are published together, with what must be hidden; the same tables always give the same.

    `rows_know_themselves` where a row is of somebody who sees the tables: a school among those of its authority.
    Raises ValueError where tables do not agree in rows or columns that they share.
    """
    _refuse_disagreeing(tables)
    rows, columns = _Lines(), _Lines()
    while True:
        tried = _Trial(tables, rows, columns, rows_know=rows_know_themselves)
        if not tried.bare:
            return [Released(table, hidden) for table, hidden in zip(tables, tried.hidden, strict=True)]
        for table, (row, column) in tried.bare:
            if table.values[row, TOTAL] < table.values[ALL, column]:
                rows.add((table.by, row))
            else:
                columns.add((table.of, column))


class _Trial:
    """What is hidden of each table where these rows and columns are hidden whole; `bare` counts need more of them."""

    def __init__(self, tables: Sequence[Table], rows: _Lines, columns: _Lines, *, rows_know: bool) -> None:
        self._tables, self._rows_know = tables, rows_know
        self._rows = {by: self._rows_of(by, rows) for by in dict.fromkeys(table.by for table in tables)}
        self._columns = {of: self._columns_of(of, columns) for of in dict.fromkeys(table.of for table in tables)}
        self.bare: list[tuple[Table, Cell]] = []
        self.hidden = [self._hidden(table) for table in tables]

    def _rows_of(self, by: str, forced: _Lines) -> frozenset[str] | None:
        """The rows to hide whole; None where no row may be shown."""
        some = [table for table in self._tables if table.by == by]
        if some[0].values[ALL, TOTAL] in TELLING:
            return None
        try:
            return hidden_rows(some, [row for one, row in sorted(forced) if one == by], rows_know=self._rows_know)
        except CannotBeHidden:
            return None

    def _columns_of(self, of: str, forced: _Lines) -> frozenset[str] | None:
        """The columns to hide whole; None where no total may be shown."""
        some = [table for table in self._tables if table.of == of]
        try:
            return hidden_columns(some, [one for name, one in forced if name == of], rows_know=self._rows_know)
        except CannotBeHidden:
            return None

    def _hidden(self, table: Table) -> frozenset[Cell]:
        rows, columns = self._rows[table.by], self._columns[table.of]
        if rows is None or columns is None:
            return frozenset(table.values)
        found = hidden_cells(table, rows, columns, rows_know=self._rows_know)
        self.bare += [(table, cell) for cell in found.bare]
        return found.cells.union(cell for cell in table.values if cell[0] in rows or cell[1] in columns)


def _refuse_disagreeing(tables: Sequence[Table]) -> None:
    shown: dict[tuple[str, str], object] = {}
    for table in tables:
        rows = {row: table.values[row, TOTAL] for row in table.rows}
        columns = {column: table.values[ALL, column] for column in table.all_columns}, table.sums
        for key, totals in ((("by", table.by), rows), (("of", table.of), columns)):
            if shown.setdefault(key, totals) != totals:
                raise ValueError(f"Two tables have {key[1]} with other totals.")
