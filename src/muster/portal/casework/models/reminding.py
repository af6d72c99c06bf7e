"""A reminder to schools, sent now or on a day."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.foundation.models import Leased
from muster.portal.organisations.models import School, TenantRecord


class Reminding(TenantRecord, Leased):
    """Mails to the schools that something is still asked of at `due_at`, when it is worked out anew whom that fits.

    `schools` holds the public ids of those chosen by hand, nothing for all whom it fits. `by` is the public id of
    whoever set it. Once done it says how many schools were written to and how many could not be (`reminded` names
    them), or in `refused` why none was; `called_off_at` is set where an officer thought better of it.
    """

    class To(models.TextChoices):
        """What is still asked of the schools that are written to."""

        NOT_READY = "not_ready", "Schools that have not signed in, or have one person only"
        NOTHING_SENT = "nothing_sent", "Schools that have sent nothing"
        ERRORS = "errors", "Schools with something to put right"
        NOT_CONFIRMED = "not_confirmed", "Schools that have not confirmed"
        QUESTIONS = "questions", "Schools with questions to answer"
        ANYTHING = "anything", "Schools with anything left to do"

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="remindings")
    to = models.CharField(max_length=16, choices=To)
    schools = models.JSONField(default=list, blank=True)
    due_at = models.DateTimeField(default=clock.now)
    by = models.CharField(max_length=32, blank=True)
    by_name = models.CharField(max_length=200)
    written_to = models.PositiveIntegerField(default=0)
    not_reached = models.PositiveIntegerField(default=0)
    refused = models.CharField(max_length=60, blank=True)
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["collection", "due_at"], name="remindings_of_a_collection")]
        constraints = [
            models.UniqueConstraint(
                fields=["collection", "to", "due_at"],
                condition=models.Q(called_off_at__isnull=True),
                name="one_reminding_a_moment",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_to_display()}, {self.due_at:%d %B %Y}"

    @property
    def is_called_off(self) -> bool:
        """Whether an officer thought better of it before it went."""
        return self.called_off_at is not None


class Reminded(TenantRecord):
    """That a school was written to by a reminding, or (`reached` False) could not be, having no address at all."""

    reminding = models.ForeignKey(Reminding, on_delete=models.PROTECT, related_name="reminded")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    reached = models.BooleanField()

    class Meta:
        verbose_name_plural = "reminded"
        constraints = [models.UniqueConstraint(fields=["reminding", "school"], name="one_reminded_a_school")]
        indexes = [models.Index(fields=["authority", "school", "made_at"], name="reminded_of_a_school")]

    def __str__(self) -> str:
        return f"{self.school}: {self.reminding}"
