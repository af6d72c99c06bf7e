"""The making of a return's reports."""

from django.db import models

from muster.portal.foundation.models import Leased
from muster.portal.organisations.models import TenantRecord
from muster.portal.returns.models import Return


class Build(TenantRecord, Leased):
    """A return's reports being made: one row a return, taken up again whenever there is something new to make them of.

    `wanted` is the digest of what it was last taken up for. That reports are due stands nowhere: `due` works it out.
    """

    school_return = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="build")
    wanted = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "reports"

    def __str__(self) -> str:
        return self.public_id
