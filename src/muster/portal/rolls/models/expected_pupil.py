"""A pupil whom a school is expected to send."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import School, TenantRecord
from muster.portal.pupils.models import Child, Identity
from muster.portal.rolls.models.roll_load import RollLoad


class ExpectedPupil(TenantRecord, Revised):
    """A child at a school, with what the census says of it; who it is stands in the closed identity alone.

    Characteristics are plain columns, since figures are counted over them (docs/decisions); "" is not known. Codes
    are the roll's own. `birth_term` is "autumn", "spring" or "summer". `load` is the load that last wrote the row.
    """

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="expected")
    load = models.ForeignKey(RollLoad, on_delete=models.PROTECT, related_name="pupils_written")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="expected")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="expected")
    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="expected")
    sex = models.CharField(max_length=20, blank=True)
    birth_term = models.CharField(max_length=6, blank=True)
    nc_year = models.CharField(max_length=20, blank=True)
    sen = models.CharField(max_length=1, blank=True)
    first_language = models.CharField(max_length=60, blank=True)
    fsm = models.CharField(max_length=1, blank=True)
    disadvantaged = models.CharField(max_length=1, blank=True)
    ethnicity = models.CharField(max_length=60, blank=True)
    entry_date = models.DateField(null=True, blank=True)
    leaving_date = models.DateField(null=True, blank=True)
    enrol_status = models.CharField(max_length=20, blank=True)
    gld = models.CharField(max_length=1, blank=True)
    phonics = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["collection", "school", "child"], name="one_expected_pupil_a_school")
        ]

    def __str__(self) -> str:
        return self.public_id
