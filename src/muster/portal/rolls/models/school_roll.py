"""One school's part of the roll."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import School, TenantRecord
from muster.portal.rolls.models.roll_load import RollLoad


class SchoolRoll(TenantRecord, Revised):
    """How many pupils a school is expected to send, as of which day, and the last load that named or emptied it.

    `revision` goes up only when the school's own part changes: what was checked against it is stale then.
    """

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="school_rolls")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="rolls")
    load = models.ForeignKey(RollLoad, on_delete=models.PROTECT, related_name="school_rolls")
    taken_on = models.DateField()
    pupils = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["collection", "school"], name="one_roll_a_school")]

    def __str__(self) -> str:
        return f"{self.school}: {self.pupils}"
