"""A school's leave for a trust to see its results."""

from django.db import models

from muster.portal.organisations.models.school import School
from muster.portal.organisations.models.tenant import TenantRecord
from muster.portal.organisations.models.trust import Trust


class ResultsShared(TenantRecord):
    """A head lets a trust that their school does not belong to see its figures, from when until when; never pupils."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="shared_with")
    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="shown")
    shared_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "trust"], condition=models.Q(ended_at__isnull=True), name="shared_once_with_a_trust"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school} with {self.trust}"
