"""What was done once, and what came of it."""

from django.db import models

from muster.portal.foundation import clock


class DoneOnce(models.Model):
    """One row a key and actor: the digest of what was asked, and the outcome that a repeat is told."""

    actor = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    outcome = models.JSONField(default=None, null=True)
    made_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="one_outcome_a_key")]

    def __str__(self) -> str:
        return self.key
