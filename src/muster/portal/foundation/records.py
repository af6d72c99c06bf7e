"""What every table's rows share."""

from django.db import models

from muster.portal.foundation import clock
from muster.portal.foundation.public_ids import PublicIdField


class Record(models.Model):
    """A row with its id for addresses and the moment it was made."""

    public_id = PublicIdField()
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True


class Revised(models.Model):
    """A row that people change: its revision goes up by one with each change, and is compared before the next."""

    revision = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
