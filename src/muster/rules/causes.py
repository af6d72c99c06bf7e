"""What was found, put together by cause: how people work through it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from muster.records import CheckResult, Finding, Severity
from muster.rules.catalogue import Rule, catalogue

SEVERITY_WORDS = {
    Severity.ERROR: "Must be put right",
    Severity.QUERY: "Please explain",
    Severity.NOTE: "For your information",
}
VERDICT_WORDS = {
    "errors": "Something to put right",
    "queries": "Something to explain",
    "clear": "Nothing to put right",
}

_BY_FILE = {
    Severity.ERROR: "Correct it in your school's system, then send a new file.",
    Severity.QUERY: "What is wrong is corrected in your school's system. Then send a new file.",
}
_ON_THE_PUPIL = frozenset({"pupil", "outcome"})
_IN_THE_FILE = frozenset({"C02", "C03", "C04"})


class Cause(NamedTuple):
    """One rule's findings in one file; `beyond` counts those that are not given in full."""

    rule: Rule
    severity: Severity
    findings: tuple[Finding, ...]
    beyond: int = 0

    @property
    def number(self) -> int:
        """How many findings there are, also those that are counted only."""
        return len(self.findings) + self.beyond

    @property
    def pupils(self) -> int:
        """On how many pupils the findings given in full are; 0 for those on the whole file."""
        return len({(f.upn, f.pupil, f.line if f.upn is None else None) for f in self.findings if is_on_pupil(f)})

    @property
    def is_corrected(self) -> bool:
        """Whether something of a pupil who is in the file is to be corrected, or may be; not where nothing is asked."""
        return self.severity in _BY_FILE and (self.rule.level in _ON_THE_PUPIL or self.rule.id in _IN_THE_FILE)

    @property
    def by_file(self) -> str:
        """How it is corrected where a file is all that there is; "" where nothing of a pupil is to be corrected.

        The advice says what to correct; this goes with it once a cause.
        """
        return _BY_FILE[self.severity] if self.is_corrected else ""

    def by_advice(self) -> Iterator[tuple[str, list[Finding]]]:
        """The findings with the same advice together, in the order in which each advice first comes."""
        together: dict[str, list[Finding]] = {}
        for finding in self.findings:
            together.setdefault(finding.advice, []).append(finding)
        yield from together.items()


def is_on_pupil(finding: Finding) -> bool:
    """Whether a finding is on one pupil: a pupil is told by name, by UPN, or (having neither) by line alone."""
    return finding.upn is not None or finding.pupil is not None or finding.rule == "P07"


def causes_of(answer: CheckResult) -> list[Cause]:
    """An answer's causes: what must be put right first, then the catalogue's order."""
    return causes_among(answer.findings, answer.left_out)


def causes_among(findings: Iterable[Finding], left_out: Mapping[str, int]) -> list[Cause]:
    """The causes of these findings, in the same order; `left_out` counts by rule those that are not among them."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    rules = [rule for rule in catalogue().values() if rule.id in by_rule or rule.id in left_out]
    causes = [_cause(rule, by_rule.get(rule.id, []), left_out.get(rule.id, 0)) for rule in rules]
    return sorted(causes, key=lambda cause: list(SEVERITY_WORDS).index(cause.severity))


def school_words(answer: CheckResult) -> str:
    """The school as people say it: name and number; "" where the file tells none."""
    if answer.school is None:
        return ""
    name, number = answer.school.name, answer.school.number
    return f"{name} ({number})" if name else f"School {number}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun ("1 pupil", "1,200 pupils")."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _cause(rule: Rule, findings: list[Finding], beyond: int) -> Cause:
    severity = findings[0].severity if findings else rule.severity
    return Cause(rule, severity, tuple(findings), beyond)
