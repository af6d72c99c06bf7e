"""The tables beside the returns, written row by row as UTF-8 CSV."""

import csv
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from muster.synthesis.returned import ReturnedFile, RollLine
from muster.synthesis.schools import School
from muster.synthesis.spells import COLUMNS

ROLL = tuple(field.name for field in fields(RollLine))
HISTORY = ("la", "estab", "year", "subject", "eligible", "exs_plus", "gds")
SCHOOLS = (
    "la", "estab", "urn", "name", "phase", "type", "trust", "mis", "email", "head", "area_1", "area_2", "area_3",
    "predecessor_la_estab", "predecessor_urn", "opened", "closed",
)  # fmt: skip
TRUTH = ("file", "rule", "upn", "subject")
SUBMITTERS = ("file", "la", "estab")
DUPLICATES = (
    "la", "estab", "upn", "surname", "forename", "other_estab", "other_upn", "other_surname", "other_forename",
    "kind", "variety", "same_child",
)  # fmt: skip
_COLUMNS = {
    "roll": ROLL, "history": HISTORY, "schools": SCHOOLS, "truth": TRUTH, "submitters": SUBMITTERS, "movers": COLUMNS,
}  # fmt: skip


class Tables:
    """The open tables of one authority; closed by the `with` statement."""

    def __init__(self, folder: Path, *, duplicates: bool = False) -> None:
        self._files: list[TextIO] = []
        columns = _COLUMNS | {"duplicates": DUPLICATES} if duplicates else _COLUMNS
        self._writers = {name: self._begin(folder / f"{name}.csv", names) for name, names in columns.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._files:
            file.close()

    def write(self, name: str, rows: Iterable[Iterable[object]]) -> int:
        """Write rows of one table; returns how many."""
        before = 0
        for row in rows:
            self._writers[name].writerow(row)
            before += 1
        return before

    def _begin(self, path: Path, columns: tuple[str, ...]) -> Any:  # noqa: ANN401 - csv names its writer's type nowhere
        file = path.open("w", encoding="utf-8", newline="")
        self._files.append(file)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        return writer


def roll_rows(file: ReturnedFile) -> Iterable[tuple[str, ...]]:
    """The expected pupils of a school."""
    return (tuple(getattr(line, column) for column in ROLL) for line in file.roll)


def history_rows(file: ReturnedFile) -> Iterable[tuple[object, ...]]:
    """A school's counts of earlier years, under the number it then had."""
    school = file.school
    number = school.predecessor or school.number
    return ((number[:3], number[3:], *row) for row in file.history)


def school_row(school: School) -> tuple[str, ...]:
    """A school in the columns of the schools' table."""
    return (
        school.la,
        school.estab,
        school.urn,
        school.name,
        school.phase,
        school.type,
        school.trust,
        school.manner.mis,
        school.email,
        school.head,
        *school.areas,
        school.predecessor,
        school.predecessor_urn,
        school.opened,
        "",
    )
