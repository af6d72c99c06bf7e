"""What somebody typed when their session had ended."""

from django.db import models

from muster.portal.foundation.records import Record
from muster.portal.organisations.models.person import Person


class KeptForm(Record):
    """A form that arrived too late: sealed, for the same person alone, until `ends_at`."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="kept_forms")
    sealed = models.BinaryField()
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Form of {self.person}"
