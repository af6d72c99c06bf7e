"""Something that a check of a version found."""

from django.db import models

from muster.portal.organisations.models import TenantRecord
from muster.portal.pupils.models import Child
from muster.portal.returns.models.version import Version

FACTS_KEY = 22


class FoundRow(models.Model):
    """What a finding hangs on: rule, child, subject and facts. An explanation that hangs on the same answers it.

    `facts_key` is equal for equal facts and worthless without the authority's key; `child` is None for a finding on
    the whole file, or on a pupil whom nothing tells.
    """

    rule = models.CharField(max_length=3)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=40, blank=True)
    facts_key = models.CharField(max_length=FACTS_KEY)

    class Meta:
        abstract = True


class Finding(TenantRecord, FoundRow):
    """A finding of the version's latest check, in the catalogue's order by `number`; checking again replaces them.

    `severity` is error, query or note. `place` is the pupil's place among the version's records; None for a finding
    on the whole file or a pupil who is missing. `sealed` is the finding as the core gives it, closed.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="findings")
    number = models.PositiveIntegerField()
    severity = models.CharField(max_length=8)
    place = models.PositiveIntegerField(null=True, blank=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="one_finding_a_number")]
        indexes = [models.Index(fields=["authority", "rule"], name="findings_by_rule")]

    def __str__(self) -> str:
        return f"{self.rule} {self.public_id}"
