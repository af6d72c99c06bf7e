"""A school asked for its own side of a case."""

from django.db import models

from muster.portal.duplicates.models.side import Side
from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import TenantRecord


class Ask(TenantRecord, Revised):
    """What an officer asks one school about its own pupil, and what it answers: dates, registration, its view.

    Nothing in it tells of the other school. `sealed` is the officer's own sentence, `answer_sealed` the school's, both
    closed, and empty where nothing was written. What a school says unasked is kept as the answer to a question that
    nobody put: `asked_by_name` is empty. `view` is whether the school thinks that it submits the pupil.
    """

    class View(models.TextChoices):
        """What the school thinks."""

        OURS = "ours", "We submit this pupil"
        NOT_OURS = "not_ours", "Another school submits this pupil"
        CANNOT_SAY = "cannot_say", "We cannot say"

    class Registration(models.TextChoices):
        """How the pupil is registered at the school."""

        MAIN = "main", "Registered with us"
        DUAL = "dual", "Registered with us and at another school, which is the main one"

    side = models.ForeignKey(Side, on_delete=models.PROTECT, related_name="asks")
    sealed = models.BinaryField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    asked_by_name = models.CharField(max_length=200, blank=True)
    entry_date = models.DateField(null=True, blank=True)
    leaving_date = models.DateField(null=True, blank=True)
    registration = models.CharField(max_length=6, choices=Registration, blank=True)
    view = models.CharField(max_length=12, choices=View, blank=True)
    answer_sealed = models.BinaryField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["side"], condition=models.Q(answered_at=None, withdrawn_at=None), name="one_open_ask_a_side"
            )
        ]

    def __str__(self) -> str:
        return self.public_id
