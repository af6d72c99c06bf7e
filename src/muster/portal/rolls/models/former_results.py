"""A school's figures of a former year."""

from django.db import models

from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import School, TenantRecord


class FormerResults(TenantRecord, Revised):
    """Counts of one school in one subject of one year, all pupils together."""

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="former_results")
    year = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=40)
    eligible = models.PositiveIntegerField()
    exs_plus = models.PositiveIntegerField()
    gds = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "subject"], name="one_former_result"),
            models.CheckConstraint(
                condition=models.Q(gds__lte=models.F("exs_plus"), exs_plus__lte=models.F("eligible")),
                name="former_results_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.year} {self.subject}"
