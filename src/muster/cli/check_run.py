"""`muster check` at work: files gathered, checked, and told."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from muster.checking import BatchPlan, check_many, check_one
from muster.checking.scratch import scratch_folder
from muster.cli import clock
from muster.cli.answers import Answers, JsonLines, Words
from muster.cli.batch_report import BatchGiven
from muster.cli.check_command import CheckOptions
from muster.cli.collection import framework_for
from muster.cli.console import progress, tell
from muster.cli.held import ExpectedSchools, Held, load_held
from muster.cli.sources import Gathered
from muster.cli.trouble import COULD_NOT_RUN
from muster.records import CheckContext, CheckResult, CollectionSettings, SubmittingSchool
from muster.rules.causes import counted

# More processes than this wait for each other more than they gain; Windows allows 61.
_MOST_PROCESSES = 16


class CheckRun:
    """One call of `muster check`: the collection, the school, and what is held of the schools."""

    def __init__(self, options: CheckOptions) -> None:
        self._options = options
        today = options["today"] or clock.today()
        self.framework = framework_for(options["year"], today)
        self._held = Held(options["roll"], options["history"], options["schools"])
        settings = CollectionSettings(la=options["la"], roll_date=options["roll_date"], science=options["science"])
        school = options["school"]
        submitting = SubmittingSchool(school[:3], school[3:]) if school else None
        self._context = CheckContext(today=today, year=self.framework.year, settings=settings, school=submitting)
        self._expected = ExpectedSchools(self.framework, settings)

    def check(self, paths: Sequence[Path]) -> int:
        """Check what the paths name and tell the answers; the exit status."""
        gathered = Gathered(paths, by_school=self._context.school is not None)
        if not gathered.sources:
            if not gathered.trouble:
                tell(f"There is no results file to check in {', '.join(str(path) for path in paths)}.")
            return COULD_NOT_RUN
        verdicts = self._told(gathered, list(self._workbooks()))
        return COULD_NOT_RUN if gathered.trouble else int("errors" in verdicts)

    def _told(self, gathered: Gathered, workbooks: Sequence[Answers]) -> set[str]:
        verdicts: set[str] = set()
        with ExitStack() as stack:
            plan = self._plan(stack)
            sinks = [self._sink(gathered), *workbooks]
            for answer in self._answers(gathered, plan):
                verdicts.add(answer.verdict)
                for sink in sinks:
                    sink.take(answer)
            for sink in sinks:
                sink.end()
        return verdicts

    def _workbooks(self) -> Iterator[Answers]:
        """The workbooks asked for; what writes them is imported only then."""
        xlsx, folder = self._options["xlsx"], self._options["xlsx_folder"]
        if xlsx is None and folder is None:
            return
        from muster.cli.workbooks import OneWorkbook, WorkbookEachSchool

        if xlsx is not None:
            yield OneWorkbook(xlsx)
        if folder is not None:
            yield WorkbookEachSchool(folder)

    def _sink(self, gathered: Gathered) -> Answers:
        if self._options["as_json"]:
            return JsonLines()
        return Words(
            self.framework,
            files=len(gathered.sources),
            given=BatchGiven(gathered.skipped, self._expected.today, self._held.needs),
            details=self._options["details"],
            whole=self._options["whole"],
        )

    def _plan(self, stack: ExitStack) -> BatchPlan:
        if self._held.is_empty:
            return BatchPlan(self._context)
        folder = stack.enter_context(scratch_folder())
        return BatchPlan(self._context, str(load_held(folder, self._held, self._expected)))

    def _answers(self, gathered: Gathered, plan: BatchPlan) -> Iterator[CheckResult]:
        if gathered.one_upload:
            yield check_one(gathered.sources[0], plan)
            return
        number = len(gathered.sources)
        with progress(number, f"Checking {counted(number, 'file')}") as told:
            answers = check_many(gathered.sources, plan, processes=processes(), told=lambda _done: told(1))
            first = next(answers, None)
        if first is not None:
            yield first
            yield from answers


def processes() -> int:
    """How many processes check a batch."""
    return min(os.cpu_count() or 1, _MOST_PROCESSES)
