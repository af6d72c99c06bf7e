"""Final reports given to schools."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.foundation.models import Leased
from muster.portal.organisations.models import TenantRecord
from muster.portal.returns.models import Return


class Release(TenantRecord, Leased):
    """Final reports that schools are given at `at`: at once, or at an hour that an officer set.

    `cancelled_at` is set where an officer thought better of it before. Once finished, its rows say what was published.
    """

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="releases")
    at = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["collection", "at"], name="releases_of_a_collection")]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_called_off(self) -> bool:
        """Whether an officer thought better of it."""
        return self.cancelled_at is not None

    @property
    def is_under_way(self) -> bool:
        """Whether its moment has come and the reports are being given out."""
        return self.is_pending and self.at <= clock.now()


class Released(TenantRecord):
    """One return's final reports of one number, to be published or published by a release.

    Either `published_at` says since when the school has them, or `left_out` by its word why it does not.
    """

    class LeftOut(models.TextChoices):
        """Why reports that were to be published were not."""

        NOT_ACCEPTED = "not_accepted", "The school’s results are not accepted any more"
        OUT_OF_DATE = "out_of_date", "What the reports tell has changed since they were made"
        CLOSED = "closed", "The school has closed"
        FAILED = "failed", "Could not be published"
        CALLED_OFF = "called_off", "Called off"

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="members")
    school_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="released")
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField(null=True, blank=True, db_index=True)
    left_out = models.CharField(max_length=12, choices=LeftOut, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school_return", "number"], condition=models.Q(left_out=""), name="one_release_an_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school_return} {self.number}"
