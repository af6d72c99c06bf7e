"""Schools asked for their own side of a case, and asked no more."""

from collections.abc import Collection as Several
from datetime import date

from muster.portal.audit.action import action
from muster.portal.collecting.policies import check_running
from muster.portal.duplicates.actions.changing import change_case, locked_ask, locked_view
from muster.portal.duplicates.actions.mails import tell_of_asking
from muster.portal.duplicates.case_view import CaseView
from muster.portal.duplicates.claim import Claim
from muster.portal.duplicates.models import Ask, Case
from muster.portal.duplicates.policies import check_due, check_open, check_text, check_unprotected, check_waits
from muster.portal.duplicates.sealing import close_question
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.refusals import Refusal


def ask(actor: Actor, case: Case, seen: int, sides: Several[str], text: str = "", due_on: date | None = None) -> Case:
    """Ask the schools of these sides (public ids) for their own dates, registration and view; told by mail.

    `seen` is the case's revision that the officer saw, `text` a sentence of theirs. Raises Changed where somebody was
    first, Refusal where the case is decided or a pupil protected, no school is chosen or one is asked already, the day
    cannot be, or the collection is closed.
    """
    check_text(text)
    with action(actor, case.authority.public_id) as act:
        view = locked_view(case, seen)
        _check(view, due_on)
        claims = _asked(view, sides)
        rows = [_row(actor, one, text, due_on) for one in claims]
        Ask.objects.bulk_create(rows)
        change_case(actor, view.case)
        act.record("case.asked", view.case, collection=view.case.collection.public_id, schools=len(claims))
        tell_of_asking([one.side.request for one in claims], due_on, f"{view.case.public_id}-{view.case.revision}")
    return view.case


def withdraw_ask(actor: Actor, ask: Ask, seen: int) -> Ask:
    """Ask the school no more. Raises Changed where it has answered meanwhile, Refusal where it waits for nothing."""
    with action(actor, ask.authority.public_id) as act:
        now = locked_ask(ask, seen)
        check_waits(now)
        now.withdrawn_at, now.revision = clock.now(), now.revision + 1
        now.save(update_fields=["withdrawn_at", "revision"])
        change_case(actor, now.side.case)
        act.record("case.ask_withdrawn", now.side.case, collection=now.side.case.collection.public_id)
    return now


def _check(view: CaseView, due_on: date | None) -> None:
    check_open(view.case)
    check_running(view.case.collection)
    check_unprotected(view)
    check_due(view.case.collection, due_on)


def _asked(view: CaseView, sides: Several[str]) -> list[Claim]:
    claims = [one for one in view.claims if one.side.public_id in set(sides)]
    if not claims or len(claims) != len(set(sides)):
        raise Refusal("case_nobody_asked")
    for one in claims:
        if one.is_asked and one.ask is not None:
            when = clock.in_words(one.ask.made_at)
            raise Refusal("case_asked_already", school=one.school.name, who=one.ask.asked_by_name, when=when)
    return claims


def _row(actor: Actor, claim: Claim, text: str, due_on: date | None) -> Ask:
    row = Ask(authority_id=claim.side.authority_id, side=claim.side, due_on=due_on, asked_by_name=actor.name)
    row.sealed = close_question(row, text, vault_of(claim.school.authority.public_id))
    return row
