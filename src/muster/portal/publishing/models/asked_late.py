"""A school that asked where its reports are."""

from django.db import models

from muster.portal.casework.models import Enquiry
from muster.portal.organisations.models import TenantRecord
from muster.portal.returns.models import Return


class AskedLate(TenantRecord):
    """That the school asked where its late reports are: once, by the enquiry that came of it."""

    school_return = models.OneToOneField(Return, on_delete=models.PROTECT, related_name="asked_late")
    enquiry = models.OneToOneField(Enquiry, on_delete=models.PROTECT, related_name="asked_late")

    class Meta:
        verbose_name_plural = "asked late"

    def __str__(self) -> str:
        return self.public_id
