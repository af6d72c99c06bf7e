"""The one account of an authority that needs no provider."""

from django.db import models

from muster.portal.organisations.models.membership import Membership
from muster.portal.organisations.models.tenant import TenantRecord


class EmergencyAccount(TenantRecord):
    """A manager's account with a password of its own, for when the provider is away; never removed, only replaced."""

    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="emergency")
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority"], condition=models.Q(ended_at__isnull=True), name="one_emergency_account"
            )
        ]

    def __str__(self) -> str:
        return f"Emergency account of {self.authority}"
