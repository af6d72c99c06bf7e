"""A check that an authority does not ask of one school."""

from django.db import models

from muster.portal.collecting.models.collection import Collection
from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import School, TenantRecord


class Waiver(TenantRecord, Revised):
    """A rule that does not count for a school in a collection: why, on whose word, and since and until when.

    The school is shown all of it. `authorised_by` is the person whom the officer names; an ended one stays.
    """

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="waivers")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="waivers")
    rule = models.CharField(max_length=3)
    reason = models.TextField()
    authorised_by = models.CharField(max_length=200)
    made_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "school", "rule"],
                condition=models.Q(ended_at__isnull=True),
                name="one_waiver_a_rule",
            )
        ]

    def __str__(self) -> str:
        return f"{self.rule} at {self.school}"
