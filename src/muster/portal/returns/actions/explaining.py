"""A school's explanations: a reason and a sentence for what was asked, as long as the facts hold."""

from collections.abc import Sequence

from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.refusals import Refusal
from muster.portal.returns.actions.moving import moving
from muster.portal.returns.keys import Key, key_of
from muster.portal.returns.models import Explanation, Finding, Return
from muster.portal.returns.reasons import LONGEST_SENTENCE, reasons_for
from muster.portal.returns.sealing import close
from muster.records import Severity


def explain(actor: Actor, request: Request, seen: int, findings: Sequence[str], reason: str, text: str) -> int:
    """Explain these questions of the newest check, given by public id, in place of what was said; how many they are.

    Raises Changed where the return has moved on since the revision `seen`; Refusal where none is given, the reason is
    not one for each of them, its sentence is missing or too long, or one of them is no longer asked.
    """
    sentence = text.strip()
    with moving(actor, request, seen, "explain") as move:
        rows = _asked(move.school_return, findings)
        for rule in {row.rule for row in rows}:
            check_reason(rule, reason, sentence)
        _keep(actor, move.school_return, rows, reason, sentence)
        move.facts = {"questions": len(rows), "reason": reason}
    return len(rows)


def check_reason(rule: str, reason: str, sentence: str) -> None:
    """Raises Refusal where this is no explanation of what the rule asks."""
    offered = next((one for one in reasons_for(rule) if one.id == reason), None)
    if offered is None:
        raise Refusal("reason_unknown")
    if offered.needs_sentence and not sentence.strip():
        raise Refusal("sentence_missing")
    if len(sentence) > LONGEST_SENTENCE:
        raise Refusal("sentence_long", longest=LONGEST_SENTENCE)


def _asked(school_return: Return, findings: Sequence[str]) -> list[Finding]:
    wanted = set(findings)
    if not wanted:
        raise Refusal("questions_none")
    rows = Finding.objects.filter(version=school_return.version, severity=Severity.QUERY, public_id__in=wanted)
    found = list(rows.order_by("number"))
    if len(found) != len(wanted):
        raise Refusal("questions_gone")
    return found


def _keep(actor: Actor, school_return: Return, rows: Sequence[Finding], reason: str, sentence: str) -> None:
    vault = vault_of(school_return.authority.public_id)
    said = {key_of(one): one for one in Explanation.objects.filter(school_return=school_return)}
    for row in rows:
        one = said.get(key_of(row)) or _fresh(school_return, key_of(row))
        one.reason, one.by_name, one.at = reason, actor.name, clock.now()
        one.sealed = close(one, "text", sentence, vault) if sentence else b""
        one.revision += one.pk is not None
        one.save()
        said[key_of(row)] = one


def _fresh(school_return: Return, key: Key) -> Explanation:
    rule, child, subject, facts = key
    return Explanation(
        authority_id=school_return.authority_id,
        school_return=school_return,
        rule=rule,
        child_id=child,
        subject=subject,
        facts_key=facts,
    )
