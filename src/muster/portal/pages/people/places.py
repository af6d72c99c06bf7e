"""A place whose people are listed: where its pages are, and what may be given there."""

import msgspec

from muster.portal.organisations.models import Membership, Role
from muster.portal.pages.people.forms import AUTHORITY_ROLES, SCHOOL_ROLES


class PeoplePages(msgspec.Struct, frozen=True):
    """The pages on the people of a place: its name, the address of their list, and the roles to give."""

    name: str
    list: str
    roles: tuple[tuple[str, str], ...]

    def of(self, membership: Membership) -> str:
        """The address of the page on one of them."""
        return f"{self.list}{membership.public_id}/"

    def roles_for(self, membership: Membership) -> tuple[tuple[str, str], ...]:
        """The other roles that the person may be given; none for a head and for a trust's lead."""
        own = Role(membership.role)
        return self.roles if own.value in dict(self.roles) else ()


def at_school(name: str, list_address: str) -> PeoplePages:
    """The pages on a school's people."""
    return PeoplePages(name, list_address, SCHOOL_ROLES)


def at_authority(name: str, list_address: str) -> PeoplePages:
    """The pages on an authority's people."""
    return PeoplePages(name, list_address, AUTHORITY_ROLES)
