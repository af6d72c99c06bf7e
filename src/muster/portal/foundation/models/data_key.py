"""The key that closes one authority's data, itself closed with a key of the environment."""

from django.db import models

from muster.portal.foundation import clock


class DataKey(models.Model):
    """32 random bytes of an owner, wrapped; `key_id` names the environment's key that opens them.

    `owner` is an authority's public id, or "instance". What is closed names the version that closed it, so that a
    newer version closes from then on and older ones still open. Search keys follow from version 1 alone.
    """

    owner = models.CharField(max_length=16)
    version = models.PositiveSmallIntegerField()
    key_id = models.CharField(max_length=40)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "version"], name="one_data_key_a_version")]

    def __str__(self) -> str:
        return f"{self.owner} {self.version}"
