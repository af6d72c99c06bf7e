"""Final reports being made for many schools."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.foundation.models import Leased
from muster.portal.organisations.models import TenantRecord
from muster.portal.returns.models import Return


class Run(TenantRecord):
    """Final reports asked for by an officer: who asked when, and when the last of them was done with."""

    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="runs")
    by = models.CharField(max_length=16)
    by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["collection"], condition=models.Q(ended_at__isnull=True), name="one_run_under_way_a_collection"
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class RunReturn(TenantRecord, Leased):
    """One return of a run, and what came of it."""

    class Outcome(models.TextChoices):
        """What came of it."""

        WAITING = "waiting", "Waiting"
        MADE = "made", "Made"
        UNCHANGED = "unchanged", "Unchanged"
        LEFT_OUT = "left_out", "Left out: not accepted any more"

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="returns")
    school_return = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="runs")
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.WAITING)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "school_return"], name="one_return_a_run")]

    def __str__(self) -> str:
        return f"{self.school_return} of {self.run}"
