"""Assessment rows in words: what a row that was skipped is of."""

from collections.abc import Iterable

from muster.framework import Framework
from muster.records import Problem

_STAGES = {
    "EYF": "early years foundation stage profile",
    "FSP": "early years foundation stage profile",
    "KS1": "key stage 1",
    "KS2": "key stage 2",
    "KS3": "key stage 3",
}


def row_phrases(skipped: Iterable[Problem], framework: Framework) -> tuple[str, ...]:
    """Each kind of skipped row in words, with its number ("phonics check of 2026 (60 rows)")."""
    counts: dict[str, int] = {}
    for problem in skipped:
        phrase = _phrase({key: str(value) for key, value in problem.facts.items()}, framework)
        counts[phrase] = counts.get(phrase, 0) + int(str(problem.facts["count"]))
    return tuple(f"{phrase} ({count:,} {'row' if count == 1 else 'rows'})" for phrase, count in counts.items())


def _phrase(facts: dict[str, str], framework: Framework) -> str:
    if facts["stage"] == "other":
        return "other kinds"
    year = f" of {facts['year']}" if facts["year"] else " without a year"
    return _what(facts, framework) + year


def _what(facts: dict[str, str], framework: Framework) -> str:
    if facts["subject"] == "PHO":
        return "phonics check"
    if facts["stage"] == "KS2" and facts["component"] == "MTC":
        return "multiplication tables check"
    stage = _STAGES.get(facts["stage"], facts["stage"] or "unnamed stage")
    if facts["stage"] != framework.stage:
        return stage
    return f"{stage} {_assessment(facts, framework)}"


def _assessment(facts: dict[str, str], framework: Framework) -> str:
    if facts["method"] != framework.ctf.method:
        return "test" if facts["method"] == "TT" else f"method {facts['method'] or 'not given'}"
    key = framework.by_row.get((facts["subject"], facts["component"]))
    named = key or f"{facts['subject']} {facts['component']}".strip()
    status = facts["status"]
    return f"{named}, status {status}," if status and status not in framework.ctf.statuses else named
