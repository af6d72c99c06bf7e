"""What a school has said that no officer has looked at yet: rows, for actions and reads alike."""

from collections.abc import Iterable, Mapping

from django.db.models import Exists, F, OuterRef, QuerySet

from muster.portal.returns.models import Explanation, Question, Review
from muster.portal.returns.reads.findings import Found
from muster.records import Severity


def latest_reviews(reviews: QuerySet[Review]) -> dict[int, Review]:
    """By an explanation's key the latest of these reviews, where the explanation has stayed as it was then."""
    still = reviews.filter(revision=F("explanation__revision"))
    return {row.explanation_id: row for row in still.order_by("pk")}


def unread_explanations(found: Iterable[Found], reviews: Mapping[int, Review]) -> list[Explanation]:
    """The explanations of what is asked at present that nobody has looked at as they are now."""
    said = (one.explanation for one in found if one.severity is Severity.QUERY)
    return list({one.pk: one for one in said if one and one.pk not in reviews}.values())


def unread_answers(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Those of the questions whose answer nobody took, and after which nothing was asked again."""
    answered = questions.filter(answered_at__isnull=False, settled_at__isnull=True)
    return answered.filter(~Exists(Question.objects.filter(follows=OuterRef("pk"))))


def open_questions(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Those of the questions that wait for the school."""
    return questions.filter(answered_at__isnull=True, settled_at__isnull=True)
