"""A pupil's results in one version of a return."""

from django.db import models

from muster.portal.organisations.models import TenantRecord
from muster.portal.pupils.models import Child, Identity
from muster.portal.returns.models.version import Version

_CODE = 8


class Result(TenantRecord):
    """One row a pupil and version: accepted codes by subject, "" where the file has none that can be used.

    `place` is the pupil's place among the version's records. Who it is stands in the closed identity. A row of the
    version that counts is also the school's claim that it teaches the child (docs/decisions).
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="results")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="results")
    identity = models.ForeignKey(Identity, on_delete=models.PROTECT, related_name="results")
    place = models.PositiveIntegerField()
    reading = models.CharField(max_length=_CODE, blank=True)
    writing = models.CharField(max_length=_CODE, blank=True)
    maths = models.CharField(max_length=_CODE, blank=True)
    science = models.CharField(max_length=_CODE, blank=True)
    reading_date = models.DateField(null=True, blank=True)
    writing_date = models.DateField(null=True, blank=True)
    maths_date = models.DateField(null=True, blank=True)
    science_date = models.DateField(null=True, blank=True)
    entry_date = models.DateField(null=True, blank=True)
    leaving_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "place"], name="one_result_a_place")]
        indexes = [models.Index(fields=["child", "version"], name="results_by_child")]

    def __str__(self) -> str:
        return self.public_id
