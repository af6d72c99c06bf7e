"""An officer who acts for a school."""

from django.db import models

from muster.portal.collecting.models import Request
from muster.portal.organisations.models import TenantRecord


class Acting(TenantRecord):
    """That an officer acts for the school from now on: how the school asked for it, and what for, closed.

    It lasts for some hours (`returns.acting`), or until the officer ends it. `did` lists what was done meanwhile: the
    move, and the number of the version that the school worked on then. The school is shown all of it.
    """

    class How(models.TextChoices):
        """How the school asked for it."""

        TELEPHONE = "telephone", "by telephone"
        EMAIL = "email", "by e-mail"
        LETTER = "letter", "by letter"
        PERSON = "person", "in person"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="acting")
    by = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200)
    how = models.CharField(max_length=10, choices=How)
    sealed = models.BinaryField()
    did = models.JSONField(default=list, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["request", "by"], name="acting_of_a_person")]

    def __str__(self) -> str:
        return self.public_id
