"""A case: what several schools say of pupils who are, or may be, one child."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import School, TenantRecord


class Case(TenantRecord, Revised):
    """Claims of several schools in one collection; what they say is read from the returns whenever it is looked at.

    `kind` is why they stand together, the most certain reason first; `reasons` the ids of the likeness in words, never
    a name. Open until decided: then `submits` is the school that submits (None: no school of this authority), `rule`
    the source in `movers` or "agreed", `sealed` the officer's reason, closed, and `as_proposed` whether it was what the
    rules proposed. `shown_at` is since when the schools may see what the others say.
    """

    class Kind(models.TextChoices):
        """Why the claims stand together."""

        SAME_UPN = "same_upn", "The same UPN"
        FORMER_UPN = "former_upn", "A former UPN"
        SAME_NAME = "same_name", "The same name and date of birth"
        NEAR_NAME = "near_name", "Nearly the same name, and the same date of birth"
        ELSEWHERE = "elsewhere", "Expected at one school, sent by another"

    class Outcome(models.TextChoices):
        """What officers have made of it."""

        OPEN = "open", "To be settled"
        DECIDED = "decided", "Settled"
        NOT_SAME = "not_same", "Not the same child"

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="cases")
    kind = models.CharField(max_length=12, choices=Kind)
    reasons = models.JSONField(default=list, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    submits = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    rule = models.CharField(max_length=20, blank=True)
    as_proposed = models.BooleanField(default=False)
    sealed = models.BinaryField(blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by_name = models.CharField(max_length=200, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)
    shown_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["collection", "outcome"], name="cases_by_outcome")]

    def __str__(self) -> str:
        return self.public_id
