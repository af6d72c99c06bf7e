"""A finding in words: what a rule found, said with its catalogue sentence."""

from muster.records import Fact, Facts, Finding, Severity
from muster.rules.catalogue import Rule
from muster.rules.registry import Found
from muster.rules.sentences import fill

_LONGEST_SAID = 200


def finding_of(rule: Rule, severity: Severity, found: Found, line_word: str) -> Finding:
    """The finding, its message and advice filled in; `line_word` is what the file's places are called.

    No text of the file is told beyond 200 characters, however long it is there.
    """
    pupil = found.pupil
    upn = _short(found.upn if pupil is None else pupil.shown_upn)
    name = _short(found.who if pupil is None else pupil.label)
    line = pupil.record.line if found.line is None and pupil is not None else found.line
    value = _short(found.value)
    facts: Facts = {key: _short_fact(fact) for key, fact in found.facts.items()}
    said: Facts = {
        "who": name or (f"the pupil in {line_word} {line}" if line is not None else "a pupil without a name"),
        "subject": found.subject or "",
        "value": value or "",
        "upn": upn or "",
        "line_word": line_word,
        "line": line or 0,
    }
    sentence = rule.sentence(found.variant)
    message = fill(sentence.message, said | facts)
    return Finding(
        rule=rule.id,
        severity=severity,
        upn=upn,
        pupil=name,
        subject=found.subject,
        value=value,
        line=line,
        message=message if name else message[:1].upper() + message[1:],
        advice=fill(sentence.advice, said | facts),
        facts=facts,
        place=None if pupil is None else pupil.place,
    )


def _short(text: str | None) -> str | None:
    return text if text is None or len(text) <= _LONGEST_SAID else f"{text[: _LONGEST_SAID - 1]}…"


def _short_fact(fact: Fact) -> Fact:
    if isinstance(fact, tuple):
        return tuple(_short(text) or "" for text in fact)
    return _short(fact) or "" if isinstance(fact, str) else fact
