"""A question that the authority asks about a return."""

from django.db import models

from muster.portal.organisations.models import TenantRecord
from muster.portal.returns.models.school_return import Return


class Question(TenantRecord):
    """What an officer asks after the school has confirmed, and what the school answers; both closed.

    `about` is the public id of the child that it is about, "" for the return as a whole.
    """

    school_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="questions")
    about = models.CharField(max_length=16, blank=True)
    sealed = models.BinaryField()
    asked_by_name = models.CharField(max_length=200)
    answer_sealed = models.BinaryField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.public_id
