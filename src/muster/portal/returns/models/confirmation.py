"""A head teacher's confirmation."""

from django.db import models

from muster.portal.organisations.models import TenantRecord
from muster.portal.returns.models.school_return import Return
from muster.portal.returns.models.version import Version


class Confirmation(TenantRecord):
    """Who signed what, when: `signed` are the canonical bytes, `digest` their SHA-256, which the trail keeps too.

    `receipt` is what people quote. `for_head` names the head where somebody else confirmed that the head has agreed.
    `accepted_by_name` accepted it; `alone_because` says why, where nobody else was there to.
    `known` are the findings' keys at that moment, so that later ones show as new. A withdrawn one stays, with why.
    """

    school_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="confirmations")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="confirmations")
    receipt = models.CharField(max_length=20)
    signed = models.BinaryField()
    digest = models.CharField(max_length=64)
    by = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=16)
    for_head = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    pupils = models.PositiveIntegerField()
    open_questions = models.PositiveIntegerField(default=0)
    known = models.JSONField(default=list, blank=True)
    late = models.BooleanField(default=False)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by_name = models.CharField(max_length=200, blank=True)
    alone_because = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=200, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "receipt"], name="one_receipt_a_number")]

    def __str__(self) -> str:
        return self.receipt
