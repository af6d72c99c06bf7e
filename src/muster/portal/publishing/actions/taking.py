"""Reports given out."""

from muster.portal.audit.action import action
from muster.portal.foundation.actor import Actor
from muster.portal.publishing.models import Edition


def record_taken(actor: Actor, edition: Edition) -> None:
    """Record that the actor downloads the report, before it is given out."""
    with action(actor, edition.authority.public_id) as act:
        school = edition.school_return.school.public_id
        act.record("report.taken", edition, school=school, kind=edition.kind, number=edition.number)
