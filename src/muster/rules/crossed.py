"""An answer, once other schools' returns are known: X01 to X04 added, and what they answer taken away."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from muster.records import CheckResult, Finding, Severity
from muster.rules.catalogue import catalogue
from muster.rules.cross_school import SentElsewhere, SharedPupil, found_elsewhere, found_shared, shared_rule
from muster.rules.engine import FULL_FINDINGS, line_word, severity_in, verdict_of
from muster.rules.registry import Found
from muster.rules.wording import finding_of

_MISSING, _ELSEWHERE = "C01", "X04"


def with_other_schools(
    answer: CheckResult, shared: Iterable[SharedPupil], elsewhere: Sequence[SentElsewhere], softened: dict[str, str]
) -> CheckResult:
    """The answer with the findings between schools.

    A pupil whom another school has sent (X04) is not also missing (C01), unless X04 is not said here at all.
    """
    found = [(shared_rule(match), found_shared(match)) for match in shared]
    found += [(_ELSEWHERE, found_elsewhere(match)) for match in elsewhere]
    crossing = sorted(_worded(found, answer, softened), key=lambda finding: (finding.rule, finding.line or 0))
    kept, left_out = _without_missing(answer, elsewhere)
    room = max(0, FULL_FINDINGS - len(kept))
    left_out |= Counter(finding.rule for finding in crossing[room:])
    waiting = {needs: rules for needs, rules in answer.waiting.items() if needs != "returns"}
    whole = replace(answer, findings=(*kept, *crossing[:room]), left_out=left_out, waiting=waiting)
    return replace(whole, verdict=verdict_of(_severities(whole, softened)))


def _worded(found: Iterable[tuple[str, Found]], answer: CheckResult, softened: dict[str, str]) -> Iterable[Finding]:
    for rule_id, item in found:
        rule = catalogue()[rule_id]
        severity = severity_in(rule, softened)
        if severity is not None:
            yield finding_of(rule, severity, item, line_word(answer.kind))


def _without_missing(answer: CheckResult, elsewhere: Sequence[SentElsewhere]) -> tuple[list[Finding], dict[str, int]]:
    answered = {(match.upn, match.who) for match in elsewhere}
    kept = [f for f in answer.findings if f.rule != _MISSING or (f.upn, f.pupil) not in answered]
    beyond = len(answered) - (len(answer.findings) - len(kept))
    left_out = dict(answer.left_out)
    if _MISSING in left_out and beyond > 0:
        left_out[_MISSING] -= beyond
    return kept, {rule: count for rule, count in left_out.items() if count > 0}


def _severities(answer: CheckResult, softened: dict[str, str]) -> Counter[Severity]:
    severities = Counter(finding.severity for finding in answer.findings)
    for rule_id, count in answer.left_out.items():
        severities[severity_in(catalogue()[rule_id], softened) or Severity.NOTE] += count
    return severities
