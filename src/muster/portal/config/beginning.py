"""How an installation begins: an authority, and the officer who does the rest on its pages."""

from muster.portal.audit.action import action
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.authorities import found_authority
from muster.portal.organisations.actions.invitations import invite
from muster.portal.organisations.models import Authority, Role


def begin_authority(
    la: str, name: str, team: tuple[str, str], officer: tuple[str, str], operator: tuple[str, str] | None = None
) -> Authority:
    """The authority, its team's address and telephone given, and its first officer, name and address, who is mailed.

    `operator` is somebody else who looks after the installation. Raises Refusal where a detail is none, or the number
    is another authority's already; then nothing is there.
    """
    email, telephone = team
    with action(SYSTEM) as act:
        authority = found_authority(SYSTEM, la, name, email, team_telephone=telephone)
        invite(SYSTEM, authority, Role.OFFICER, *officer)
        if operator is not None:
            invite(SYSTEM, authority, Role.OPERATOR, *operator)
        act.record("installation.begun", authority, chain=authority.public_id)
    return authority
