"""The end of an authority's chain of events."""

from django.db import models


class Chain(models.Model):
    """One row a chain: how many events it holds, and the seal of the last. `name` is the authority's public id.

    `verified` is the number of the last event that was found as it was written, at `verified_at`; `fault` says in
    words what was wrong then, "" for nothing.
    """

    name = models.CharField(max_length=32, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True, default="")
    verified = models.PositiveBigIntegerField(default=0)
    verified_at = models.DateTimeField(null=True, blank=True, db_index=True)
    fault = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return self.name
