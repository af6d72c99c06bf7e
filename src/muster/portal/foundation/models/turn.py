"""Whose turn it is to do what only one process may do at a time."""

from django.db import models


class Turn(models.Model):
    """One row a name: who has the turn, until when, and when it was last done to its end."""

    name = models.CharField(max_length=60, unique=True)
    owner = models.CharField(max_length=64, blank=True, default="")
    until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
