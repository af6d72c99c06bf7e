"""A reminder to schools, sent now or on a day."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.foundation.models import Leased
from muster.portal.organisations.models import TenantRecord


class Reminding(TenantRecord, Leased):
    """Mails to the schools that something is still asked of when it is due: `not_before` says when that is.

    `schools` holds the public ids of those chosen by hand, nothing for all whom it fits. Once done it says how many
    schools were written to and how many could not be; `called_off_at` is set where an officer thought better of it.
    """

    class To(models.TextChoices):
        """What is still asked of the schools that are written to."""

        NOT_READY = "not_ready", "Schools that have not signed in, or have one person only"
        NOTHING_SENT = "nothing_sent", "Schools that have sent nothing"
        ERRORS = "errors", "Schools with something to put right"
        NOT_CONFIRMED = "not_confirmed", "Schools that have not confirmed"
        QUESTIONS = "questions", "Schools with questions to answer"

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="remindings")
    to = models.CharField(max_length=16, choices=To)
    schools = models.JSONField(default=list, blank=True)
    by_name = models.CharField(max_length=200)
    written_to = models.PositiveIntegerField(default=0)
    not_reached = models.PositiveIntegerField(default=0)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["collection", "not_before"], name="remindings_of_a_collection")]

    def __str__(self) -> str:
        return f"{self.get_to_display()}, {self.not_before:%d %B %Y}"
