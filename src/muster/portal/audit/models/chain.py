"""The end of an authority's chain of events."""

from django.db import models


class Chain(models.Model):
    """One row a chain: how many events it holds, and the seal of the last. `name` is the authority's public id."""

    name = models.CharField(max_length=32, unique=True)
    length = models.PositiveBigIntegerField(default=0)
    seal = models.CharField(max_length=64, blank=True, default="")

    def __str__(self) -> str:
        return self.name
