"""What a collection asks of one school."""

from django.db import models

from muster.portal.collecting.models.collection import Collection
from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import School, TenantRecord


class Request(TenantRecord, Revised):
    """A school is asked to take part. It may decline, which stops the chasing, and change its mind.

    Who asked and who declined are kept by name, so that they outlive the accounts; `said_by` names who at the school
    said so, where an officer wrote it down on their word.
    """

    class Participation(models.TextChoices):
        """Whether the school takes part."""

        ASKED = "asked", "Asked"
        DECLINED = "declined", "Not taking part"

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="requests")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="requests")
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=200)
    participation = models.CharField(max_length=10, choices=Participation, default=Participation.ASKED)
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_by_name = models.CharField(max_length=200, blank=True)
    said_by = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["collection", "school"], name="one_request_a_school")]

    def __str__(self) -> str:
        return f"{self.collection} from {self.school}"
