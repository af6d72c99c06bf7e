"""Counts of 1 and 2 inside a table whose totals are shown, and the counts that hide them.

A count may be another if others along a ring are larger and smaller by as much, so that no total changes. The ring is
a way through a graph with a node a column, and a node a row for its total and for each sum; a count lies between the
node of its sum and that of its column. The cheapest ring is taken, fewest counts first, then the smallest. Two serve:

- one by which the count may be 3, while all others stay at 1 or more: nobody can tell that it is small;
- where there is none, one by which it may be 0 and a count of the column that is 0 takes its place: that one is hidden
  too, so that everybody sees that the hidden counts of the column are not all above 0.
"""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterator
from itertools import count
from typing import NamedTuple

from muster.measures.suppression.table import TELLING, Cell, Table

_A_COUNT = 1_000_000
"""What hiding a count costs beside its size: more than any size."""
_Node = tuple[str, ...]


class Hidden(NamedTuple):
    """The counts to hide; and those that no ring hides, for which a row or column must be hidden whole."""

    cells: frozenset[Cell]
    bare: tuple[Cell, ...]


class _Search(NamedTuple):
    """A ring for a count: by how much it is to change, whether to 0, and the row that knows its own counts."""

    cell: Cell
    by: int
    to_zero: bool
    without: str | None


def hidden_cells(table: Table, rows: Collection[str], columns: Collection[str], *, rows_know: bool) -> Hidden:
    """The counts to hide beside the rows and columns that are hidden whole."""
    graph = _Graph(table, rows, columns)
    bare = tuple(cell for cell in graph.telling if not _hide(graph, cell, rows_know=rows_know))
    return Hidden(frozenset(graph.hidden), bare)


def _hide(graph: "_Graph", cell: Cell, *, rows_know: bool) -> bool:
    """Hide what the count needs; False where it cannot be hidden from everybody who asks."""
    ring = graph.hide_ring(cell, without=None)
    if ring is None:
        return False
    asking = sorted({row for row, _ in ring if row != cell[0]}) if rows_know else []
    return all(graph.hide_ring(cell, without=row) is not None for row in asking)


class _Graph:
    """The counts as arcs. Those of 1 and 2 are hidden already, and whole rows and columns, in which any may be 0."""

    def __init__(self, table: Table, rows: Collection[str], columns: Collection[str]) -> None:
        self._values = table.values
        self._leaves = frozenset(table.columns)
        self._whole = {cell for cell in table.values if cell[0] in rows or cell[1] in columns}
        self._ends: dict[Cell, tuple[_Node, _Node]] = {}
        self._arcs: defaultdict[_Node, list[tuple[Cell, bool]]] = defaultdict(list)
        for column, parent in table.parents.items():
            for row in table.rows:
                self._add((row, column), (row, parent), (row, column) if column in table.sums else (column,))
        self.telling = [cell for cell in self._ends if self._values[cell] in TELLING and cell not in self._whole]
        self.hidden = {*self.telling, *self._whole}

    def hide_ring(self, cell: Cell, *, without: str | None) -> list[Cell] | None:
        """Hide what lets this count be another, to those too who know a row; None where nothing does."""
        number = self._values[cell]
        ring = self._cheapest(_Search(cell, max(TELLING) + 1 - number, to_zero=False, without=without))
        if ring is None and cell[1] in self._leaves:
            ring = self._cheapest(_Search(cell, number, to_zero=True, without=without))
        self.hidden.update(ring or ())
        return ring

    def _add(self, cell: Cell, tail: _Node, head: _Node) -> None:
        self._ends[cell] = tail, head
        self._arcs[tail].append((cell, True))
        self._arcs[head].append((cell, False))

    def _cheapest(self, search: _Search) -> list[Cell] | None:
        tail, head = self._ends[search.cell]
        start, end = (tail, head) if search.to_zero else (head, tail)
        order = count()
        ways: list[tuple[int, int, _Node]] = [(0, next(order), start)]
        costs, came = {start: 0}, dict[_Node, tuple[_Node, Cell]]()
        while ways:
            cost, _, node = heapq.heappop(ways)
            if node == end:
                return list(_back(came, start, end))
            if cost > costs[node]:
                continue
            for step, over in self._steps(node, search):
                more = cost + (0 if over in self.hidden else _A_COUNT + self._values[over])
                if more < costs.get(step, more + 1):
                    costs[step], came[step] = more, (node, over)
                    heapq.heappush(ways, (more, next(order), step))
        return None

    def _steps(self, node: _Node, search: _Search) -> Iterator[tuple[_Node, Cell]]:
        """To which nodes there is a way from this one, each along which count."""
        for over, larger in self._arcs[node]:
            if over == search.cell or over[0] == search.without:
                continue
            if self._may_be_larger(over, search) if larger else self._may_be_smaller(over, search.by):
                yield self._ends[over][larger], over

    def _may_be_larger(self, cell: Cell, search: _Search) -> bool:
        """A zero may not, as it is shown: but for those hidden whole, and one that takes the count's place."""
        if search.to_zero and cell[1] == search.cell[1]:
            return not self._values[cell] and cell not in self._whole
        return self._values[cell] > 0 or cell in self._whole

    def _may_be_smaller(self, cell: Cell, by: int) -> bool:
        return self._values[cell] - by >= (cell not in self._whole)


def _back(came: dict[_Node, tuple[_Node, Cell]], start: _Node, end: _Node) -> Iterator[Cell]:
    node = end
    while node != start:
        node, over = came[node]
        yield over
