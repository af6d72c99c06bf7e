"""What is given beside the files: the roll, the history, the schools."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from muster.checking import ExpectedStore
from muster.cli.trouble import CannotRun, why_not
from muster.formats.reference import TableFault, read_history, read_roll, read_schools
from muster.framework import Framework
from muster.records import CollectionSettings, Roll, RollEntry
from muster.rules.roll_match import expected_entries

Row = TypeVar("Row")


class Held(NamedTuple):
    """The tables named on the command line."""

    roll: Path | None = None
    history: Path | None = None
    schools: Path | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no table was named."""
        return self.roll is None and self.history is None and self.schools is None

    @property
    def needs(self) -> frozenset[str]:
        """What rules wait for that these tables should hold."""
        tables = {"roll": self.roll, "history": self.history, "school": self.schools}
        return frozenset(needs for needs, path in tables.items() if path is not None)


class ExpectedSchools:
    """The numbers of the schools on the roll that have pupils of the collection, noted while the roll is loaded."""

    def __init__(self, framework: Framework, settings: CollectionSettings) -> None:
        self._framework = framework
        self._settings = settings
        self._numbers: set[str] = set()
        self.today: list[str] = []
        """The numbers that the schools have today, sorted; none before they are noted."""

    def noted(self, entries: Iterable[RollEntry]) -> Iterator[RollEntry]:
        """The entries, unchanged."""
        for entry in entries:
            number = entry.la + entry.estab
            if number not in self._numbers and self._is_expected(entry):
                self._numbers.add(number)
            yield entry

    def note_today(self, store: ExpectedStore) -> None:
        """Note by which numbers the schools go today."""
        schools = ((number, store.school(number)) for number in self._numbers)
        self.today = sorted({school.number if school else number for number, school in schools})

    def _is_expected(self, entry: RollEntry) -> bool:
        dates = self._framework.dates
        roll = Roll(dates.roll_taken, (entry,))
        return bool(expected_entries(roll, self._framework.nc_year, self._settings, dates.test_period_from))


def load_held(folder: Path, held: Held, expected: ExpectedSchools) -> Path:
    """Load the tables into a store in this folder, and note the schools expected; the store's file.

    Raises CannotRun with a sentence for a table that cannot be used.
    """
    store = ExpectedStore(folder / "expected.sqlite")
    try:
        _load_all(store, held, expected)
        expected.note_today(store)
    finally:
        store.close()
    return store.path


def load_table(
    path: Path, what: str, read: Callable[[Path], Iterable[Row]], load: Callable[[Iterable[Row]], None]
) -> None:
    """Give the rows of a table to `load`; raises CannotRun with a sentence for one that cannot be used."""
    try:
        load(read(path))
    except TableFault as fault:
        raise CannotRun(f"The {what} {path} cannot be used: {fault}") from fault
    except OSError as fault:
        raise CannotRun(why_not(fault, path)) from fault


def _load_all(store: ExpectedStore, held: Held, expected: ExpectedSchools) -> None:
    if held.roll is not None:
        load_table(held.roll, "roll", read_roll, lambda rows: store.load_roll(expected.noted(rows)))
    if held.history is not None:
        load_table(held.history, "history", read_history, store.load_history)
    if held.schools is not None:
        load_table(held.schools, "list of schools", read_schools, store.load_schools)
