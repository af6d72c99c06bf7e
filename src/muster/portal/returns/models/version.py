"""One version of a return: a file as it came, or what somebody made of the version before."""

from django.db import models

from muster.portal.organisations.models import TenantRecord


class Version(TenantRecord):
    """Never changed. `sealed` holds its records (`content`), closed; `file` names the file as it came, "" for none.

    `base` is the version that a correction was made from. `kind` is what the file was (ctf, csv, xlsx), "" for a
    correction. `late` says that it came after the deadline, `for_school` that an officer did it for the school.
    `pupils` counts those of the collection.
    """

    class Origin(models.TextChoices):
        """Where a version comes from."""

        FILE = "file", "A file"
        SCREEN = "screen", "Changes made on screen"

    school_return = models.ForeignKey("Return", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, choices=Origin)
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_by = models.CharField(max_length=16, blank=True)
    made_by_name = models.CharField(max_length=200)
    ruleset = models.CharField(max_length=40)
    kind = models.CharField(max_length=8, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    file = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()
    pupils = models.PositiveIntegerField()
    late = models.BooleanField(default=False)
    for_school = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school_return", "number"], name="one_version_a_number")]

    def __str__(self) -> str:
        return f"Version {self.number}"
