"""A file handed in to a request that asks for no more than a file."""

from django.db import models

from muster.portal.collecting.models import Request
from muster.portal.organisations.models import TenantRecord


class HandedIn(TenantRecord):
    """A file as it came, for a collection of files alone: who sent it and which kind it is was checked, no contents.

    The newest counts; earlier ones stay. `receipt` is what people quote. `for_school` says that an officer sent it for
    the school.
    """

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="handed_in")
    number = models.PositiveIntegerField()
    receipt = models.CharField(max_length=20)
    file_name = models.CharField(max_length=255)
    file = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    by = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200)
    late = models.BooleanField(default=False)
    for_school = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="one_handed_in_a_number"),
            models.UniqueConstraint(fields=["authority", "receipt"], name="one_handed_in_a_receipt"),
        ]

    def __str__(self) -> str:
        return self.receipt
