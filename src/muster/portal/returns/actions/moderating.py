"""What the authority does with a confirmed return: it asks, accepts, opens again; and the school answers."""

from collections.abc import Sequence

import msgspec

from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Authority
from muster.portal.pupils.models import Child
from muster.portal.returns.actions.messages import tell_of_opening, tell_of_questions
from muster.portal.returns.actions.moving import Moving, moving
from muster.portal.returns.models import Confirmation, Question, Return
from muster.portal.returns.sealing import close


class Asked(msgspec.Struct, frozen=True):
    """A question to a school; `about` is the public id of the child that it is about, "" for the whole return."""

    text: str
    about: str = ""


def send_back(actor: Actor, request: Request, seen: int, questions: Sequence[Asked]) -> list[Question]:
    """Ask the school questions about what it has confirmed, which stays in force; the school is told by mail.

    `seen` is the return's revision that the officer saw. Raises Changed where somebody was first, Refusal where
    nothing is confirmed, no question was written, or one is about a child who is not in the return.
    """
    asked = [one for one in questions if one.text.strip()]
    if not asked:
        raise Refusal("question_empty")
    with moving(actor, request, seen, "send_back") as move:
        _check_children(move.school_return, asked)
        rows = [_question(move, one) for one in asked]
        Question.objects.bulk_create(rows)
        move.facts = {"questions": len(rows)}
        tell_of_questions(move.school_return, len(rows))
    return rows


def answer_question(actor: Actor, request: Request, seen: int, question_public_id: str, text: str) -> Question:
    """The school's answer to one question. Once the last has its answer, it is the authority's turn.

    Raises Changed where somebody was first, Refusal where the answer is empty or the question waits for none.
    """
    if not text.strip():
        raise Refusal("answer_empty")
    with moving(actor, request, seen, "answer") as move:
        waiting = Question.objects.filter(school_return=move.school_return, answered_at__isnull=True)
        question = waiting.filter(public_id=question_public_id).first()
        if question is None:
            raise Refusal("not_asked_back", authority=request.authority.name)
        question.answer_sealed = close(question, "answer", text.strip(), vault_of(request.authority.public_id))
        question.answered_at, question.answered_by_name = clock.now(), actor.name
        question.save(update_fields=["answer_sealed", "answered_at", "answered_by_name"])
        left = waiting.count()
        move.keeps_turn = left > 0
        move.facts = {"question": question.public_id, "left": left}
    return question


def accept(actor: Actor, request: Request, seen: int) -> Return:
    """Accept what the school confirmed. What it would change from now on, an officer opens again first.

    Raises Changed where somebody was first, Refusal where nothing is confirmed, newer results are unconfirmed, or
    this person made or confirmed the version themselves: whoever accepts is somebody else.
    """
    with moving(actor, request, seen, "accept") as move:
        confirmation = _in_force(move.school_return)
        if actor.public_id and actor.public_id in (confirmation.by, confirmation.version.made_by):
            raise Refusal("accepts_own")
        move.facts = {"version": confirmation.version.number, "receipt": confirmation.receipt}
    return move.school_return


def reopen(actor: Actor, request: Request, seen: int, reason: str) -> Return:
    """Open accepted results again: the school is told by mail, asked in the words of the reason, and may change them.

    Raises Changed where somebody was first, Refusal where nothing is accepted or no reason is given.
    """
    if not reason.strip():
        raise Refusal("reason_missing")
    with moving(actor, request, seen, "reopen") as move:
        _question(move, Asked(reason)).save(force_insert=True)
        tell_of_opening(move.school_return)
    return move.school_return


def _question(move: Moving, asked: Asked) -> Question:
    school_return = move.school_return
    row = Question(authority_id=school_return.authority_id, school_return=school_return, about=asked.about)
    row.sealed = close(row, "question", asked.text.strip(), vault_of(_authority(school_return).public_id))
    row.asked_by_name = move.actor.name
    return row


def _check_children(school_return: Return, asked: Sequence[Asked]) -> None:
    """Raises Refusal where a question names a child whom the return does not hold: a forged form."""
    about = {one.about for one in asked if one.about}
    held = Child.objects.filter(
        authority_id=school_return.authority_id, public_id__in=about, results__version=school_return.confirmed
    )
    if set(held.values_list("public_id", flat=True)) != about:
        raise Refusal("question_about_nobody")


def _in_force(school_return: Return) -> Confirmation:
    return (
        Confirmation.objects.select_related("version")
        .filter(school_return=school_return, version=school_return.confirmed, withdrawn_at__isnull=True)
        .latest("at")
    )


def _authority(school_return: Return) -> Authority:
    return school_return.request.authority
