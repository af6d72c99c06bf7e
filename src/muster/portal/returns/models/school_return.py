"""A school's return to one collection."""

from typing import TYPE_CHECKING

from django.db import models

from muster.portal.collecting.models import Request
from muster.portal.foundation.records import Revised
from muster.portal.organisations.models import School, TenantRecord
from muster.portal.returns.facts import Draft, InForce, Participation, Turn
from muster.portal.returns.workflow import Facts

if TYPE_CHECKING:
    from muster.portal.returns.models.version import Version


class Return(TenantRecord, Revised):
    """What a school answers to a request: three facts of the four, the fourth stands with the request.

    Made with the first thing that the school does; before that a return is as its defaults are, at revision 1.
    `newest` is the newest unconfirmed version, `confirmed` the one in force; `checked_with` says what the findings
    were made from (revisions of roll, history and settings): they are stale where these have gone on.
    `not_listed` counts by rule the findings beyond those that are kept in full. `reported` is the version of which the
    school was last given final reports.
    """

    request = models.OneToOneField(Request, on_delete=models.PROTECT, related_name="school_return")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="returns")
    draft = models.CharField(max_length=16, choices=Draft, default=Draft.NONE)
    in_force = models.CharField(max_length=10, choices=InForce, default=InForce.NONE)
    turn = models.CharField(max_length=10, choices=Turn, default=Turn.SCHOOL)
    newest = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reported = models.ForeignKey("Version", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_with = models.JSONField(default=dict, blank=True)
    not_listed = models.JSONField(default=dict, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["authority", "draft", "in_force"], name="returns_by_state")]

    def __str__(self) -> str:
        return f"Return {self.public_id}"

    @property
    def facts(self) -> Facts:
        """The four facts."""
        return Facts(
            Draft(self.draft), InForce(self.in_force), Participation(self.request.participation), Turn(self.turn)
        )

    @property
    def has_reports(self) -> bool:
        """Whether the school was given final reports of what is in force."""
        return self.reported_id is not None and self.reported_id == self.confirmed_id

    @property
    def version(self) -> "Version | None":
        """The version that the school works on: the newest unconfirmed one, else the one in force."""
        return self.newest or self.confirmed
