"""What every row of an authority has."""

from django.db import models

from muster.portal.foundation.records import Record
from muster.portal.organisations.models.authority import Authority


class TenantRecord(Record):
    """A row that belongs to one authority, and is never read without saying which."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
