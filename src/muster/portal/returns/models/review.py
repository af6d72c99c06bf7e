"""What the authority says about a school's explanation."""

from django.db import models

from muster.portal.organisations.models import TenantRecord
from muster.portal.returns.models.explanation import Explanation


class Review(TenantRecord):
    """An officer takes an explanation as it is, or asks again; the latest counts while the explanation stays as it was.

    `revision` is the explanation's when the officer read it: one written anew is unread again. `question` is the
    public id of what was asked, "" where the explanation was taken.
    """

    explanation = models.ForeignKey(Explanation, on_delete=models.PROTECT, related_name="reviews")
    revision = models.PositiveIntegerField()
    taken = models.BooleanField()
    question = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index(fields=["explanation", "made_at"], name="reviews_of_an_explanation")]

    def __str__(self) -> str:
        return self.public_id
