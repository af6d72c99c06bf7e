"""How many tokens somebody has left."""

from django.db import models


class TokenBucket(models.Model):
    """One row a limit and a hashed key. From `full_at` on it says nothing, and may be swept."""

    name = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    tokens = models.FloatField()
    filled_at = models.DateTimeField()
    full_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "key"], name="one_bucket_a_key")]

    def __str__(self) -> str:
        return self.name
