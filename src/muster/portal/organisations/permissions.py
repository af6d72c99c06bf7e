"""Who may do what to people and organisations."""

from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.access import Access
from muster.portal.organisations.models import Authority, Role, School


def can_manage_people(access: Access, school: School) -> bool:
    """Whether the person invites and removes colleagues at the school: its head, and the authority's officers."""
    return bool(access.roles_at_school(school) & {Role.HEAD, Role.OFFICER})


def check_manage_people(access: Access, school: School) -> None:
    """Raises Refusal where the person may not invite or remove anybody at the school."""
    if not can_manage_people(access, school):
        raise Refusal("not_yours")


def can_manage_authority(access: Access, authority: Authority) -> bool:
    """Whether the person changes the authority's schools, people and settings: its officers."""
    return Role.OFFICER in access.roles_at_authority(authority)


def check_manage_authority(access: Access, authority: Authority) -> None:
    """Raises Refusal where the person is no officer of the authority."""
    if not can_manage_authority(access, authority):
        raise Refusal("not_yours")
