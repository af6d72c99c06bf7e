"""Reports that were fetched, and schools that were reminded to."""

from django.db import models

from muster.portal.organisations.models import TenantRecord
from muster.portal.publishing.models.edition import Edition
from muster.portal.returns.models import Return


class Download(TenantRecord):
    """Somebody took a report away: `by` is their public id, `of_school` whether they belong to the school."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="downloads")
    by = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200)
    of_school = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.edition} by {self.by}"


class FetchReminder(TenantRecord):
    """A school was reminded that its reports wait, on that day: once a day at most."""

    school_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="fetch_reminders")
    day = models.DateField()
    by_name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_return", "day"], name="one_fetch_reminder_a_day")]

    def __str__(self) -> str:
        return f"{self.school_return} {self.day}"
