"""Who may do what to people and organisations."""

from muster.portal.organisations.access import Access
from muster.portal.organisations.models import DECIDING, SEES_PUPILS, Authority, Membership, Role, School


def can_manage_people(access: Access, school: School) -> bool:
    """Whether the person invites and removes colleagues at the school: its head, and the authority's officers."""
    return bool(access.roles_at_school(school) & {Role.HEAD, Role.OFFICER})


def can_settle(access: Access, authority: Authority, *, has_manager: bool) -> bool:
    """Whether the person settles how the authority signs in, its own details, and who decides there.

    Its managers do; its officers, where it has none.
    """
    roles = access.roles_at_authority(authority)
    return Role.MANAGER in roles or (Role.OFFICER in roles and not has_manager)


def can_change_member(access: Access, membership: Membership, *, has_manager: bool) -> bool:
    """Whether an officer may change or end this membership: that of somebody who decides is not any officer's."""
    return membership.role not in DECIDING or can_settle(access, membership.authority, has_manager=has_manager)


def sees_pupils_at(access: Access, authority: Authority) -> bool:
    """Whether the person may read of pupils all over the authority: not whoever advises schools alone."""
    return bool(access.roles_at_authority(authority) & frozenset(SEES_PUPILS))
