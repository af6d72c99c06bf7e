"""A pupil whom the authority counts at another school."""

from django.db import models

from muster.portal.organisations.models import TenantRecord
from muster.portal.pupils.models import Child
from muster.portal.returns.models.school_return import Return


class StruckClaim(TenantRecord):
    """An overlay on what a school sent: of this child its results are not counted, since another school submits them.

    The version, its results and the signature stay as they are. `case` is the public id of the case that was decided;
    undoing it sets `lifted_at`. It holds for whatever the return sends of the child, now and later.
    """

    school_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="struck_claims")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    case = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school_return", "child"], condition=models.Q(lifted_at=None), name="one_strike_a_claim"
            )
        ]

    def __str__(self) -> str:
        return self.public_id
