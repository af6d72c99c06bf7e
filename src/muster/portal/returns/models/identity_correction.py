"""A correction of who a pupil is, made by the authority beside what the school signed."""

from django.db import models

from muster.portal.organisations.models import TenantRecord
from muster.portal.pupils.models import Identity
from muster.portal.returns.models.result import Result


class IdentityCorrection(TenantRecord):
    """An officer puts a UPN, name or date of birth right; the signed version stays as it was signed.

    `before` and `after` are the identities, `fields` what differs, `reason` closed. The school is told, and sees it.
    """

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="identity_corrections")
    before = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="+")
    fields = models.JSONField()
    sealed = models.BinaryField()
    by_name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.public_id
