"""Somebody who tries to tell the hidden counts of published tables: by subtraction, by bounds, by trying all numbers.

The attacker knows every number shown, that counts are whole and not below 0, that a hidden row has pupils and so has a
hidden column of a total that is shown, which tables share rows and columns; and may know some counts beforehand: those
of the own row.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from muster.measures.suppression import ALL, TOTAL, Released

Name = tuple[str, ...]
Bounds = dict[Name, tuple[int, int]]
_MOST = 10_000


class Attacker:
    """What can be concluded from tables published together; `known` are counts known beforehand."""

    def __init__(self, released: Sequence[Released], known: Mapping[Name, int] | None = None) -> None:
        self.known = dict(known or {})
        self.sums: list[tuple[Name, list[Name]]] = []
        self.some: set[Name] = set()
        for one in released:
            if not one.is_withheld:
                self._read(one)
        self.of: defaultdict[Name, list[int]] = defaultdict(list)
        for place, (whole, parts) in enumerate(self.sums):
            for name in (whole, *parts):
                self.of[name].append(place)

    def learns_of_all(self, in_all: Released, subjects: Sequence[Released], reached: str, missed: str) -> None:
        """Know too that who reaches all together reaches each, and who misses it misses one at least."""
        for row in (*in_all.table.rows, ALL):
            for one in subjects:
                own, more = name_of(one, row, reached), ("more", *name_of(one, row, reached))
                self._learn(own, [name_of(in_all, row, reached), more])
            every, more = ("missed", *name_of(in_all, row, missed)), ("more", *name_of(in_all, row, missed))
            self._learn(every, [name_of(one, row, missed) for one in subjects])
            self._learn(every, [name_of(in_all, row, missed), more])

    def _learn(self, whole: Name, parts: list[Name]) -> None:
        self.sums.append((whole, parts))
        for name in (whole, *parts):
            self.of[name].append(len(self.sums) - 1)

    def bounds(self, supposed: Mapping[Name, int] | None = None) -> Bounds | None:
        """Between what each number must lie; None where what is supposed contradicts what is known."""
        found: Bounds = {name: (int(name in self.some), _MOST) for name in self.of}
        for name, number in {**self.known, **(supposed or {})}.items():
            if number < found[name][0] or self.known.get(name, number) != number:
                return None
            found[name] = number, number
        return self._narrowed(found, range(len(self.sums)))

    def may_be(self, name: Name, number: int) -> bool:
        """Whether this number may stand there: whether whole numbers can be found for all others."""
        found = self.bounds({name: number})
        return found is not None and self._fits(found)

    def _fits(self, found: Bounds) -> bool:
        open_ = [name for name, (low, high) in found.items() if low < high]
        if not open_:
            return True
        name = min(open_, key=lambda one: found[one][1] - found[one][0])
        low, high = found[name]
        for number in range(low, high + 1):
            tried = self._narrowed({**found, name: (number, number)}, self.of[name])
            if tried is not None and self._fits(tried):
                return True
        return False

    def _narrowed(self, found: Bounds, begin: Iterable[int]) -> Bounds | None:
        waiting = set(begin)
        while waiting:
            whole, parts = self.sums[waiting.pop()]
            lows, highs = (sum(found[part][side] for part in parts) for side in (0, 1))
            news = {whole: (lows, highs)}
            for part in parts:
                low, high = found[part]
                news[part] = found[whole][0] - (highs - high), found[whole][1] - (lows - low)
            for name, (low, high) in news.items():
                better = max(low, found[name][0]), min(high, found[name][1])
                if better[0] > better[1]:
                    return None
                if better != found[name]:
                    found[name] = better
                    waiting.update(self.of[name])
        return found

    def _read(self, one: Released) -> None:
        table = one.table
        for row in (*table.rows, ALL):
            for column in table.all_columns:
                number = one.count(row, column)
                if number is not None:
                    self.known.setdefault(name_of(one, row, column), number)
            for whole in (*table.sums, TOTAL):
                parts = [name_of(one, row, part) for part in table.children(whole)]
                self.sums.append((name_of(one, row, whole), parts))
        self.some.update(name_of(one, row, TOTAL) for row in table.rows if one.count(row, TOTAL) is None)
        for column, parent in table.parents.items():
            if one.count(ALL, column) is None and one.count(ALL, parent) is not None:
                self.some.add(name_of(one, ALL, column))
        for column in table.all_columns:
            parts = [name_of(one, row, column) for row in table.rows]
            self.sums.append((name_of(one, ALL, column), parts))


def name_of(one: Released, row: str, column: str) -> Name:
    """A number's name: the same for the totals that tables have in common."""
    if row == ALL and column == TOTAL:
        return ("everybody",)
    if row == ALL:
        return ("of", one.table.of, column)
    return ("by", one.table.by, row) if column == TOTAL else (one.table.by, one.table.of, row, column)


def hidden_counts(released: Sequence[Released]) -> dict[Name, int]:
    """Every hidden count of 1 or 2 in tables that are not withheld."""
    return {
        name_of(one, row, column): one.table.values[row, column]
        for one in released
        if not one.is_withheld
        for row, column in one.hidden
        if one.table.values[row, column] in (1, 2)
    }


def own_counts(released: Sequence[Released], row: str) -> dict[Name, int]:
    """What a row knows of itself."""
    return {
        name_of(one, row, column): one.table.values[row, column]
        for one in released
        if row in one.table.rows
        for column in one.table.all_columns
    }


def told(released: Sequence[Released], known: Mapping[Name, int] | None = None) -> set[Name]:
    """The hidden counts of 1 and 2 of which an attacker knows that they are one of the two, or which."""
    attacker = Attacker(released, known)
    return {
        name
        for name, number in hidden_counts(released).items()
        if name not in (known or {}) and not any(attacker.may_be(name, other) for other in (0, *range(3, number + 8)))
    }
