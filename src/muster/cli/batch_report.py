"""The summary of a batch for people: what a data officer wants to know of a folder of returns."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import click

from muster.cli.batch_summary import BatchSummary, FileLine
from muster.cli.console import printable, wrapped
from muster.cli.file_report import not_checked, table, verdict_line
from muster.records import Severity
from muster.rules.causes import SEVERITY_WORDS, counted
from muster.rules.sentences import listed

_MOST_CAUSES = {Severity.ERROR: 12, Severity.QUERY: 12, Severity.NOTE: 6}
_MOST_LINES = 40
_TABLES = {"roll": "the roll", "history": "the history", "school": "the list of schools"}


class BatchGiven(NamedTuple):
    """What is known of a batch beside its answers.

    `skipped` counts files passed over, `expected` are the numbers of schools with pupils on the roll, `tables` the
    needs that a table on the command line should meet.
    """

    skipped: int = 0
    expected: Sequence[str] = ()
    tables: frozenset[str] = frozenset()


def batch_report(summary: BatchSummary, given: BatchGiven, *, whole: bool = False) -> Iterator[str]:
    """The summary in lines; `whole` cuts no list short."""
    yield from _files(summary, given.skipped)
    yield from _outcomes(summary)
    for severity in Severity:
        yield from _causes(summary, severity, whole)
    yield from _with_errors(summary.with_errors, whole)
    yield from _numbers("Schools with more than one file", summary.sent_twice(), whole)
    title = "Schools with expected pupils, and no file of theirs that could be read"
    yield from _numbers(title, summary.without_file(given.expected), whole)
    yield from _not_in_tables(summary, given.tables)
    yield from not_checked({n: v for n, v in summary.waiting.items() if n not in given.tables}, batch=True)


def _files(summary: BatchSummary, skipped: int) -> Iterator[str]:
    parts = [counted(summary.files, "file"), counted(len(summary.schools), "school"), counted(summary.pupils, "pupil")]
    passed_over = f" ({counted(skipped, 'other file')} skipped)" if skipped else ""
    yield _title(", ".join(parts) + passed_over)
    for verdict in ("errors", "queries", "clear"):
        yield f"  {summary.verdicts[verdict]:>6,}  {verdict_line(verdict)}"


def _outcomes(summary: BatchSummary) -> Iterator[str]:
    subjects = [subject for subject in summary.framework.subjects if summary.outcomes.get(subject.key)]
    if not subjects:
        return
    used = {code for counts in summary.outcomes.values() for code in counts}
    codes = [code for code in summary.framework.meanings if code in used and code not in summary.framework.left]
    yield ""
    yield _title("Outcomes, in per cent of those with one (pupils who left are not counted)")
    rows = [["", "outcomes", "EXS+", *codes]]
    for subject in subjects:
        shares = [summary.share(subject.key, group) for group in (subject.expected, *((code,) for code in codes))]
        rows.append([subject.label, f"{summary.eligible(subject.key):,}", *shares])
    yield from table(rows)


def _causes(summary: BatchSummary, severity: Severity, whole: bool) -> Iterator[str]:
    found = summary.commonest(severity)
    if not found:
        return
    most = len(found) if whole else _MOST_CAUSES[severity]
    yield ""
    yield _title(f"{SEVERITY_WORDS[severity]}: {counted(len(found), 'cause')}")
    rows = [["", "files", "pupils"]]
    rows += [[f"{title} [{rule}]", f"{count.schools:,}", _or_dash(count.pupils)] for title, rule, count in found[:most]]
    yield from table(rows)
    yield from _more(len(found) - most)


def _with_errors(lines: list[FileLine], whole: bool) -> Iterator[str]:
    if not lines:
        return
    most = len(lines) if whole else _MOST_LINES
    yield ""
    yield _title("Files with something to put right, by causes")
    rows = [["", "put right", "explain"]]
    shown = sorted(lines, key=lambda line: (line.number, line.name))[:most]
    rows += [
        [printable(f"{line.number or '-':<7}  {line.name}"), str(line.errors), str(line.queries)] for line in shown
    ]
    yield from table(rows)
    yield from _more(len(lines) - most)


def _numbers(title: str, numbers: list[str], whole: bool) -> Iterator[str]:
    if numbers:
        most = len(numbers) if whole else _MOST_LINES
        yield ""
        yield _title(f"{title}: {len(numbers):,}")
        yield wrapped(", ".join(numbers[:most]), "  ")
        yield from _more(len(numbers) - most)


def _not_in_tables(summary: BatchSummary, tables: frozenset[str]) -> Iterator[str]:
    """In how many files the school is not in a table that was given: what needs the table was not checked there."""
    lacking = {needs: summary.files_waiting[needs] for needs in _TABLES if needs in tables}
    said = [f"{_TABLES[needs]} (for {counted(number, 'file')})" for needs, number in lacking.items() if number]
    if said:
        yield ""
        yield wrapped(f"Some schools are not in {listed(said)}. The checks that need it were not done for them.")


def _more(number: int) -> Iterator[str]:
    if number > 0:
        yield f"  and {number:,} more (--all shows them)"


def _or_dash(number: int) -> str:
    return f"{number:,}" if number else "-"


def _title(text: str) -> str:
    return click.style(text, bold=True)
