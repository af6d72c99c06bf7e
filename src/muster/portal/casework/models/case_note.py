"""What an officer notes about a school's return."""

from django.db import models

from muster.portal.collecting.models import Request
from muster.portal.organisations.models import TenantRecord


class CaseNote(TenantRecord):
    """A note for the team, closed, and the day by which the school has promised to send, if it did.

    Written once, and never shown to schools. The latest note that says something of a promise holds: a day, or
    (`no_promise`) that the earlier one holds no longer.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="notes")
    sealed = models.BinaryField()
    promised_on = models.DateField(null=True, blank=True)
    no_promise = models.BooleanField(default=False)
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(promised_on__isnull=True) | models.Q(no_promise=False), name="promise_or_none"
            )
        ]
        indexes = [models.Index(fields=["request", "made_at"], name="notes_of_a_request")]

    def __str__(self) -> str:
        return self.public_id
