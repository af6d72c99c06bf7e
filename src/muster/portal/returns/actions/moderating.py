"""What the authority asks about a confirmed return, with which it opens an accepted one again; the school's answers."""

from collections.abc import Sequence
from datetime import date

import msgspec

from muster.portal.collecting.models import Request
from muster.portal.collecting.terms import framework_of
from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Authority
from muster.portal.pupils.models import Child
from muster.portal.returns.actions.messages import tell_of_opening, tell_of_questions
from muster.portal.returns.actions.moving import Moving, moving
from muster.portal.returns.actions.reviewing import Read, ask_again
from muster.portal.returns.models import Question, Return
from muster.portal.returns.sealing import close
from muster.portal.returns.unread import open_questions, unread_answers
from muster.rules import catalogue

LONGEST_QUESTION = 4_000


class Asked(msgspec.Struct, frozen=True):
    """A question to a school. `about` is the public id of the child that it is about, "" for the whole return.

    `subject` and `rule` narrow it, "" for none; `due_on` is the day by which it is to be answered. `follows` is the
    question (by public id) whose answer was not enough, `read` the explanation that was not: what it is about is then
    theirs.
    """

    text: str
    about: str = ""
    subject: str = ""
    rule: str = ""
    due_on: date | None = None
    follows: str = ""
    read: Read | None = None


def send_back(actor: Actor, request: Request, seen: int, questions: Sequence[Asked]) -> list[Question]:
    """Ask the school questions about what it has confirmed, which stays in force; the school is told by mail.

    `seen` is the return's revision that the officer saw. Raises Changed where somebody was first, Refusal where
    nothing is confirmed, no question was written, it is due on a day that is past or too late, or one is about a child,
    a subject, a check, an answer or an explanation that is none of the return's.
    """
    asked = [one for one in questions if one.text.strip()]
    if not asked:
        raise Refusal("question_empty")
    with moving(actor, request, seen, "send_back") as move:
        check_asked(request, asked)
        _check_children(move.school_return, asked)
        rows = [_question(move, one) for one in asked]
        Question.objects.bulk_create(rows)
        move.facts = {"questions": len(rows)}
        tell_of_questions(move.school_return, len(rows), min((one.due_on for one in asked if one.due_on), default=None))
    return rows


def answer_question(actor: Actor, request: Request, seen: int, question_public_id: str, text: str) -> Question:
    """The school's answer to one question. Once the last has its answer, it is the authority's turn.

    Raises Changed where somebody was first, Refusal where the answer is empty or the question waits for none.
    """
    if not text.strip():
        raise Refusal("answer_empty")
    with moving(actor, request, seen, "answer") as move:
        waiting = open_questions(Question.objects.filter(school_return=move.school_return))
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


def drop_question(actor: Actor, request: Request, seen: int, question_public_id: str) -> Question:
    """No longer ask a question that waits for the school. Once none is left, it is the authority's turn.

    Raises Changed where somebody was first, Refusal where the question waits for no answer.
    """
    with moving(actor, request, seen, "drop") as move:
        waiting = open_questions(Question.objects.filter(school_return=move.school_return))
        question = waiting.filter(public_id=question_public_id).first()
        if question is None:
            raise Refusal("answer_gone")
        question.settled_at, question.settled_by_name = clock.now(), actor.name
        question.save(update_fields=["settled_at", "settled_by_name"])
        left = waiting.count()
        move.keeps_turn = left > 0
        move.facts = {"question": question.public_id, "left": left}
    return question


def reopen(actor: Actor, request: Request, seen: int, reason: str) -> Return:
    """Open accepted results again: the school is told by mail, asked in the words of the reason, and may change them.

    Raises Changed where somebody was first, Refusal where nothing is accepted or no reason is given.
    """
    if not reason.strip():
        raise Refusal("reason_missing")
    with moving(actor, request, seen, "reopen") as move:
        question = _question(move, Asked(reason))
        question.reopens = True
        question.save(force_insert=True)
        tell_of_opening(move.school_return)
    return move.school_return


def check_asked(request: Request, asked: Sequence[Asked]) -> None:
    """Raises Refusal where a question is too long, is due too early or too late, or names no subject or check."""
    collection, framework = request.collection, framework_of(request.collection.year)
    last = collection.closes_at.astimezone(clock.LONDON).date()
    for one in asked:
        if len(one.text.strip()) > LONGEST_QUESTION:
            raise Refusal("question_long", longest=f"{LONGEST_QUESTION:,}")
        if one.due_on is not None and one.due_on < clock.today():
            raise Refusal("question_due_past")
        if one.due_on is not None and one.due_on > last:
            raise Refusal("question_due_late", closes=said(collection.closes_at))
        if (one.subject and one.subject not in framework.by_key) or (one.rule and one.rule not in catalogue()):
            raise Refusal("question_about_nothing")


def _question(move: Moving, asked: Asked) -> Question:
    school_return = move.school_return
    row = Question(authority_id=school_return.authority_id, school_return=school_return, due_on=asked.due_on)
    row.about, row.subject, row.rule = asked.about, asked.subject, asked.rule
    if asked.follows:
        _follow(row, asked.follows)
    if asked.read is not None:
        _doubt(move, row, asked.read)
    row.sealed = close(row, "question", asked.text.strip(), vault_of(_authority(school_return).public_id))
    row.asked_by_name = move.actor.name
    return row


def _follow(row: Question, public_id: str) -> None:
    """Let the question follow an answered one, about the same; Refusal where that one waits, or another follows it."""
    earlier = unread_answers(Question.objects.filter(school_return=row.school_return))
    row.follows = earlier.filter(public_id=public_id).first()
    if row.follows is None:
        raise Refusal("answer_gone")
    row.about, row.subject, row.rule = row.follows.about, row.follows.subject, row.follows.rule


def _doubt(move: Moving, row: Question, read: Read) -> None:
    """Let the question be about what the explanation is about, and keep that this one was not enough."""
    explanation = ask_again(move.actor, move.school_return, read, row.public_id)
    child = explanation.child
    row.about, row.subject, row.rule = child.public_id if child else "", explanation.subject, explanation.rule


def _check_children(school_return: Return, asked: Sequence[Asked]) -> None:
    """Raises Refusal where a question names a child whom the return does not hold: a forged form."""
    about = {one.about for one in asked if one.about}
    if not about:
        return
    held = Child.objects.filter(
        authority_id=school_return.authority_id, public_id__in=about, results__version=school_return.confirmed
    )
    if set(held.values_list("public_id", flat=True)) != about:
        raise Refusal("question_about_nobody")


def _authority(school_return: Return) -> Authority:
    return school_return.request.authority
