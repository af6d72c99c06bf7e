"""What a school answers about its own side of a case."""

from datetime import date

import msgspec

from muster.portal.audit.action import Action, action
from muster.portal.collecting.policies import check_running
from muster.portal.duplicates.actions.changing import change_case, locked_ask, locked_side
from muster.portal.duplicates.loading import views_of
from muster.portal.duplicates.models import Ask, Case, Side
from muster.portal.duplicates.policies import check_dates, check_text, check_waits
from muster.portal.duplicates.sealing import close_answer
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.refusals import Refusal


class OwnAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The first and the last day on the school's roll, None for one that it does not know or that is not over.

    `registration` and `view` are ids of `Ask`; `text` a sentence, which may be empty.
    """

    entry: date | None = None
    leaving: date | None = None
    registration: str = ""
    view: str = ""
    text: str = ""


def answer_ask(actor: Actor, ask: Ask, seen: int, answer: OwnAnswer) -> Ask:
    """Keep what the school answers; the same answer again changes nothing, whoever was first.

    `seen` is the ask's revision that the person saw. Raises Changed where somebody was first, Refusal where the answer
    lacks its view or a day cannot be right, the school is no longer asked, or the collection is closed.
    """
    _check(ask, answer)
    with action(actor, ask.authority.public_id) as act:
        now = locked_ask(ask, seen)
        check_waits(now)
        _keep(act, actor, now, answer)
    return now


def say_unasked(actor: Actor, side: Side, answer: OwnAnswer) -> Ask:
    """Keep what the school says of its own accord, as the answer to a question that nobody has put.

    Raises Changed where the school was asked, or somebody said something, meanwhile; Refusal as `answer_ask` does, and
    where the pupil is protected, which is not told.
    """
    row = Ask(authority_id=side.authority_id, side=side)
    _check(row, answer)
    with action(actor, side.authority.public_id) as act:
        row.side = locked_side(side)
        check_waits(row)
        (view,) = views_of(Case.objects.filter(pk=side.case_id), row.side.case.collection)
        if view.is_protected:
            raise Refusal("case_ask_withdrawn")
        _keep(act, actor, row, answer)
    return row


def _keep(act: Action, actor: Actor, ask: Ask, answer: OwnAnswer) -> None:
    case = ask.side.case
    check_running(case.collection)
    _write(ask, actor, answer)
    change_case(actor, case)
    school, collection = ask.side.request.school.public_id, case.collection.public_id
    act.record("case.answered", case, school=school, collection=collection, view=ask.view)


def _check(ask: Ask, answer: OwnAnswer) -> None:
    if answer.view not in Ask.View:
        raise Refusal("case_view_missing")
    if answer.registration and answer.registration not in Ask.Registration:
        raise Refusal("case_registration_unknown")
    check_text(answer.text)
    check_dates(ask.side.case.collection, answer.entry, answer.leaving)


def _write(ask: Ask, actor: Actor, answer: OwnAnswer) -> None:
    ask.entry_date, ask.leaving_date = answer.entry, answer.leaving
    ask.registration, ask.view = answer.registration, answer.view
    ask.answer_sealed = close_answer(ask, answer.text, vault_of(ask.authority.public_id))
    ask.answered_at, ask.answered_by_name, ask.revision = clock.now(), actor.name, ask.revision + 1
    ask.save()
