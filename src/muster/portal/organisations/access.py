"""What a person may reach: their memberships as of now, read once a request."""

from collections.abc import Iterable
from functools import cache, cached_property

from django.db.models import Prefetch, QuerySet

from muster.portal.foundation.scope import NOBODY, Level, Scope
from muster.portal.organisations.models import (
    AT_AUTHORITY,
    IMPLIES,
    SIGNING,
    Authority,
    Membership,
    Person,
    Role,
    School,
    Trust,
)
from muster.portal.organisations.ways_in import opened_by_password, opened_by_provider, with_ways


class Access:
    """The schools and authorities that somebody reaches, and in which roles. Nobody reaches nothing."""

    def __init__(self, person: Person | None, memberships: tuple[Membership, ...] = ()) -> None:
        self.person = person
        self.memberships = memberships

    @cached_property
    def schools(self) -> tuple[School, ...]:
        """The schools of the person's own memberships and of the trusts that they lead, by name, each once."""
        own = [membership.school for membership in self.memberships if membership.school]
        led = [school for one in self.memberships if one.trust for school in one.trust.schools.all()]
        return tuple(sorted({school.pk: school for school in own + led}.values(), key=_by_name))

    @cached_property
    def authorities(self) -> tuple[Authority, ...]:
        """The authorities that the person works for, as an officer or an adviser, by name."""
        found = {one.authority_id: one.authority for one in self.memberships if one.role in AT_AUTHORITY}
        return tuple(sorted(found.values(), key=lambda authority: authority.name))

    @cached_property
    def is_operator(self) -> bool:
        """Whether the person looks after the installation."""
        return any(membership.role == Role.OPERATOR for membership in self.memberships)

    @property
    def may_sign(self) -> bool:
        """Whether the person confirms results for some school."""
        return any(membership.role in SIGNING for membership in self.memberships)

    def roles_at_school(self, school: School) -> frozenset[Role]:
        """The person's roles towards a school, with those that they imply: there, by its trust, at its authority."""
        return _with_implied(Role(one.role) for one in self.memberships if _reaches(one, school))

    def roles_at_authority(self, authority: Authority) -> frozenset[Role]:
        """The person's roles at an authority itself, with those that they imply; never those at its schools."""
        ours = [one for one in self.memberships if one.authority_id == authority.pk and one.role in AT_AUTHORITY]
        return _with_implied(Role(one.role) for one in ours)

    def roles_at_trust(self, trust: Trust) -> frozenset[Role]:
        """The person's roles at a trust itself, with those that they imply."""
        return _with_implied(Role(one.role) for one in self.memberships if one.trust_id == trust.pk)

    def scope_at_trust(self, trust: Trust) -> Scope:
        """What may be read for a trust: its own schools, for its people."""
        if not self.roles_at_trust(trust):
            return NOBODY
        own = frozenset(one.public_id for one in self.schools if one.trust_id == trust.pk)
        return Scope(Level.SCHOOL, trust.authority.public_id, own)

    def scope_at_school(self, school: School) -> Scope:
        """What may be read on the school's pages: the authority's for its officers, else this one school's."""
        roles = self.roles_at_school(school)
        if not roles:
            return NOBODY
        if roles & AT_AUTHORITY:
            return Scope(Level.AUTHORITY, school.authority.public_id)
        return Scope(Level.SCHOOL, school.authority.public_id, frozenset({school.public_id}))

    def scope_at_authority(self, authority: Authority) -> Scope:
        """What may be read of an authority: all for its officers and advisers, else the person's own schools there."""
        if self.roles_at_authority(authority):
            return Scope(Level.AUTHORITY, authority.public_id)
        own = frozenset(school.public_id for school in self.schools if school.authority_id == authority.pk)
        return Scope(Level.SCHOOL, authority.public_id, own) if own else NOBODY


def access_of(person: Person | None, vouched_at: int | None = None) -> Access:
    """What the person reaches at this moment, in one query: more for a trust's lead, and where a provider is on.

    `vouched_at` is the key of the authority whose provider vouches for them, where they did not come by a password.
    """
    if person is None or not person.is_active:
        return Access(None)
    led = Prefetch("trust__schools", School.objects.select_related("authority"))
    held = _in_force().filter(person=person).prefetch_related(led)
    opened = opened_by_password(person, held) if vouched_at is None else opened_by_provider(held, vouched_at)
    for one in opened:
        _share_authority(one)
    return Access(person, opened)


@cache
def _in_force() -> QuerySet[Membership]:
    """Everybody's memberships as of now, unread: put together once, for every request asks for somebody's."""
    places = Membership.objects.select_related("authority", "school", "trust")
    return with_ways(places.filter(ended_at__isnull=True)).order_by("pk")


def _share_authority(membership: Membership) -> None:
    """Let the place have the membership's authority, which is its own too: the row is read once."""
    for place in (membership.school, membership.trust):
        if place is not None and place.authority_id == membership.authority_id:
            place.authority = membership.authority


def _reaches(membership: Membership, school: School) -> bool:
    if membership.school_id is not None:
        return membership.school_id == school.pk
    if membership.trust_id is not None:
        return membership.trust_id == school.trust_id
    return membership.authority_id == school.authority_id and membership.role in AT_AUTHORITY


def _with_implied(roles: Iterable[Role]) -> frozenset[Role]:
    held = frozenset(roles)
    return held.union(*(IMPLIES.get(role, frozenset()) for role in held))


def _by_name(school: School) -> tuple[str, str]:
    return (school.name, school.urn)
