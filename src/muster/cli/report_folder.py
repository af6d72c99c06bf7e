"""What reports are made of, brought together from a folder of results files, with a roll, history and schools."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from muster.checking import ExpectedStore, view_file
from muster.cli.collection import framework_for
from muster.cli.console import tell
from muster.cli.held import ExpectedSchools, Held, load_held
from muster.cli.sources import Gathered
from muster.cli.trouble import CannotRun, why_not
from muster.formats.filename import school_from_name
from muster.formats.limits import Reading
from muster.formats.reference import SchoolRow, TableFault, read_schools
from muster.framework import Framework, local_authorities
from muster.measures import measured
from muster.records import CheckContext, CollectionSettings, Kind, ResultsFile, Severity, SubmittingSchool
from muster.reporting.content import Queried, ReportInputs, ReportPupil, ReportSchool
from muster.rules import ReturnView, run_rules
from muster.rules.causes import causes_of
from muster.rules.submitter import source_number

_TABLES = ("roll", "history", "schools")
_ENDINGS = (".csv", ".xlsx")


class ReportFolder:
    """A folder's schools, read one after another; `trouble` counts the files that could not be used."""

    def __init__(self, folder: Path, year: int | None, today: date, *, science: bool) -> None:
        self.folder, self.today = folder, today
        self.framework = framework_for(year, today)
        self.trouble = 0
        self._settings = CollectionSettings(science=science)
        self._reading = Reading(framework=self.framework, science=science)
        self._held = Held(*(_table(folder, name) for name in _TABLES))
        self._schools = {row.la + row.estab: row for row in _rows(self._held.schools)}
        self.asked: list[str] = []

    def inputs(self, scratch: Path) -> Iterator[tuple[str, ReportInputs]]:
        """Each school's number and inputs, without what it is compared with.

        Raises CannotRun where the folder holds no results, or a table that cannot be used.
        """
        sources = self._sources()
        store = ExpectedStore(scratch / "expected.sqlite")
        try:
            expected = ExpectedSchools(self.framework, self._settings)
            load_held(store, self._held, expected)
            self.asked = expected.today(store)
            yield from self._read(sources, store)
        finally:
            store.close()

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

    def _read(self, gathered: Gathered, store: ExpectedStore) -> Iterator[tuple[str, ReportInputs]]:
        """Each file's school; a school that has sent several files is given with the first by name."""
        names: dict[str, str] = {}
        for source in gathered.sources:
            view = self._view(source.read(self._reading), store)
            number = view.school.number if view and view.school else ""
            if view is None or number in names:
                if view:
                    tell(f"{source.name} is not used: {names[number]} is of the same school, {number}.")
                    self.trouble += 1
                continue
            names[number] = source.name
            yield number, self._inputs(view, number)

    def _view(self, file: ResultsFile, store: ExpectedStore) -> ReturnView | None:
        number = source_number(file.header) or _named(file)
        school = store.school(number) if number else None
        view = view_file(file, self._context(school, number, store))
        if view.stop is not None or view.school is None:
            why = view.stop.value if view.stop else "it does not say which school it is of"
            tell(f"No report is made of {file.name}: {why}.")
            self.trouble += 1
            return None
        return view

    def _context(self, school: SubmittingSchool | None, number: str | None, store: ExpectedStore) -> CheckContext:
        if school is None and number:
            school = SubmittingSchool(number[:3], number[3:])
        context = CheckContext(today=self.today, year=self.framework.year, settings=self._settings, school=school)
        if number is None:
            return context
        numbers = (number, *(school.predecessors if school else ()))
        held = store.expected(tuple(dict.fromkeys(numbers)), self.framework.dates.roll_taken)
        return msgspec.structs.replace(context, expected=held)

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


def _named(file: ResultsFile) -> str | None:
    """The school's number in a table's name."""
    named = school_from_name(file.name)
    return f"{named.la}{named.estab}" if file.kind is not Kind.CTF and named.la and named.estab else None


def _pupils(framework: Framework, view: ReturnView) -> Iterator[ReportPupil]:
    """Each child once, as the checks count it; those who left before the tests are no pupils of the return."""
    told: set[str | int] = set()
    for place, pupil in enumerate(view.pupils):
        key = pupil.upn or place
        if key in told or view.left_before_tests(pupil):
            continue
        told.add(key)
        record, entry = pupil.record, view.entry_of(place)
        codes = view.children[key]
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
    if path is None:
        return []
    try:
        return list(read_schools(path))
    except TableFault as fault:
        raise CannotRun(f"The list of schools {path} cannot be used: {fault}") from fault
    except OSError as fault:
        raise CannotRun(why_not(fault, path)) from fault
