"""The summary of a batch for people: what a data officer wants to know of a folder of returns."""

from collections.abc import Iterator, Sequence

import click

from muster.cli.batch_summary import BatchSummary, FileLine
from muster.cli.causes import SEVERITY_WORDS, counted
from muster.cli.console import printable, wrapped
from muster.cli.file_report import not_checked, table, verdict_line
from muster.records import Severity

_MOST_CAUSES = {Severity.ERROR: 12, Severity.QUERY: 12, Severity.NOTE: 6}
_MOST_LINES = 40


def batch_report(
    summary: BatchSummary, *, skipped: int = 0, expected: Sequence[str] = (), whole: bool = False
) -> Iterator[str]:
    """The summary in lines. `expected` are the numbers of schools with pupils on the roll; `whole` cuts nothing."""
    yield from _files(summary, skipped)
    yield from _outcomes(summary)
    for severity in Severity:
        yield from _causes(summary, severity, whole)
    yield from _with_errors(summary.with_errors, whole)
    yield from _numbers("Schools with more than one file", summary.sent_twice(), whole)
    if expected:
        yield from _numbers(
            "Schools with expected pupils, and no file of theirs that could be read",
            summary.without_file(expected),
            whole,
        )
    yield from not_checked(summary.waiting, batch=True)


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
    codes = [code for code in summary.framework.meanings if code in used]
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


def _more(number: int) -> Iterator[str]:
    if number > 0:
        yield f"  and {number:,} more (--all shows them)"


def _or_dash(number: int) -> str:
    return f"{number:,}" if number else "-"


def _title(text: str) -> str:
    return click.style(text, bold=True)
