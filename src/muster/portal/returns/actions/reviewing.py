"""An officer takes what a school says as it is: its explanations, and its answers."""

from collections.abc import Iterable, Sequence

import msgspec

from muster.portal.audit.action import action
from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.returns.actions.moving import check_seen, locked
from muster.portal.returns.models import Explanation, Question, Return, Review
from muster.portal.returns.unread import latest_reviews, unread_answers


class Read(msgspec.Struct, frozen=True):
    """An explanation as an officer read it: its public id, and its latest review's at that moment, "" for none."""

    explanation: str
    review: str = ""


class _NothingNew(Exception):
    """All of it was taken already."""


def take(actor: Actor, request: Request, seen: int, explanations: Sequence[Read], answers: Sequence[str] = ()) -> int:
    """Take these explanations, and the answers to these questions (by public id), as they are; how many were new.

    The return does not go on by it: nothing is otherwise for the school. Taken twice is taken once. Raises Changed
    where the school has said something else since the revision `seen`, or another officer asked again; Refusal where
    one of them is not of this return.
    """
    try:
        with action(actor, request.authority.public_id) as act:
            school_return = locked(request)
            check_seen(school_return, seen)
            new = take_explanations(actor, _not_taken(school_return, explanations))
            answered = take_answers(actor, school_return, answers)
            if not new + answered:
                raise _NothingNew
            school = request.school.public_id
            act.record("explanations.taken", school_return, school=school, explanations=new, answers=answered)
    except _NothingNew:
        return 0
    return new + answered


def take_explanations(actor: Actor, explanations: Iterable[Explanation]) -> int:
    """Keep that the actor took these explanations as they are; how many. Part of another action."""
    rows = [_review(actor, one, taken=True) for one in explanations]
    Review.objects.bulk_create(rows)
    return len(rows)


def take_answers(actor: Actor, school_return: Return, questions: Sequence[str]) -> int:
    """Keep that the actor took the answers to these questions; how many were new. Part of another action."""
    if not questions:
        return 0
    held = Question.objects.filter(school_return=school_return, public_id__in=questions)
    if held.count() != len(set(questions)):
        raise Refusal("answer_gone")
    return unread_answers(held).update(settled_at=clock.now(), settled_by_name=actor.name)


def ask_again(actor: Actor, school_return: Return, read: Read, question: str) -> Explanation:
    """Keep that the actor asked again about an explanation, by this question; gives the explanation.

    Part of the action that asks. Raises Changed where another officer has looked at it since.
    """
    (explanation,) = _read(school_return, [read])
    _check_still(_latest([explanation]).get(explanation.pk), read)
    row = _review(actor, explanation, taken=False)
    row.question = question
    row.save(force_insert=True)
    return explanation


def _not_taken(school_return: Return, explanations: Sequence[Read]) -> list[Explanation]:
    """Those that nobody took yet. Raises Changed where somebody has asked again about one since it was read."""
    rows = _read(school_return, explanations)
    latest, reads = _latest(rows), {one.explanation: one for one in explanations}
    left = [one for one in rows if not ((review := latest.get(one.pk)) and review.taken)]
    for one in left:
        _check_still(latest.get(one.pk), reads[one.public_id])
    return left


def _read(school_return: Return, explanations: Sequence[Read]) -> list[Explanation]:
    wanted = {one.explanation for one in explanations}
    rows = list(Explanation.objects.filter(school_return=school_return, public_id__in=wanted))
    if len(rows) != len(wanted):
        raise Refusal("explanation_gone")
    return rows


def _latest(explanations: Sequence[Explanation]) -> dict[int, Review]:
    return latest_reviews(Review.objects.filter(explanation__in=[one.pk for one in explanations]))


def _check_still(latest: Review | None, read: Read) -> None:
    """Raises Changed where the latest review is not the one that was there when the explanation was read."""
    if latest is not None and latest.public_id != read.review:
        raise Changed("changed", who=latest.by_name, when=clock.in_words(latest.made_at))


def _review(actor: Actor, explanation: Explanation, *, taken: bool) -> Review:
    return Review(
        authority_id=explanation.authority_id,
        explanation=explanation,
        revision=explanation.revision,
        taken=taken,
        by_name=actor.name,
    )
