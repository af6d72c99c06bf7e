"""Answers into workbooks: one with a sheet a school, or one a school."""

from pathlib import Path

from muster.checking.sheets import Workbook, rows_of, sheet_of
from muster.cli.console import tell
from muster.cli.trouble import CannotRun, why_not
from muster.formats.export import Cell, xlsx_bytes
from muster.records import CheckResult, SchoolRef


class OneWorkbook:
    """A workbook with a sheet a school, written at the end.

    Raises CannotRun at once where it has no folder to stand in, and at the end where it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        if not path.absolute().parent.is_dir():
            raise CannotRun(f"{path} cannot be written: there is no folder {path.absolute().parent}.")
        self._path = path
        self._workbook = Workbook()

    def take(self, answer: CheckResult) -> None:
        """Keep the file's findings as rows."""
        self._workbook.add(answer)

    def end(self) -> None:
        """Write the workbook."""
        _write(self._path, self._workbook.content())
        tell(f"Written: {self._path}")


class WorkbookEachSchool:
    """A workbook for each school with something to put right, to explain or to know, written at the end.

    No school sees another's pupils. A name begins with the school's URN (or where that is not known its number) and
    an underscore, and holds no other: file-sending systems find the school by it. Nothing is overwritten, because a
    workbook that is there may hold a school's answers: then, and where it cannot be written, CannotRun is raised.
    """

    def __init__(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise CannotRun(why_not(fault, folder)) from fault
        if any(folder.glob("*_KS1 checks.xlsx")):
            raise CannotRun(f"{folder} holds such workbooks already, perhaps with answers. Choose an empty folder.")
        self._folder = folder
        self._rows: dict[str, list[list[Cell]]] = {}
        self._names: dict[str, str] = {}
        self._without_school = 0

    def take(self, answer: CheckResult) -> None:
        """Keep the file's findings as rows of its school."""
        if answer.school is None:
            self._without_school += 1
        elif answer.findings:
            self._names[answer.school.number] = _name(answer.school)
            self._rows.setdefault(answer.school.number, []).extend(rows_of(answer))

    def end(self) -> None:
        """Write the workbooks."""
        for number, rows in self._rows.items():
            _write(self._folder / self._names[number], xlsx_bytes([sheet_of(number, rows)]))
        without = f" {self._without_school:,} of the files tell no school." if self._without_school else ""
        tell(f"Written: {len(self._rows):,} in {self._folder}.{without}")


def _name(school: SchoolRef) -> str:
    return f"{school.urn or school.number}_KS1 checks.xlsx"


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as fault:
        raise CannotRun(why_not(fault, path)) from fault
