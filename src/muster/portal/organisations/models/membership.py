"""What a person may do, where."""

from django.db import models

from muster.portal.organisations.models.person import Person
from muster.portal.organisations.models.school import School
from muster.portal.organisations.models.tenant import TenantRecord
from muster.portal.organisations.models.trust import Trust


class Role(models.TextChoices):
    """A person's part. The head signs, as a signer does in the head's stead; officers work for the authority.

    Advisers and a trust's viewers see schools and their figures; those that see pupils too have a role of their own.
    """

    HEAD = "head", "Head teacher"
    SIGNER = "signer", "May confirm"
    SENDER = "sender", "May send"
    READER = "reader", "May read"
    TRUST_LEAD = "trust_lead", "Trust data lead"
    TRUST_VIEWER = "trust_viewer", "Trust viewer"
    OFFICER = "officer", "Data officer"
    MANAGER = "manager", "Data manager"
    ADVISER = "adviser", "School improvement adviser"
    PUPIL_ADVISER = "pupil_adviser", "School improvement adviser, pupils too"
    OPERATOR = "operator", "Operator"


SIGNING = frozenset({Role.HEAD, Role.SIGNER})
"""Those who confirm a school's results: the head, and a deputy, acting or executive head named beforehand."""

IMPLIES = {
    Role.MANAGER: frozenset({Role.OFFICER}),
    Role.PUPIL_ADVISER: frozenset({Role.ADVISER}),
    Role.TRUST_LEAD: frozenset({Role.TRUST_VIEWER}),
}
"""Whoever has the one role may do what the others may, too."""

AT_AUTHORITY = frozenset({Role.OFFICER, Role.MANAGER, Role.ADVISER, Role.PUPIL_ADVISER})
"""Those who work for an authority."""

DECIDING = frozenset({Role.OFFICER, Role.MANAGER})
"""Those of them who decide about returns: of these there is always one at least."""

SEES_PUPILS = (
    Role.HEAD,
    Role.SIGNER,
    Role.SENDER,
    Role.READER,
    Role.TRUST_LEAD,
    Role.OFFICER,
    Role.PUPIL_ADVISER,
)
"""The roles for the gate of a page that shows pupils, or a return's insides: not who sees schools alone."""

_SCHOOL_ROLES = [Role.HEAD, Role.SIGNER, Role.SENDER, Role.READER]


def _once(fields: list[str], name: str, **place: bool) -> models.UniqueConstraint:
    """Once at a time. One constraint a kind of place: in a single one, no school would differ from no school."""
    return models.UniqueConstraint(fields=fields, condition=models.Q(ended_at__isnull=True, **place), name=name)


class Membership(TenantRecord):
    """A person's role at a school, at a trust, or (neither given) at the authority, from when till when.

    A role is never changed: one membership ends and another begins, so its public id says what somebody saw.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role)
    school = models.ForeignKey(School, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    trust = models.ForeignKey(Trust, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    added_by_name = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            _once(["person", "role", "school"], "one_membership_a_school", school__isnull=False),
            _once(["person", "role", "trust"], "one_membership_a_trust", trust__isnull=False),
            _once(
                ["person", "role", "authority"], "one_membership_an_authority", school__isnull=True, trust__isnull=True
            ),
            models.UniqueConstraint(
                fields=["school"], condition=models.Q(ended_at__isnull=True, role=Role.HEAD), name="one_head_a_school"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=_SCHOOL_ROLES, school__isnull=False, trust__isnull=True)
                | models.Q(role__in=[Role.TRUST_LEAD, Role.TRUST_VIEWER], school__isnull=True, trust__isnull=False)
                | models.Q(
                    role__in=[Role.OFFICER, Role.MANAGER, Role.ADVISER, Role.PUPIL_ADVISER, Role.OPERATOR],
                    school__isnull=True,
                    trust__isnull=True,
                ),
                name="role_fits_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"
