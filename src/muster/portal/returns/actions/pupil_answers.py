"""What a school says of where its pupils are: has left, has joined, finishes another year, has finished."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from django.db.models import QuerySet

from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.pupils.models import Child
from muster.portal.returns.actions.moving import Moving, moving
from muster.portal.returns.models import PupilAnswer, Result, Return
from muster.portal.returns.movers import asks_whether_submitted
from muster.portal.returns.whereabouts import whereabouts
from muster.portal.rolls.models import ExpectedPupil

Kind = PupilAnswer.Kind

DATED = frozenset({Kind.LEFT, Kind.JOINED})
"""What needs a day and a place; nothing else has them."""

_YEARS = 8
"""Nobody who finishes key stage 1 joined or left so many years before the collection's summer."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a pupil. `child` is the child's public id, `day` the last or the first day on the roll.

    `elsewhere` is an id of `whereabouts`; `submitted_there`, of `PupilAnswer`, is asked of some who joined alone.
    """

    child: str
    kind: Kind
    day: date | None = None
    elsewhere: str = ""
    submitted_there: str = ""


def answer_pupils(actor: Actor, request: Request, seen: int, answers: Sequence[Answer]) -> None:
    """Keep what the school says of these pupils, in place of what it said of them before; all of it or nothing.

    Of pupils on the roll it may say where they went, of pupils in what it sent last that they joined. `seen` is the
    return's revision that the person saw. The same answers again change nothing, whoever was first. Raises Changed
    where somebody was first, Refusal where an answer lacks something, or a pupil is not the school's to speak of.
    """
    wanted = [_whole(request, answer) for answer in answers]
    if _are_said(request, wanted):
        return
    try:
        with moving(actor, request, seen, "explain") as move:
            _keep(move, wanted)
    except Changed:
        # A second press came while the first was being kept.
        if not _are_said(request, wanted):
            raise


def take_back(actor: Actor, request: Request, seen: int, child: Child) -> None:
    """Say nothing of this pupil any more; nothing changes where nothing was said.

    Raises Changed where somebody was first, Refusal where nothing may be changed now.
    """
    if not _rows(request).filter(child=child).exists():
        return
    with moving(actor, request, seen, "explain") as move:
        _rows(request).filter(child=child).delete()
        move.facts = {"taken_back": 1}


def check_answer(request: Request, answer: Answer) -> None:
    """Raises Refusal where a day or a place is missing, or the day cannot be right."""
    if answer.kind not in DATED:
        return
    if answer.day is None:
        raise Refusal("pupil_day_missing")
    if answer.day > clock.today():
        raise Refusal("pupil_day_to_come")
    if answer.day.year < request.collection.year - _YEARS:
        raise Refusal("pupil_day_long_ago")
    if answer.elsewhere not in whereabouts():
        raise Refusal("pupil_place_missing")
    if _asks_whether_submitted(request, answer) and answer.submitted_there not in PupilAnswer.Submitted:
        raise Refusal("pupil_submitted_missing")


def _whole(request: Request, answer: Answer) -> Answer:
    """The answer as it is kept."""
    check_answer(request, answer)
    if answer.kind not in DATED:
        return Answer(child=answer.child, kind=answer.kind)
    return answer if _asks_whether_submitted(request, answer) else msgspec.structs.replace(answer, submitted_there="")


def _asks_whether_submitted(request: Request, answer: Answer) -> bool:
    return asks_whether_submitted(request.collection, answer.kind, answer.day, answer.elsewhere)


def _are_said(request: Request, answers: Sequence[Answer]) -> bool:
    """Whether exactly this was said of each of them already."""
    said = {row.child.public_id: row for row in _rows(request).select_related("child")}
    return all(answer.child in said and not _differs(said[answer.child], answer) for answer in answers)


def _keep(move: Moving, answers: Sequence[Answer]) -> None:
    request = move.school_return.request
    children = _speakable(move.school_return, answers)
    said = {row.child_id: row for row in _rows(request)}
    for answer in answers:
        child = children[answer.child]
        row = said.get(child)
        if row is None:
            row = PupilAnswer(authority_id=request.authority_id, school_return=move.school_return, child_id=child)
        else:
            row.revision += _differs(row, answer)
        if _differs(row, answer):
            _write(row, answer, move.actor)
    kinds = Counter(f"pupils_{answer.kind.value}" for answer in answers)
    move.facts = {"pupils": len(answers), **kinds}


def _write(row: PupilAnswer, answer: Answer, actor: Actor) -> None:
    row.kind, row.day, row.elsewhere = answer.kind, answer.day, answer.elsewhere
    row.submitted_there = answer.submitted_there
    row.by_name, row.at = actor.name, clock.now()
    row.save()


def _differs(row: PupilAnswer, answer: Answer) -> bool:
    return _said(row) != _said(answer)


def _said(one: PupilAnswer | Answer) -> tuple[str, date | None, str, str]:
    return (one.kind, one.day, one.elsewhere, one.submitted_there)


def _speakable(school_return: Return, answers: Sequence[Answer]) -> Mapping[str, int]:
    """The children by public id; raises Refusal for one that the school may not say this of."""
    request = school_return.request
    joined = [answer.child for answer in answers if answer.kind is Kind.JOINED]
    gone = [answer.child for answer in answers if answer.kind is not Kind.JOINED]
    sent = Result.objects.filter(version=school_return.version, child__public_id__in=joined)
    expected = ExpectedPupil.objects.filter(
        collection=request.collection_id, school=request.school_id, child__public_id__in=gone
    )
    of_sent = dict(sent.values_list("child__public_id", "child_id")) if school_return.version else {}
    of_expected = dict(expected.values_list("child__public_id", "child_id"))
    if not (set(joined) <= of_sent.keys() and set(gone) <= of_expected.keys()):
        raise Refusal("pupil_not_listed")
    return of_sent | of_expected


def _rows(request: Request) -> QuerySet[PupilAnswer]:
    return PupilAnswer.objects.filter(school_return__request=request)
