"""One file's answer for people: what must be put right, for whom, and how."""

from collections.abc import Iterable, Iterator, Mapping

import click

from muster.cli.console import printable, wrapped
from muster.framework import Framework
from muster.records import CheckResult, Finding, Severity
from muster.rules.causes import SEVERITY_WORDS, VERDICT_WORDS, Cause, causes_of, counted, is_on_pupil, school_words
from muster.rules.engine import line_word
from muster.rules.sentences import listed

SHOWN = 20
_COLOURS = {Severity.ERROR: "red", Severity.QUERY: "yellow", Severity.NOTE: "blue"}
_VERDICT_COLOURS = {"errors": "red", "queries": "yellow", "clear": "green"}
_WAITING = {
    "school": "the number of the school that sends the file (--school)",
    "roll": "the roll of expected pupils (--roll)",
    "history": "earlier years' results (--history)",
    "returns": "other schools' files (give a folder or a zip)",
}
_WAITING_IN_BATCH = {"school": "the list of schools (--schools)"}


def file_report(answer: CheckResult, framework: Framework, most: int | None = SHOWN) -> Iterator[str]:
    """The answer in lines for a terminal; `most` pupils are listed for one cause, None lists all."""
    yield from _heading(answer)
    severity = None
    for cause in causes_of(answer):
        if cause.severity != severity:
            severity = cause.severity
            yield ""
            yield click.style(SEVERITY_WORDS[severity].upper(), fg=_COLOURS[severity], bold=True)
        yield from _cause(cause, line_word(answer.kind), most)
    yield from _outcomes(answer, framework)
    yield from not_checked({needs: len(ids) for needs, ids in answer.waiting.items()})


def verdict_line(verdict: str) -> str:
    """A verdict in words, in its colour."""
    return click.style(VERDICT_WORDS[verdict], fg=_VERDICT_COLOURS[verdict], bold=True)


def table(rows: list[list[str]], indent: str = "  ") -> Iterator[str]:
    """Rows in columns: the first column to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = [text.rjust(size) for text, size in zip(row[1:], widths[1:], strict=True)]
        yield "  ".join([indent + row[0].ljust(widths[0]), *cells]).rstrip()


def not_checked(waiting: Mapping[str, int], *, batch: bool = False) -> Iterator[str]:
    """Which checks were not done, for want of what; `waiting` says how many, by what they need."""
    words = _WAITING | (_WAITING_IN_BATCH if batch else {})
    needed = {words[needs]: number for needs, number in waiting.items() if needs in words}
    if needed:
        said = [f"{counted(number, 'check')} for want of {what}" for what, number in needed.items()]
        yield ""
        yield wrapped(f"Not done: {listed(said)}.")


def _heading(answer: CheckResult) -> Iterator[str]:
    yield click.style(printable(answer.file), bold=True)
    facts = [words for words in (school_words(answer), counted(answer.pupils, "pupil")) if words]
    if answer.school is not None or answer.pupils:
        yield printable(", ".join(facts))
    yield verdict_line(answer.verdict)


def _cause(cause: Cause, place_word: str, most: int | None) -> Iterator[str]:
    yield ""
    yield from _cause_title(cause)
    left = cause.number if most is None else most
    for advice, findings in cause.by_advice():
        shown, left = findings[:left], max(0, left - len(findings))
        if shown:
            yield from _pupils(shown, place_word)
            yield wrapped(f"What to do: {advice}", "    ")
    if cause.by_file:
        yield wrapped(cause.by_file, "    ")
    if hidden := cause.number - (len(cause.findings) if most is None else min(len(cause.findings), most)):
        yield f"    and {hidden:,} more{_how_to_see(cause, most)}"


def _cause_title(cause: Cause) -> Iterator[str]:
    pupils = cause.pupils
    number = "" if not pupils else counted(pupils, "pupil")
    if pupils and cause.number > pupils:
        number = f"{cause.number:,} times" if cause.beyond else f"{number}, {cause.number:,} times"
    title = f"{cause.rule.title}: {number}" if number else cause.rule.title
    yield f"  {click.style(title, bold=True)} {click.style(f'[{cause.rule.id}]', dim=True)}"


def _how_to_see(cause: Cause, most: int | None) -> str:
    if most is not None and len(cause.findings) > most:
        return " (--all shows them)"
    return " of the same kind"


def _pupils(findings: Iterable[Finding], place_word: str) -> Iterator[str]:
    """Each finding: where it is, the UPN, what is wrong."""
    rows = [(_place(f, place_word), printable(f.upn or ""), f.message) for f in findings]
    place_width = max(len(place) for place, _, _ in rows)
    upn_width = max(len(upn) for _, upn, _ in rows)
    for place, upn, message in rows:
        columns = [text.ljust(size) for text, size in ((place, place_width), (upn, upn_width)) if size]
        first = "    " + "".join(f"{text}  " for text in columns)
        yield wrapped(message, " " * len(first), first=first)


def _place(finding: Finding, place_word: str) -> str:
    """Where in the file; a fault of the whole file says its own place."""
    if finding.line is None or not (is_on_pupil(finding) or finding.subject):
        return ""
    return f"{place_word} {finding.line}"


def _outcomes(answer: CheckResult, framework: Framework) -> Iterator[str]:
    counts = {subject: codes for subject, codes in answer.outcomes.items() if codes}
    if not counts:
        return
    used = {code for codes in counts.values() for code in codes}
    codes = [code for code in framework.meanings if code in used]
    yield ""
    yield click.style("Outcomes read", bold=True)
    rows = [[framework.by_key[s].label, *(str(counts[s].get(code, "-")) for code in codes)] for s in counts]
    yield from table([["", *codes], *rows])
