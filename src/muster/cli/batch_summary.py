"""What a batch adds up to: the figures that an officer asks for first."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from muster.framework import Framework
from muster.records import CheckResult, Severity
from muster.rules.causes import Cause, causes_of


class CauseCount:
    """How many schools have a cause, and on how many pupils."""

    def __init__(self) -> None:
        self.schools = 0
        self.pupils = 0

    def add(self, cause: Cause) -> None:
        """Count one file's findings of the cause; those not given in full count as a pupil each."""
        self.schools += 1
        self.pupils += cause.pupils + (cause.beyond if cause.pupils else 0)


class FileLine:
    """One file that needs work: whose it is, and how many causes it has to put right and to explain."""

    def __init__(self, answer: CheckResult, severities: Counter[Severity]) -> None:
        self.number = answer.school.number if answer.school else ""
        self.name = (answer.school.name or "") if answer.school else answer.file
        self.errors = severities[Severity.ERROR]
        self.queries = severities[Severity.QUERY]


class BatchSummary:
    """Adds answers up as they come; keeps counts, the lines of files with errors, and the schools' numbers."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.files = 0
        self.pupils = 0
        self.verdicts: Counter[str] = Counter()
        self.outcomes: dict[str, Counter[str]] = defaultdict(Counter)
        self.causes: dict[tuple[Severity, str, str], CauseCount] = defaultdict(CauseCount)
        self.with_errors: list[FileLine] = []
        self.schools: Counter[str] = Counter()
        self.waiting: dict[str, int] = {}
        self.files_waiting: Counter[str] = Counter()

    def add(self, answer: CheckResult) -> None:
        """Take one file's answer."""
        self.files += 1
        self.pupils += answer.pupils
        self.verdicts[answer.verdict] += 1
        if answer.school is not None:
            self.schools[answer.school.number] += 1
        for subject, codes in answer.outcomes.items():
            self.outcomes[subject].update(codes)
        for needs, rules in answer.waiting.items():
            self.waiting[needs] = max(self.waiting.get(needs, 0), len(rules))
            self.files_waiting[needs] += 1
        self._add_causes(answer)

    def commonest(self, severity: Severity) -> list[tuple[str, str, CauseCount]]:
        """The causes of one severity as title, rule and counts: those of most schools first."""
        found = [(title, rule, count) for (level, rule, title), count in self.causes.items() if level is severity]
        return sorted(found, key=lambda item: (-item[2].schools, -item[2].pupils, item[1]))

    def sent_twice(self) -> list[str]:
        """The numbers of schools with more than one file."""
        return sorted(number for number, files in self.schools.items() if files > 1)

    def without_file(self, expected: Iterable[str]) -> list[str]:
        """Those of the schools with expected pupils that no file is of."""
        return sorted(set(expected) - self.schools.keys())

    def eligible(self, subject: str) -> int:
        """How many outcomes a share is taken of: all but those of pupils who left."""
        counts = self.outcomes[subject]
        return sum(counts.values()) - sum(counts[code] for code in self.framework.left)

    def share(self, subject: str, codes: Iterable[str]) -> str:
        """The share of the eligible with one of the codes in whole per cent, halves rounded up; "-" of nobody."""
        eligible = self.eligible(subject)
        number = sum(self.outcomes[subject][code] for code in codes)
        return f"{(200 * number + eligible) // (2 * eligible)} %" if eligible else "-"

    def _add_causes(self, answer: CheckResult) -> None:
        severities: Counter[Severity] = Counter()
        for cause in causes_of(answer):
            severities[cause.severity] += 1
            self.causes[cause.severity, cause.rule.id, cause.rule.title].add(cause)
        if answer.verdict == "errors":
            self.with_errors.append(FileLine(answer, severities))
