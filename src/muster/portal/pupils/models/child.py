"""A child, of whom this row tells nothing."""

from django.db import models

from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import TenantRecord


class Child(TenantRecord, Revised):
    """A child as an opaque key: the random public id. Who it is, the identities say, and they are closed.

    Of a `protected` child nothing is said across schools; who marked it so is kept by name, and when.
    """

    protected = models.BooleanField(default=False)
    protection_by_name = models.CharField(max_length=200, blank=True)
    protection_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.public_id
