"""When a collection was last gone through for pupils in two places."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.organisations.models import TenantRecord


class Look(TenantRecord):
    """What was found was found beside this: `seen` holds the revisions that everything had. Kept by the machine.

    `kind` is what was looked for: what keys tell, or names that are nearly the same, which takes longer.
    """

    class Kind(models.TextChoices):
        """What is looked for."""

        EXACT = "exact", "The same UPN, name or roll"
        NEAR = "near", "Nearly the same names"

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    seen = models.JSONField(default=dict)
    looked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["collection", "kind"], name="one_look_a_kind")]

    def __str__(self) -> str:
        return self.public_id
