"""Running the rules of a year over one return, in the catalogue's order, within bounds."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from heapq import nsmallest

from muster.records import CheckResult, Finding, Severity
from muster.rules import cohort, file, outcome, pupil, school  # noqa: F401 - they register their rules
from muster.rules.catalogue import Rule, rules_of
from muster.rules.collapse import COLLAPSES, collapsed
from muster.rules.registry import REGISTRY, Found
from muster.rules.return_view import ReturnView, Stop
from muster.rules.waiving import WAIVED, is_waivable
from muster.rules.wording import finding_of

FULL_FINDINGS = 500

# Source: the table of precedence. Of another school's file nothing is said that counts or names its children.
_WHEN_UNREAD = frozenset({"F01", "F02", "F03", "F04"})
_WHEN_ANOTHER_SCHOOLS = frozenset({"F05", "F08", "F09", "F10", "F11", "F13", "F15", "F16", "F17"})


class Tally:
    """Findings as they come: the first in full, the others counted by rule; all of them by severity."""

    def __init__(self, room: int = FULL_FINDINGS) -> None:
        self._room = room
        self.findings: list[Finding] = []
        self.left_out: dict[str, int] = {}
        self.severities: Counter[Severity] = Counter()

    def add(self, rule: Rule, severity: Severity, found: Iterable[Found], line_word: str) -> None:
        """Take a rule's findings, those on the whole file first, then by line."""
        counted = _Counted(found)
        first = nsmallest(self._room, counted, key=lambda f: _line(f) or 0)
        counted.exhaust()
        self.findings += [finding_of(rule, severity, item, line_word) for item in first]
        self._room -= len(first)
        self.severities[severity] += counted.number
        if counted.number > len(first):
            self.left_out[rule.id] = counted.number - len(first)


class _Counted:
    """An iterable that remembers how many it gave."""

    def __init__(self, items: Iterable[Found]) -> None:
        self._items = iter(items)
        self.number = 0

    def __iter__(self) -> Iterator[Found]:
        for item in self._items:
            self.number += 1
            yield item

    def exhaust(self) -> None:
        """Count what nobody has taken: the smallest none of many are found without looking at them."""
        for _ in self:
            pass


def run_rules(given: ReturnView) -> CheckResult:
    """The answer to one return: counts, findings, and what the rules that did not run wait for."""
    tally, waiting = Tally(), defaultdict(list)
    for rule in rules_of(given.framework.year):
        severity = severity_in(rule, given.settings.softened)
        if severity is None or not _reaches(rule, given.stop):
            continue
        if not _is_there(rule.needs, given):
            waiting[rule.needs].append(rule.id)
        elif rule.id in REGISTRY:
            tally.add(rule, severity, _found(rule, given), line_word(given.file.kind))
    return _result(given, tally, {needs: tuple(ids) for needs, ids in waiting.items()})


def each_concerned(rule_id: str, given: ReturnView) -> list[Found]:
    """What a rule finds pupil by pupil, also where the answer says it once for the whole file."""
    return list(REGISTRY[rule_id](given))


def verdict_of(severities: Counter[Severity]) -> str:
    """Errors, else queries, else clear; notes leave it clear."""
    if severities[Severity.ERROR]:
        return "errors"
    return "queries" if severities[Severity.QUERY] else "clear"


def severity_in(rule: Rule, softened: dict[str, str]) -> Severity | None:
    """A rule's severity in a collection, None where the authority has switched the query off.

    A rule that is waived for the school is given as a note, an error too where it may be waived.
    """
    setting = softened.get(rule.id)
    if setting == WAIVED and is_waivable(rule):
        return Severity.NOTE
    if rule.severity is not Severity.QUERY:
        return rule.severity
    return {"off": None, "note": Severity.NOTE}.get(setting or "", rule.severity)


def line_word(kind: str | None) -> str:
    """What a place in the file is called: a CTF has lines, a table rows."""
    return "row" if kind in ("csv", "xlsx") else "line"


def _found(rule: Rule, given: ReturnView) -> Iterator[Found]:
    function = REGISTRY[rule.id]
    return collapsed(rule.id, function, given) if rule.id in COLLAPSES else function(given)


def _reaches(rule: Rule, stop: Stop | None) -> bool:
    """Whether the rule runs, given how far the checks go."""
    if stop is Stop.UNREAD:
        return rule.id in _WHEN_UNREAD
    if stop is Stop.OTHER_SCHOOL:
        return rule.id in _WHEN_ANOTHER_SCHOOLS
    return stop is None or rule.level == "file"


def _is_there(needs: str, given: ReturnView) -> bool:
    there = {
        "": True,
        "school": given.context.school is not None,
        "roll": given.roll is not None,
        "history": given.context.expected.history is not None,
        "receipts": given.context.receipts is not None,
        "returns": False,
    }
    return there[needs]


def _line(found: Found) -> int | None:
    if found.line is not None:
        return found.line
    return found.pupil.record.line if found.pupil else None


def _result(given: ReturnView, tally: Tally, waiting: dict[str, tuple[str, ...]]) -> CheckResult:
    return CheckResult(
        ruleset=given.framework.ruleset,
        file=given.file.name,
        sha256=given.file.sha256,
        kind=given.file.kind,
        verdict=verdict_of(tally.severities),
        school=given.school,
        pupils=len(given.pupils),
        outcomes=given.outcomes,
        findings=tuple(tally.findings),
        left_out=tally.left_out,
        waiting=waiting,
    )
