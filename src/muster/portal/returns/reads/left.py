"""What still stands between a confirmed return and its acceptance: at the school, and at the authority."""

from collections.abc import Mapping, Sequence

import msgspec
from django.db.models import Count, QuerySet

from muster.portal.foundation.scope import Scope
from muster.portal.returns.models import Question, Return, Review
from muster.portal.returns.reads.findings import Found, asking_of_returns
from muster.portal.returns.unread import latest_reviews, open_questions, unread_answers, unread_explanations
from muster.records import Severity
from muster.rules.causes import counted


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """What is left: `errors` to put right and `to_explain` at the school, `unanswered` questions of the authority's.

    `to_read` are explanations and answers that no officer has taken or asked again about.
    """

    errors: int = 0
    to_explain: int = 0
    unanswered: int = 0
    to_read: int = 0

    @property
    def at_school(self) -> int:
        """How much waits for the school."""
        return self.errors + self.to_explain + self.unanswered

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is left for anybody: what was confirmed is clear."""
        return not (self.at_school or self.to_read)

    @property
    def at_school_words(self) -> str:
        """What waits for the school: "2 things to put right and 1 question of yours to answer"."""
        parts = [
            (self.errors, "thing to put right", "things to put right"),
            (self.to_explain, "thing to explain", "things to explain"),
            (self.unanswered, "question of yours to answer", "questions of yours to answer"),
        ]
        said = [counted(number, one, many) for number, one, many in parts if number]
        return " and ".join([", ".join(said[:-1]), said[-1]] if said[1:] else said)


def left_of(scope: Scope, school_return: Return) -> Left:
    """What is left of one return, by the newest check of the version that the school works on."""
    if not school_return.pk:
        return Left()
    return left_of_returns(scope, [school_return], asking_of_returns(scope, [school_return]))[school_return.pk]


def left_of_returns(scope: Scope, returns: Sequence[Return], asking: Mapping[int, list[Found]]) -> dict[int, Left]:
    """What is left of each return by its key, where `asking` is what its check asks. Three queries, however many."""
    keys = [one.pk for one in returns]
    asked = scope.within(Question.objects.filter(school_return__in=keys), school="school_return__school")
    unanswered, answers = _counted(open_questions(asked)), _counted(unread_answers(asked))
    reviews = latest_reviews(reviews_of(scope, returns))
    left = {}
    for one in returns:
        found = asking.get(one.pk, [])
        left[one.pk] = Left(
            errors=_open(found, Severity.ERROR, one),
            to_explain=_open(found, Severity.QUERY, one),
            unanswered=unanswered.get(one.pk, 0),
            to_read=len(unread_explanations(found, reviews)) + answers.get(one.pk, 0),
        )
    return left


def reviews_of(scope: Scope, returns: Sequence[Return]) -> QuerySet[Review]:
    """What officers have said about these schools' explanations."""
    rows = Review.objects.filter(explanation__school_return__in=[one.pk for one in returns])
    return scope.within(rows, school="explanation__school_return__school")


def _counted(rows: QuerySet[Question]) -> dict[int, int]:
    return dict(rows.order_by().values_list("school_return_id").annotate(count=Count("pk")))


def _open(found: list[Found], severity: Severity, school_return: Return) -> int:
    """How many findings of the severity wait for the school, those counted only too."""
    here = [one for one in found if one.severity is severity]
    rules = {one.row.rule for one in here}
    return sum(one.is_open for one in here) + sum(int(school_return.not_listed.get(rule, 0)) for rule in rules)
