"""Reports given out."""

from muster.portal.audit.action import action
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.models import Membership, School
from muster.portal.publishing.models import Download, Edition


def record_taken(actor: Actor, edition: Edition) -> None:
    """Record that the actor downloads the report, before it is given out."""
    school = edition.school_return.school
    with action(actor, edition.authority.public_id) as act:
        Download.objects.create(
            authority=edition.authority, edition=edition, by=actor.public_id, by_name=actor.name,
            of_school=_is_of(actor, school),
        )  # fmt: skip
        act.record("report.taken", edition, school=school.public_id, kind=edition.kind, number=edition.number)


def _is_of(actor: Actor, school: School) -> bool:
    """Whether the actor belongs to the school."""
    return Membership.objects.filter(person__public_id=actor.public_id, school=school, ended_at=None).exists()
