"""Keyed values by which two authorities' pupils are compared."""

from django.db import models

from muster.portal.duplicates.models.agreement import Agreement
from muster.portal.organisations.models import TenantRecord
from muster.portal.pupils.models import Child
from muster.portal.returns.models import Return


class KeyedReturn(TenantRecord):
    """A return whose pupils have keys for an agreement; `built_from` is what these were made of."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="keyed_returns")
    school_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="+")
    built_from = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "school_return"], name="keyed_once_an_agreement")]

    def __str__(self) -> str:
        return self.public_id


class AcrossKey(TenantRecord):
    """A pupil's UPN, or name and date of birth, keyed for one agreement and year by the instance's own key.

    Equal values of the two sides of an agreement are one child; those of two agreements have nothing in common.
    """

    class Kind(models.TextChoices):
        """What was keyed."""

        UPN = "upn", "The same UPN, now or formerly"
        NAME = "name", "The same name and date of birth"

    keyed = models.ForeignKey(KeyedReturn, on_delete=models.PROTECT, related_name="keys")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind)
    key = models.CharField(max_length=22, db_index=True)

    def __str__(self) -> str:
        return self.public_id
