"""A place whose people are listed: where its pages are, and what may be given there."""

import msgspec

from muster.portal.organisations.models import DECIDING, Membership, Role
from muster.portal.pages.people.forms import AUTHORITY_ROLES, SCHOOL_ROLES, TRUST_ROLES


class PeoplePages(msgspec.Struct, frozen=True):
    """The pages on the people of a place: its name, the address of their list, the roles to give.

    Roles in `fixed` are another's to give and to take. `note` says why somebody's role is not to be changed here.
    """

    name: str
    list: str
    roles: tuple[tuple[str, str], ...]
    fixed: frozenset[Role] = frozenset()
    note: str = ""

    def may_change(self, membership: Membership) -> bool:
        """Whether whoever looks may give this person another role, or end the one they have."""
        return membership.role not in self.fixed

    def of(self, membership: Membership) -> str:
        """The address of the page on one of them."""
        return f"{self.list}{membership.public_id}/"

    def roles_for(self, membership: Membership) -> tuple[tuple[str, str], ...]:
        """The other roles that the person may be given; none for a head, nor where another's matter it is."""
        own = Role(membership.role)
        return self.roles if own.value in dict(self.roles) and self.may_change(membership) else ()


def at_school(name: str, list_address: str) -> PeoplePages:
    """The pages on a school's people."""
    return PeoplePages(name, list_address, SCHOOL_ROLES)


def at_trust(name: str, list_address: str) -> PeoplePages:
    """The pages on a trust's people."""
    return PeoplePages(name, list_address, TRUST_ROLES)


def at_authority(name: str, list_address: str, *, may_settle: bool) -> PeoplePages:
    """The pages on an authority's people. Who decides there, whoever may settle its matters says alone."""
    roles = tuple(one for one in AUTHORITY_ROLES if may_settle or one[0] not in DECIDING)
    return PeoplePages(name, list_address, roles, frozenset() if may_settle else DECIDING)
