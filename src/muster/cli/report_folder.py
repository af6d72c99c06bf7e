"""What reports are made of, brought together from a folder of results files, with a roll, history and schools."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from muster.checking import BatchPlan, Checker
from muster.cli.collection import framework_for
from muster.cli.console import tell
from muster.cli.held import ExpectedSchools, Held, load_held, load_table
from muster.cli.sources import Gathered
from muster.cli.trouble import CannotRun
from muster.formats.reference import SchoolRow, read_schools
from muster.framework import Framework, local_authorities
from muster.measures import measured
from muster.records import CheckContext, CollectionSettings, Severity
from muster.reporting.content import Queried, ReportInputs, ReportPupil, ReportSchool
from muster.rules import ReturnView, run_rules
from muster.rules.causes import causes_of

_TABLES = ("roll", "history", "schools")
_ENDINGS = (".csv", ".xlsx")


class ReportFolder:
    """A folder's schools, read one after another; `trouble` counts the files that could not be used."""

    def __init__(self, folder: Path, year: int | None, today: date, *, science: bool) -> None:
        self.folder, self.today = folder, today
        self.framework = framework_for(year, today)
        self.trouble = 0
        self._settings = CollectionSettings(science=science)
        self._held = Held(*(_table(folder, name) for name in _TABLES))
        self._schools = {row.la + row.estab: row for row in _rows(self._held.schools)}
        self._expected = ExpectedSchools(self.framework, self._settings)

    def inputs(self, scratch: Path) -> Iterator[tuple[str, ReportInputs]]:
        """Each school's number and inputs, without what it is compared with.

        Raises CannotRun where the folder holds no results, or a table that cannot be used.
        """
        sources = self._sources()
        store = load_held(scratch, self._held, self._expected)
        context = CheckContext(today=self.today, year=self.framework.year, settings=self._settings)
        checker = Checker(BatchPlan(context, str(store)))
        try:
            yield from self._read(sources, checker)
        finally:
            checker.close()

    @property
    def asked(self) -> list[str]:
        """The numbers of the schools with pupils on the roll."""
        return self._expected.today

    def row_of(self, number: str) -> SchoolRow | None:
        """What the list of schools says of a school."""
        return self._schools.get(number)

    def _sources(self) -> Gathered:
        returns = self.folder / "returns"
        if not returns.is_dir():
            raise CannotRun(
                f"There is no folder {returns}. Put the schools' results files into a folder of the name returns, "
                f"and roll.csv, history.csv and schools.csv beside it."
            )
        gathered = Gathered([returns], by_school=False)
        if not gathered.sources:
            raise CannotRun(f"There is no results file in {returns}.")
        return gathered

    def _read(self, gathered: Gathered, checker: Checker) -> Iterator[tuple[str, ReportInputs]]:
        """Each file's school; a school that has sent several files is given with the first by name."""
        names: dict[str, str] = {}
        for source in gathered.sources:
            view = self._view(checker.view(source))
            number = view.school.number if view and view.school else ""
            if view is None or number in names:
                if view:
                    tell(f"{source.name} is not used: {names[number]} is of the same school, {number}.")
                    self.trouble += 1
                continue
            names[number] = source.name
            yield number, self._inputs(view, number)

    def _view(self, view: ReturnView) -> ReturnView | None:
        """The return; None, with the reason told, where no report can be made of it."""
        if view.stop is not None or view.school is None:
            why = view.stop.value if view.stop else "it does not say which school it is of"
            tell(f"No report is made of {view.file.name}: {why}.")
            self.trouble += 1
            return None
        return view

    def _inputs(self, view: ReturnView, number: str) -> ReportInputs:
        history = view.context.expected.history
        return ReportInputs(
            framework=self.framework,
            school=self._school(view, number),
            pupils=tuple(_pupils(self.framework, view)),
            made_on=self.today,
            history=history.rows if history else (),
            queried=tuple(_queried(view)),
            expected=len(view.roll.expected) if view.roll else None,
            rolled_on=view.roll.roll.taken_on if view.roll else None,
            science=self._settings.science,
        )

    def _school(self, view: ReturnView, number: str) -> ReportSchool:
        row, said = self._schools.get(number), view.school
        name = (row.name if row else "") or (said.name if said else "") or f"School {number}"
        urn = (row.urn if row else "") or (said.urn if said else "") or number
        return ReportSchool(
            name=name,
            urn=urn,
            authority=authority_name(number),
            type=row.type if row else "",
            phase=row.phase if row else "",
        )


def authority_name(number: str) -> str:
    """The authority of a school's number, as people call it."""
    return local_authorities().current.get(number[:3]) or f"Authority {number[:3]}"


def _pupils(framework: Framework, view: ReturnView) -> Iterator[ReportPupil]:
    """Each child once, as the checks count it; those who left before the tests are no pupils of the return."""
    for place, codes in view.stayed.items():
        pupil, entry = view.pupils[place], view.entry_of(place)
        record = pupil.record
        yield ReportPupil(
            surname=record.surname or (entry.surname if entry else ""),
            forename=record.forename or (entry.forename if entry else ""),
            upn=pupil.shown_upn or "",
            born=record.dob or (entry.dob if entry else None),
            measured=measured(framework, codes, entry, sex=pupil.sex or "", born=record.dob),
        )


def _queried(view: ReturnView) -> Iterator[Queried]:
    for cause in causes_of(run_rules(view)):
        if cause.severity is Severity.QUERY:
            yield Queried(kind=cause.rule.title, number=cause.number)


def _table(folder: Path, name: str) -> Path | None:
    return next((path for ending in _ENDINGS if (path := folder / f"{name}{ending}").is_file()), None)


def _rows(path: Path | None) -> Iterable[SchoolRow]:
    rows: list[SchoolRow] = []
    if path is not None:
        load_table(path, "list of schools", read_schools, rows.extend)
    return rows
