"""The code that is mailed as the second factor."""

from django.db import models

from muster.portal.foundation.records import Record
from muster.portal.organisations.models.person import Person


class SignInCode(Record):
    """Six figures, good for ten minutes and once; only their keyed hash is kept, and the tries are counted.

    `closed_at` is set where a newer code took its place.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="codes")
    code_hash = models.CharField(max_length=64)
    ends_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    spent_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Code for {self.person}"
