"""A finding in words: what a rule found, said with its catalogue sentence."""

from muster.records import Finding, Severity
from muster.rules.catalogue import Rule
from muster.rules.registry import Found
from muster.rules.sentences import fill


def finding_of(rule: Rule, severity: Severity, found: Found, line_word: str) -> Finding:
    """The finding, its message and advice filled in; `line_word` is what the file's places are called."""
    pupil = found.pupil
    upn = found.upn if pupil is None else pupil.shown_upn
    name = found.who if pupil is None else pupil.label
    line = pupil.record.line if found.line is None and pupil is not None else found.line
    said = {
        "who": name or (f"the pupil in {line_word} {line}" if line is not None else "a pupil without a name"),
        "subject": found.subject or "",
        "value": found.value or "",
        "upn": upn or "",
        "line_word": line_word,
        "line": line or 0,
    }
    sentence = rule.sentence(found.variant)
    return Finding(
        rule=rule.id,
        severity=severity,
        upn=upn,
        pupil=name,
        subject=found.subject,
        value=found.value,
        line=line,
        message=fill(sentence.message, said | found.facts),
        advice=fill(sentence.advice, said | found.facts),
        facts=found.facts,
    )
