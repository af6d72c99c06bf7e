"""A report of several schools: of an authority's together, or of a trust's."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.foundation.models import Leased
from muster.portal.organisations.models import TenantRecord, Trust


class CollectionEdition(TenantRecord):
    """One such report, as it was made and never changed: a newer one has the next number, and this one stays.

    `trust` is None where it is of all schools of the collection. `built_from` is the digest of what it was made of.
    `file` names the kept PDF, `paper` the kept text of the paper, `name` is what people save it as. `urns` are the
    schools whose figures a trust's report has: the trust sees it for as long as it may see them all.
    """

    class Kind(models.TextChoices):
        """What the report says."""

        AUTHORITY = "authority", "Authority summary"
        PUBLICATION = "publication", "Authority summary for publication"
        TRUST = "trust", "Trust report"

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="summaries")
    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="summaries", null=True, blank=True)
    kind = models.CharField(max_length=12, choices=Kind)
    number = models.PositiveIntegerField()
    built_from = models.CharField(max_length=64)
    name = models.CharField(max_length=255)
    file = models.CharField(max_length=200)
    paper = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    urns = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "kind", "number"],
                condition=models.Q(trust__isnull=True),
                name="one_summary_a_number",
            ),
            models.UniqueConstraint(
                fields=["collection", "trust", "number"],
                condition=models.Q(trust__isnull=False),
                name="one_trust_report_a_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class CollectionBuild(TenantRecord, Leased):
    """Such a report being made, because somebody asked for it; `unchanged` where it would be as the newest is."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="summary_builds")
    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, related_name="summary_builds", null=True, blank=True)
    by = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200)
    unchanged = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection"],
                condition=models.Q(trust__isnull=True, finished_at__isnull=True, stopped_at__isnull=True),
                name="one_summary_under_way",
            ),
            models.UniqueConstraint(
                fields=["collection", "trust"],
                condition=models.Q(trust__isnull=False, finished_at__isnull=True, stopped_at__isnull=True),
                name="one_trust_report_under_way",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
