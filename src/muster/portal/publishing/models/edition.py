"""A report as it was made."""

from collections.abc import Set

from django.db import models

from muster.portal.organisations.models import TenantRecord
from muster.portal.returns.models import Return, Version


class Edition(TenantRecord):
    """One report of a return, as it was made and never changed: a newer one has the next number, and this one stays.

    `version` is the one that was in force. `built_from` is the digest of what it was made of (`due`): where the same is
    another now, the edition is out of date. `made_with` is the digest of what a final one was compared with, "" of a
    provisional one; `opened` is what was open to schools when a final one was made (`Comparing.opened`). `file` names
    the kept PDF, `paper` the kept text of the paper that it was set from ("" where none was kept), `name` is what
    people save it as.
    """

    class Kind(models.TextChoices):
        """What the report says."""

        SUMMARY = "summary", "School summary"
        PUPILS = "pupils", "Pupil-level report"
        PUBLICATION = "publication", "School summary for publication"

    school_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="editions")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=12, choices=Kind)
    number = models.PositiveIntegerField()
    provisional = models.BooleanField()
    built_from = models.CharField(max_length=64)
    made_with = models.CharField(max_length=64, blank=True)
    opened = models.JSONField(default=list)
    name = models.CharField(max_length=255)
    file = models.CharField(max_length=200)
    paper = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_return", "kind", "number"], name="one_edition_a_number")]

    def is_stale(self, made_of: str, opened: Set[str]) -> bool:
        """Whether it tells of something that has changed since, or holds what has been closed to schools since.

        `made_of` is what it would be made of now, `opened` what is open now.
        """
        return self.built_from != made_of or not opened >= set(self.opened)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
