"""The workbooks that go back to schools: a sheet a school, with a column for its answers."""

from collections.abc import Callable, Iterable

from muster.formats.export import Cell, Sheet, xlsx_bytes
from muster.records import CheckResult, Finding, Severity
from muster.rules.causes import SEVERITY_WORDS, VERDICT_WORDS, Cause, causes_of
from muster.rules.engine import line_word

_ANSWER = "Your answer"
HEADER = (
    "How urgent", "Cause", "Pupil", "UPN", "Subject", "In the file", "Where", "What is wrong", "What to do",
    _ANSWER,
)  # fmt: skip
_SUMMARY_HEADER = (
    "Number", "School", "File", "Pupils", "Result", "Causes to put right", "Causes to explain", "Notes", "Sheet",
)  # fmt: skip


class Workbook:
    """A first sheet of all files, then a sheet a school; a school that sent two files has a sheet of both."""

    def __init__(self) -> None:
        self._summary: list[list[Cell]] = []
        self._rows: dict[str, list[list[Cell]]] = {}

    def add(self, answer: CheckResult) -> None:
        """Keep one answer as rows."""
        causes = causes_of(answer)
        sheet = _sheet_of(answer)
        self._summary.append(_summary_row(answer, causes, sheet if causes else ""))
        if causes:
            self._rows.setdefault(sheet, []).extend(rows_of(answer))

    def content(self) -> bytes:
        """The workbook's bytes."""
        sheets = [Sheet("Summary", _SUMMARY_HEADER, self._summary)]
        sheets += [sheet_of(name, rows) for name, rows in self._rows.items()]
        return xlsx_bytes(sheets)


def rows_of(answer: CheckResult) -> list[list[Cell]]:
    """What was found as rows: what must be put right first."""
    return rows_of_causes(causes_of(answer), answer.kind)


def rows_of_causes(
    causes: Iterable[Cause], kind: str | None, said: Callable[[Finding], str | None] = lambda _: None
) -> list[list[Cell]]:
    """Causes as rows; `kind` is what the file was, `said` what the school has answered to a finding."""
    return [row for cause in causes for row in _rows(cause, line_word(kind), said)]


def sheet_of(name: str, rows: list[list[Cell]]) -> Sheet:
    """A sheet of such rows."""
    return Sheet(name, HEADER, rows, (_ANSWER,))


def _sheet_of(answer: CheckResult) -> str:
    """The sheet's name: the school's number, or where there is none the end of the file's name."""
    return answer.school.number if answer.school else answer.file[-31:]


def _summary_row(answer: CheckResult, causes: list[Cause], sheet: str) -> list[Cell]:
    school = answer.school
    numbers = [sum(cause.severity is severity for cause in causes) for severity in Severity]
    number, name = (school.number, school.name) if school else (None, None)
    return [number, name, answer.file, answer.pupils, VERDICT_WORDS[answer.verdict], *numbers, sheet or None]


def _rows(cause: Cause, word: str, answer: Callable[[Finding], str | None]) -> list[list[Cell]]:
    rows = [_row(cause, finding, word, answer(finding)) for finding in cause.findings]
    if cause.beyond:
        said = f"{cause.beyond:,} more of the same kind, which are not listed."
        rows.append([SEVERITY_WORDS[cause.severity], cause.rule.title, None, None, None, None, None, said, None, None])
    return rows


def _row(cause: Cause, finding: Finding, word: str, answer: str | None) -> list[Cell]:
    place = None if finding.line is None else f"{word} {finding.line}"
    return [
        SEVERITY_WORDS[cause.severity], cause.rule.title, finding.pupil, finding.upn, finding.subject, finding.value,
        place, finding.message, f"{finding.advice} {cause.by_file}".strip(), answer,
    ]  # fmt: skip
