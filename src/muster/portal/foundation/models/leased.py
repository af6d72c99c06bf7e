"""Work that stands in a table until somebody has done it."""

from typing import ClassVar

from django.db import models

from muster.portal.foundation import clock


class Leased(models.Model):
    """A row with something still to do: taken by a lease, finished, put off, or stopped after too many attempts.

    Pending is what is neither `finished_at` nor `stopped_at`. `last_fault` names the kind of error, never its text.
    """

    most_attempts: ClassVar[int] = 3

    lease_owner = models.CharField(max_length=64, blank=True, default="", editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    not_before = models.DateTimeField(default=clock.now, db_index=True)
    finished_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    stopped_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    last_fault = models.CharField(max_length=100, blank=True, default="", editable=False)

    class Meta:
        abstract = True

    @property
    def is_pending(self) -> bool:
        """Whether there is still something to do."""
        return self.finished_at is None and self.stopped_at is None
