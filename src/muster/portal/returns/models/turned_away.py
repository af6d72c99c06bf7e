"""A file that was stopped before it replaced anything."""

from django.db import models

from muster.portal.organisations.models import TenantRecord
from muster.portal.returns.models.school_return import Return


class TurnedAway(TenantRecord):
    """Another school's file, last year's, none at all: what it was called and what was said about it.

    Nothing of its content is kept. `sealed` holds the findings, which name no child, closed all the same.
    """

    school_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="turned_away")
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    by_name = models.CharField(max_length=200)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.public_id
