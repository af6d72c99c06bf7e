"""A trust names colleagues of its own who see its schools; the authority is told."""

from muster.portal.audit.action import action
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.actions.invitations import invite
from muster.portal.organisations.actions.notices import tell_team
from muster.portal.organisations.models import Membership, Role, Trust


def name_colleague(actor: Actor, trust: Trust, role: Role, name: str, email: str) -> Membership:
    """Give somebody a role at the trust, as `invite` does, and tell the authority's data team by mail."""
    with action(actor, trust.authority.public_id):
        membership = invite(actor, trust, role, name, email)
        said = {"trust": trust.name, "role": membership.get_role_display(), "inviter": actor.name}
        tell_team(trust.authority, "trust_person_named", {**said, "name": membership.person.name})
    return membership
