"""`python -m tests.verify.reports`: the figures of a made-up authority's reports, in four ways.

Every table of every school's summary, of its edition for publication and of its pupil-level report is read back from
the PDF's text, from the page and from the workbook, and they must say the same; so must those of the authority summary,
of its edition for publication, and of a report for each trust. What the page says of the schools' own results must be
what SQL works out, which uses nothing of muster.measures. Exit status 1 where anything differs.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from muster.measures import count_groups, form_of
from muster.reporting.content import Edition, Paper, ReportInputs, pupil_report, school_summary
from tests.verify import several_reports
from tests.verify.made_schools import MadeSchools, made_schools
from tests.verify.measures import sql_of_reports
from tests.verify.report_figures import compare, wanted_of
from tests.verify.report_media import Lines, differing_in_sheets, lines_of_page, missing_from_pdf, pupils_in_sheet
from tests.verify.told_by_sql import Sql


class Agreement(NamedTuple):
    """What was compared, and where the ways differ."""

    forms: Counter[str]
    rows: int
    figures: int
    differing: list[str]


def measure(made: MadeSchools, of_each_form: int | None = None) -> Agreement:
    """Compare the schools' reports; with `of_each_form` those of so many schools a form."""
    told = sql_of_reports(made.sent, made.former)
    found = Agreement(Counter(), 0, 0, [])
    for number, inputs in made.inputs.items():
        form = _form(inputs)
        if of_each_form is None or found.forms[form] < of_each_form:
            found.forms[form] += 1
            found = _school(found, number, inputs, Sql(number, told))
    return found


def _form(inputs: ReportInputs) -> str:
    counts = count_groups(inputs.framework, [one.measured for one in inputs.pupils], science=inputs.science)
    return form_of(counts.all, inputs.school.type, inputs.school.phase)


def _school(found: Agreement, number: str, inputs: ReportInputs, sql: Sql) -> Agreement:
    """What was found so far, and of this school."""
    rows, figures, differing = found.rows, found.figures, list(found.differing)
    for paper in (school_summary(inputs), school_summary(replace(inputs, edition=Edition.PUBLICATION))):
        lines = lines_of_page(paper)
        compared = compare(lines, partial(wanted_of, sql=sql))
        rows, figures = rows + sum(map(len, lines.values())), figures + compared.cells
        differing += [f"{number}, {paper.edition}: {one}" for one in (*_summary(paper, lines), *compared.differing)]
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
        made = made_schools(given.schools, given.seed, Path(folder))
        several, found = several_reports.measure(made), measure(made)
    differing = several.differing + found.differing
    for fault in differing[:20]:
        print(f"  differs: {fault}")
    for kind, number in several.papers.items():
        print(f"reports of several schools compared, {kind}: {number} reports")
    print(f"reports of several schools compared in PDF, page and workbook: {several.rows:,} rows")
    print(f"reports of several schools compared with SQL: {several.figures:,} figures")
    print(f"figures hidden in the authority summary for publication: {several.hidden:,} figures")
    for form, number in found.forms.items():
        print(f"reports compared, {form}: {number} schools")
    print(f"reports compared in PDF, page and workbook: {found.rows:,} rows")
    print(f"reports compared with SQL: {found.figures:,} figures")
    print(f"reports that differ: {len(differing)} rows")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
