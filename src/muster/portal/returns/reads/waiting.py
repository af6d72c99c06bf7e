"""The returns that wait for the authority, and the questions whose day has passed, over all its collections."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from django.db.models import Count, Max, Min, QuerySet

from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Scope
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Confirmation, Explanation, Question, Return
from muster.portal.returns.reads.findings import asking_of_returns
from muster.portal.returns.reads.left import left_of_returns, reviews_of
from muster.portal.returns.states import State, state_of
from muster.portal.returns.unread import latest_reviews, open_questions, unread_answers, unread_explanations

_WAITING = (State.SENT, State.QUESTIONS)


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A confirmed return with something for officers to do: its request, with the school, and since when.

    It is to be checked and accepted; or, `is_at_school`, it was sent back, and meanwhile there is something to read.
    `explanations` and `answers` are those that no officer has looked at. `is_clear` says that nothing is left.
    """

    request: Request
    since: datetime
    is_at_school: bool
    explanations: int = 0
    answers: int = 0
    is_clear: bool = False


class Overdue(msgspec.Struct, frozen=True):
    """A return whose school has not answered in time: how many questions, and the first day that has passed."""

    request: Request
    questions: int
    due_on: date


def returns_waiting(scope: Scope) -> list[Waiting]:
    """Every return that waits for an officer, in a few queries: of results, for a file alone is never accepted."""
    confirmed = _whole(scope).filter(in_force=InForce.CONFIRMED, request__collection__kind=Collection.Kind.KS1)
    returns = [one for one in confirmed if state_of(one.facts) in _WAITING]
    asking = asking_of_returns(scope, returns)
    left = left_of_returns(scope, returns, asking)
    reviews = latest_reviews(reviews_of(scope, returns))
    signed, answers = _signed(scope, returns), _answers(scope, returns)
    found = []
    for one in returns:
        explanations = unread_explanations(asking.get(one.pk, []), reviews)
        number, answered_at = answers.get(one.pk, (0, None))
        at_school = state_of(one.facts) is State.QUESTIONS
        if at_school and not (explanations or number):
            continue
        since = _said_at(explanations, answered_at) if at_school else answered_at or signed.get(one.pk)
        found.append(
            Waiting(
                request=one.request,
                since=since or one.changed_at or one.made_at,
                is_at_school=at_school,
                explanations=len(explanations),
                answers=number,
                is_clear=not at_school and left[one.pk].is_nothing,
            )
        )
    return found


def overdue_questions(scope: Scope) -> list[Overdue]:
    """The returns with questions that should have been answered before today. Two queries."""
    rows = open_questions(Question.objects.filter(due_on__lt=clock.today()))
    within = scope.within(rows, school="school_return__school").order_by()
    counted = within.values_list("school_return_id").annotate(questions=Count("pk"), first=Min("due_on"))
    by_return = {key: (questions, first) for key, questions, first in counted}
    rows_of = _whole(scope).filter(pk__in=by_return)
    return [Overdue(one.request, *by_return[one.pk]) for one in rows_of if state_of(one.facts) is State.QUESTIONS]


def _whole(scope: Scope) -> QuerySet[Return]:
    joins = ("request__collection__authority", "request__school", "newest", "confirmed")
    rows = Return.objects.select_related(*joins).defer("newest__sealed", "confirmed__sealed")
    return scope.within(rows)


def _signed(scope: Scope, returns: Sequence[Return]) -> dict[int, datetime]:
    """When each of them was confirmed last."""
    rows = Confirmation.objects.filter(school_return__in=[one.pk for one in returns], withdrawn_at=None)
    within = scope.within(rows, school="school_return__school").order_by()
    return dict(within.values_list("school_return_id").annotate(at=Max("at")))


def _answers(scope: Scope, returns: Sequence[Return]) -> dict[int, tuple[int, datetime]]:
    """How many answers wait to be read, and when the last of them came."""
    asked = Question.objects.filter(school_return__in=[one.pk for one in returns])
    rows = unread_answers(scope.within(asked, school="school_return__school")).order_by()
    counted = rows.values_list("school_return_id").annotate(number=Count("pk"), at=Max("answered_at"))
    return {key: (number, at) for key, number, at in counted}


def _said_at(explanations: Sequence[Explanation], answered_at: datetime | None) -> datetime:
    """Since when there is something to read."""
    moments = [one.at for one in explanations]
    return min([*moments, answered_at] if answered_at else moments)
