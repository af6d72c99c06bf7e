"""Many schools' files, received another way and brought in together."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.foundation.models import Leased
from muster.portal.foundation.records import Revised
from muster.portal.foundation.refusals import sentences
from muster.portal.organisations.models import School, TenantRecord


class BulkImport(TenantRecord, Revised):
    """An officer's archive of files: who brought it when. What came of it stands with its files.

    Its revision goes on when an officer has files taken, not while they are looked at.
    """

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="imports")
    name = models.CharField(max_length=255)
    by = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200)
    files = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.public_id


class ImportedFile(TenantRecord, Leased):
    """One file of an archive, kept closed: matched to a school by what it holds, checked, and taken or refused.

    The work on a file is to read and match it; taking it as the school's newest version is the second step, once
    `wanted_at` is set: `wanted_by` and `taken_by` name the officer. `header_at` is when the file itself says that it
    was made, `seen` the return's revision when it was looked at. `reason` is a refusal's id, `version` the public id
    of what was made of it. `file` is empty once the version has it, or nobody can take it any more.
    """

    class Outcome(models.TextChoices):
        """What came of the file."""

        WAITING = "waiting", "Waiting"
        PROPOSED = "proposed", "To be taken"
        OLDER = "older", "Not proposed"
        TAKEN = "taken", "Taken"
        THE_SAME = "the_same", "Received already"
        REFUSED = "refused", "Not taken"
        UNKNOWN_SCHOOL = "unknown_school", "Unknown school"

    batch = models.ForeignKey(BulkImport, on_delete=models.PROTECT, related_name="members")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=255)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=16, choices=Outcome, default=Outcome.WAITING)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    header_at = models.DateTimeField(null=True, blank=True)
    errors = models.PositiveIntegerField(default=0)
    queries = models.PositiveIntegerField(default=0)
    pupils = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=60, blank=True)
    reason_facts = models.JSONField(default=dict, blank=True)
    seen = models.PositiveIntegerField(default=1)
    wanted_at = models.DateTimeField(null=True, blank=True)
    wanted_by = models.CharField(max_length=16, blank=True)
    taken_by = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="one_imported_file_a_number")]

    def __str__(self) -> str:
        return f"{self.number} of {self.batch}"

    @property
    def sentence(self) -> str:
        """Why it was not taken, or is not proposed; "" where there is nothing to say."""
        if self.stopped_at is not None:
            return sentences()["imported_broke_off"]
        return sentences()[self.reason].format(**self.reason_facts) if self.reason else ""

    @property
    def can_be_taken(self) -> bool:
        """Whether an officer may have it taken."""
        outcomes = (self.Outcome.PROPOSED, self.Outcome.OLDER)
        return self.outcome in outcomes and bool(self.file) and not self.is_pending and self.stopped_at is None
