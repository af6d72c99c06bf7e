"""What is found while a table is gone through: faults and notes row by row, and rows that are left out."""

from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import msgspec

from muster.formats.reference_rows import TableFault, Values
from muster.portal.foundation.refusals import sentences

KEPT = 500
"""So many faults, and so many notes, are kept in full; beyond it they are counted."""

Record = TypeVar("Record")


class Note(msgspec.Struct, frozen=True, array_like=True):
    """Something about a row: `column` is one of ours ("" for the whole row), `id` a sentence's.

    Facts are figures, numbers of schools and the like: never what a pupil's cell says.
    """

    row: int
    column: str
    id: str
    facts: dict[str, str | int] = {}

    @property
    def sentence(self) -> str:
        """The note in plain words."""
        return sentences()[self.id].format(**self.facts)


class Found:
    """Collects what is wrong with a table's rows, and what is worth knowing of them."""

    def __init__(self) -> None:
        self.faults: list[Note] = []
        self.notes: list[Note] = []
        self.faults_count = self.notes_count = 0
        self.left_out: Counter[str] = Counter()

    def fault(self, row: int, column: str, refusal_id: str, **facts: str | int) -> None:
        """The row cannot be loaded, and so neither can the table."""
        self.faults_count += 1
        if len(self.faults) < KEPT:
            self.faults.append(Note(row, column, refusal_id, facts))

    def note(self, row: int, column: str, refusal_id: str, **facts: str | int) -> None:
        """The row is loaded as it is, and somebody should know."""
        self.notes_count += 1
        if len(self.notes) < KEPT:
            self.notes.append(Note(row, column, refusal_id, facts))

    def leave_out(self, why: str) -> None:
        """A row is passed over: `why` is a sentence's id."""
        self.left_out[why] += 1


def parsed(found: Found, row: int, values: Values, make: Callable[[int, Values], Record]) -> Record | None:
    """The record that `make` makes of a row; None where a cell is at fault. Every cell's fault is found at once."""
    left, wrong = dict(values), set[str]()
    while True:
        try:
            record = make(row, left)
        except TableFault as fault:
            if fault.column in wrong:
                return None
            wrong.add(fault.column)
            facts = {"takes": fault.takes} if fault.takes else {}
            found.fault(row, fault.column, _SENTENCES[fault.what], **facts)
            left[fault.column] = ""
        else:
            return None if wrong else record


_SENTENCES = {
    "number": "row_number",
    "date": "row_date",
    "month_first": "row_month_first",
    "code": "row_code",
    "count": "row_count",
    "order": "row_order",
}
