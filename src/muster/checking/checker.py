"""Checking one file of many: its school told, what is held of that school fetched, its answer and claims given."""

from pathlib import Path

import msgspec
from msgspec.structs import replace

from muster.checking.claims import Claims, claims_of
from muster.checking.expected_store import ExpectedStore
from muster.checking.front_door import view_file
from muster.formats.filename import school_from_name
from muster.formats.folder import Source
from muster.formats.limits import Reading
from muster.framework import load_framework
from muster.records import CheckContext, CheckResult, Kind, ResultsFile, SubmittingSchool
from muster.rules import ReturnView, run_rules
from muster.rules.submitter import source_number


class BatchPlan(msgspec.Struct, frozen=True):
    """How the files of a batch are checked.

    `context` holds for all of them; its school, if any, submits every one. `expected` is the file of an
    ExpectedStore with what is held of each school.
    """

    context: CheckContext
    expected: str | None = None


class Checked(msgspec.Struct, frozen=True):
    """One file's answer, the number of the school it was taken as, and what it claims."""

    answer: CheckResult
    school: str | None
    claims: Claims


class Checker:
    """Checks files one after another; each process of a batch has one."""

    def __init__(self, plan: BatchPlan) -> None:
        self._context = plan.context
        self._store = ExpectedStore(Path(plan.expected)) if plan.expected else None
        framework = load_framework(plan.context.year)
        self._reading = Reading(framework=framework, science=plan.context.settings.science)
        self._taken_on = plan.context.settings.roll_date or framework.dates.roll_taken

    def check(self, source: Source) -> Checked:
        """Check one file. Raises OSError when it cannot be opened; whatever it holds is answered."""
        given = self.view(source)
        answer = run_rules(given)
        school = answer.school.number if answer.school else None
        return Checked(answer, school, claims_of(given))

    def view(self, source: Source) -> ReturnView:
        """One file's return as the rules see it; raises OSError as `check` does."""
        file = source.read(self._reading)
        return view_file(file, self._context_of(file))

    def close(self) -> None:
        """Let go of what is held of the schools."""
        if self._store is not None:
            self._store.close()

    def _context_of(self, file: ResultsFile) -> CheckContext:
        school = self._context.school or self._submitter(file)
        number = school.number if school else source_number(file.header)
        if self._store is None or number is None:
            return replace(self._context, school=school)
        registered = self._store.school(number)
        if school is not None and registered is not None:
            school = registered
        numbers = (number, *(school.predecessors if school else ()))
        return replace(self._context, school=school, expected=self._store.expected(numbers, self._taken_on))

    def _submitter(self, file: ResultsFile) -> SubmittingSchool | None:
        """The school that sends a file, where the register or a table's name tells it."""
        number = source_number(file.header)
        if number is not None:
            return self._store.school(number) if self._store else None
        if file.kind is Kind.CTF:
            return None
        named = school_from_name(file.name)
        la = named.la or self._context.settings.la
        return SubmittingSchool(la, named.estab) if la and named.estab else None
