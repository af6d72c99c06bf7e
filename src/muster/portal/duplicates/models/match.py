"""A pupil whom another authority has too, as one of the two authorities sees it."""

from django.db import models

from muster.portal.collecting.models import Collection
from muster.portal.duplicates.models.agreement import Agreement
from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import TenantRecord
from muster.portal.pupils.models import Child


class Match(TenantRecord, Revised):
    """One authority's side of a match: its own child, and what it says. The other side is the row of the same `pair`.

    Both rows have one revision and move together. `is_live` is whether both sides' keys still say so; `reasons` which
    of them. `outcome` is settled once the two views fit each other.
    """

    class View(models.TextChoices):
        """What an authority says of a match."""

        OURS = "ours", "We submit this pupil"
        THEIRS = "theirs", "They submit this pupil"
        NOT_SAME = "not_same", "It is not the same child"
        CANNOT_SAY = "cannot_say", "We cannot say"

    class Outcome(models.TextChoices):
        """What was settled, as this side has it."""

        OPEN = "open", "To be settled"
        OURS = "ours", "We submit"
        THEIRS = "theirs", "They submit"
        NOT_SAME = "not_same", "Not the same child"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="matches")
    pair = models.CharField(max_length=16, db_index=True)
    collection = models.ForeignKey(Collection, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    reasons = models.JSONField(default=list)
    is_live = models.BooleanField(default=True)
    view = models.CharField(max_length=12, choices=View, blank=True)
    view_by_name = models.CharField(max_length=200, blank=True)
    view_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.OPEN)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pair", "authority"], name="one_side_of_a_match")]

    def __str__(self) -> str:
        return self.public_id


class MatchMessage(TenantRecord):
    """What an officer of either side wrote about a match: each side has a copy, closed with its own key.

    `is_ours` is whether this side wrote it.
    """

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="messages")
    is_ours = models.BooleanField()
    by_name = models.CharField(max_length=200)
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.public_id
