"""A question that the authority asks about a return."""

from django.db import models

from muster.portal.organisations.models import TenantRecord
from muster.portal.returns.models.school_return import Return


class Question(TenantRecord):
    """What an officer asks after the school has confirmed, and what the school answers; both closed.

    `about` is the public id of the child that it is about, "" for the return as a whole; `subject` the subject, ""
    for none in particular; `rule` the check whose explanation it asks about. `due_on` is the day by which the school
    is to answer. `follows` is the question whose answer was not enough.
    """

    school_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="questions")
    about = models.CharField(max_length=16, blank=True)
    subject = models.CharField(max_length=40, blank=True)
    rule = models.CharField(max_length=3, blank=True)
    due_on = models.DateField(null=True, blank=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    reopens = models.BooleanField(default=False)
    sealed = models.BinaryField()
    asked_by_name = models.CharField(max_length=200)
    answer_sealed = models.BinaryField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    with_receipt = models.CharField(max_length=20, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_name = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.public_id
