"""Who may do what to people and organisations."""

from muster.portal.organisations.access import Access
from muster.portal.organisations.models import Role, School


def can_manage_people(access: Access, school: School) -> bool:
    """Whether the person invites and removes colleagues at the school: its head, and the authority's officers."""
    return bool(access.roles_at_school(school) & {Role.HEAD, Role.OFFICER})
