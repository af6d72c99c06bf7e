"""A new head teacher, named by the school and approved by an officer."""

from django.db import models

from muster.portal.foundation.records import Revised
from muster.portal.organisations.models.person import Person
from muster.portal.organisations.models.school import School
from muster.portal.organisations.models.tenant import TenantRecord


class HeadChange(TenantRecord, Revised):
    """Who is to be head from now on. The one who asked and the one who decided are kept by name too."""

    class State(models.TextChoices):
        """How far it is."""

        ASKED = "asked", "Waiting for the authority"
        APPROVED = "approved", "Approved"
        REFUSED = "refused", "Refused"

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="head_changes")
    name = models.CharField(max_length=200)
    email = models.EmailField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    decided_by_name = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school"], condition=models.Q(state="asked"), name="one_head_change_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} at {self.school}"
