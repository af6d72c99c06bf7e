"""`python -m tests.verify.reports`: the figures of a made-up authority's reports, in four ways.

Every table of every school's summary, of its edition for publication and of its pupil-level report is read back from
the PDF's text, from the page and from the workbook, and they must say the same. What the page says of a school's own
results must be what SQL works out, which uses nothing of muster.measures. Exit status 1 where anything differs.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from muster.cli.report_beside import Besides
from muster.cli.report_folder import ReportFolder
from muster.measures import count_groups, form_of
from muster.reporting.content import Edition, Paper, ReportInputs, pupil_report, school_summary
from muster.rules import ReturnView
from tests.verify import checked_authority
from tests.verify.measures import Sent, sql_of_pupils
from tests.verify.report_figures import Told, compare
from tests.verify.report_media import Lines, differing_in_sheets, lines_of_page, missing_from_pdf, pupils_in_sheet

PUPILS_A_SCHOOL = 40
TODAY = date(2026, 7, 10)


class Agreement(NamedTuple):
    """What was compared, and where the ways differ."""

    forms: Counter[str]
    rows: int
    figures: int
    differing: list[str]


class _Watched(ReportFolder):
    """A folder of which is known what each school sent, as it came: what SQL takes."""

    def __init__(self, made: Path) -> None:
        super().__init__(made, checked_authority.YEAR, TODAY, science=True)
        self.sent: dict[str, list[Sent]] = {}

    def _inputs(self, view: ReturnView, number: str) -> ReportInputs:
        pupils = ((view.pupils[place].record, codes, view.entry_of(place)) for place, codes in view.stayed.items())
        self.sent[number] = [(record, dict(codes), entry) for record, codes, entry in pupils]
        return super()._inputs(view, number)


def measure(schools: int, seed: int, folder: Path, of_each_form: int | None = None) -> Agreement:
    """Make an authority in the folder, and compare its reports; with `of_each_form` those of so many schools a form."""
    made = folder / "authority"
    checked_authority.make(made, schools=schools, pupils=schools * PUPILS_A_SCHOOL, seed=seed, faults=0)
    watched = _Watched(made)
    every = list(_inputs(watched, folder))
    told = sql_of_pupils(watched.sent)
    found = Agreement(Counter(), 0, 0, [])
    for number, inputs in every:
        form = _form(inputs)
        if of_each_form is None or found.forms[form] < of_each_form:
            found.forms[form] += 1
            found = _school(found, number, inputs, told)
    return found


def _inputs(schools: ReportFolder, folder: Path) -> Iterator[tuple[str, ReportInputs]]:
    """Each school as `muster report` tells of it, beside what it is compared with."""
    besides = Besides(schools)
    read = dict(schools.inputs(folder))
    for number, inputs in read.items():
        besides.add(number, inputs)
    for number, inputs in read.items():
        yield number, replace(inputs, comparators=besides.of(number))


def _form(inputs: ReportInputs) -> str:
    counts = count_groups(inputs.framework, [one.measured for one in inputs.pupils], science=inputs.science)
    return form_of(counts.all, inputs.school.type, inputs.school.phase)


def _school(found: Agreement, number: str, inputs: ReportInputs, told: Told) -> Agreement:
    """What was found so far, and of this school."""
    rows, figures, differing = found.rows, found.figures, list(found.differing)
    for paper in (school_summary(inputs), school_summary(replace(inputs, edition=Edition.PUBLICATION))):
        lines = lines_of_page(paper)
        sql = compare(lines, number, told)
        rows, figures = rows + sum(map(len, lines.values())), figures + sql.cells
        differing += [f"{number}, {paper.edition}: {one}" for one in (*_summary(paper, lines), *sql.differing)]
    paper = pupil_report(inputs)
    differing += [f"{number}, pupils: {one}" for one in _pupils(paper)]
    return Agreement(found.forms, rows + len(inputs.pupils), figures, differing)


def _summary(paper: Paper, lines: Lines) -> Iterator[str]:
    yield from (f"not in the PDF: {row}" for row in missing_from_pdf(paper, lines))
    yield from (f"otherwise in the workbook: {row}" for row in differing_in_sheets(paper, lines))


def _pupils(paper: Paper) -> Iterator[str]:
    lines = lines_of_page(paper)
    yield from (f"not in the PDF: {row}" for row in missing_from_pdf(paper, lines))
    (_, *everyone) = lines.get(("part-everyone", "table-everyone-everyone"), [()])
    if everyone and everyone != list(pupils_in_sheet(paper)):
        yield "the pupils of the workbook are others than those of the page"


def main() -> int:
    """Compare once and tell."""
    parser = argparse.ArgumentParser(description="Compare what reports say in four ways.")
    parser.add_argument("--schools", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(given.schools, given.seed, Path(folder))
    for fault in found.differing[:20]:
        print(f"  differs: {fault}")
    for form, number in found.forms.items():
        print(f"reports compared, {form}: {number} schools")
    print(f"reports compared in PDF, page and workbook: {found.rows:,} rows")
    print(f"reports compared with SQL: {found.figures:,} figures")
    print(f"reports that differ: {len(found.differing)} rows")
    return 1 if found.differing else 0


if __name__ == "__main__":
    sys.exit(main())
