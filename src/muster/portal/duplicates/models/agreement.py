"""An authority's own record that it may compare its pupils with another authority's."""

from django.db import models

from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import Authority, TenantRecord


class Agreement(TenantRecord, Revised):
    """One side's word that a sharing agreement with `other` holds: its reference, its day, who recorded it.

    Nothing is compared until the other authority has recorded its own; either may end it, which ends both records.
    `ended_by` is the authority whose person ended it.
    """

    other = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=120)
    agreed_on = models.DateField()
    recorded_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Authority, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "other"], condition=models.Q(ended_at=None), name="one_agreement_a_neighbour"
            ),
            models.CheckConstraint(condition=~models.Q(authority=models.F("other")), name="agreement_is_with_another"),
        ]

    def __str__(self) -> str:
        return self.public_id
