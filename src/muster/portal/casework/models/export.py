"""What is taken away of a collection: made by the worker, kept closed for some days, then erased."""

from django.db import models

from muster.portal.casework.models.bulk_import import BulkImport
from muster.portal.collecting.models import Collection
from muster.portal.foundation.models import Leased
from muster.portal.organisations.models import TenantRecord
from muster.portal.returns.models import Return, Version


class Export(TenantRecord, Leased):
    """A file that somebody asked for: how far the worker is with it, what it holds, when it goes again.

    `accepted_only`, `changed_only` and `batch` (those of which a file was taken) narrow it to some schools. `done` of
    `schools` schools are in it so far. Once finished it has its parts, `size`, `sha256` and `pupils`, until
    `erased_at`. `taken_at` is when it was first downloaded. The row stays when the file has gone.
    """

    class Kind(models.TextChoices):
        """What it holds."""

        RESULTS = "results", "Results by pupil"
        FINDINGS = "findings", "Findings and explanations"
        CTFS = "ctfs", "CTFs for the national import system"
        CHECKS = "checks", "Checks to send back, a workbook a school"
        ARCHIVE = "archive", "The whole year"

    class Form(models.TextChoices):
        """What kind of file it is."""

        XLSX = "xlsx", "Excel workbook"
        CSV = "csv", "CSV"
        ZIP = "zip", "Zip archive"

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="exports")
    kind = models.CharField(max_length=10, choices=Kind)
    form = models.CharField(max_length=4, choices=Form)
    accepted_only = models.BooleanField(default=False)
    changed_only = models.BooleanField(default=False)
    batch = models.ForeignKey(BulkImport, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    by = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200)
    schools = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    pupils = models.PositiveIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    erase_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "kind"],
                condition=models.Q(finished_at__isnull=True, stopped_at__isnull=True),
                name="one_export_under_way_a_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.public_id}"

    @property
    def is_there(self) -> bool:
        """Whether its file can be downloaded now."""
        return self.finished_at is not None and self.erased_at is None and self.size > 0


class ExportPart(TenantRecord):
    """Some megabytes of an export's file, kept closed; the parts in order are the file."""

    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    file = models.CharField(max_length=200)
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["export", "number"], name="one_export_part_a_number")]

    def __str__(self) -> str:
        return f"Part {self.number}"


class ExportedVersion(TenantRecord):
    """What an export of CTFs has of one school: the version, the serial in the file's name, and since when it has it.

    `content` is equal for equal content, and nothing to anybody without the authority's key: it changes with a
    correction of who a pupil is, too. Equal content keeps its serial and `since`, so that the file is the same.
    """

    export = models.ForeignKey(Export, on_delete=models.PROTECT, related_name="versions")
    school_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="exported")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="exported")
    serial = models.PositiveSmallIntegerField()
    content = models.CharField(max_length=22)
    since = models.DateTimeField()
    pupils = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["export", "school_return"], name="one_exported_version_a_school")
        ]

    def __str__(self) -> str:
        return f"{self.version}, {self.serial:03d}"
