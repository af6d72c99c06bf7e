"""Who belongs where, in which role: joining, leaving, another role, a new head."""

from typing import NoReturn

from muster.portal.audit.action import Action, action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.actions.sessions import end_sessions
from muster.portal.organisations.models import (
    AT_AUTHORITY,
    DECIDING,
    SIGNING,
    Authority,
    EmergencyAccount,
    Membership,
    Person,
    Role,
    School,
    SignInName,
    Trust,
)
from muster.portal.organisations.own_address import own_address

Place = School | Trust | Authority
"""Where somebody belongs."""

_FITTING: dict[type[Place], frozenset[Role]] = {
    School: frozenset({Role.SIGNER, Role.SENDER, Role.READER}),
    Trust: frozenset({Role.TRUST_LEAD, Role.TRUST_VIEWER}),
    Authority: AT_AUTHORITY | {Role.OPERATOR},
}


def authority_of(place: Place) -> Authority:
    """The authority that the place belongs to, or is."""
    return place if isinstance(place, Authority) else place.authority


def place_of(membership: Membership) -> Place:
    """Where a membership is: its school, its trust, else its authority."""
    return membership.school or membership.trust or membership.authority


def join(actor: Actor, person: Person, role: Role, place: Place) -> Membership:
    """Give the person a role at a school, a trust or an authority; as head they take the earlier one's place.

    One event. Raises Refusal where the role is not one of that place, the person has one there already, or they
    would sign and theirs is a shared address.
    """
    if role is Role.HEAD and isinstance(place, School):
        return make_head(actor, place, person)
    if role not in _FITTING[type(place)]:
        raise Refusal("role_elsewhere")
    _check_address(person, role)
    with action(actor, authority_of(place).public_id) as act:
        lock(place)
        _check_no_member(person, place)
        membership = _begin(act, person, role, place)
        act.record("membership.begun", membership, school=_school_id(membership), person=person.public_id, role=role)
    return membership


def leave(actor: Actor, membership: Membership) -> None:
    """End a membership: the person reaches the place no more from their next request on.

    All their sessions end where it was their last one. One event, and one for the sessions. Raises Changed where
    it was ended meanwhile, and Refusal for a school's head, an authority's
    last officer or its emergency account.
    """
    with action(actor, membership.authority.public_id) as act:
        lock(place_of(membership))
        seen = check_unchanged(membership)
        _check_may_go(seen)
        if not Membership.objects.filter(person=seen.person, ended_at__isnull=True).exclude(pk=seen.pk).exists():
            end_sessions(actor, seen.person)
        end_membership(act, seen)


def change_role(actor: Actor, membership: Membership, role: Role) -> Membership:
    """Give a colleague another role at the same place; the new membership. One event for the end, one for the start.

    Raises Changed where it was ended or changed meanwhile, and Refusal for a head, a last officer, a role that is
    not one of the place, or one that signs where theirs is a shared address.
    """
    place = place_of(membership)
    if role not in _FITTING[type(place)]:
        raise Refusal("role_elsewhere")
    _check_address(membership.person, role)
    with action(actor, membership.authority.public_id) as act:
        lock(place)
        seen = check_unchanged(membership)
        if seen.role == role:
            raise Refusal("already_member", name=seen.person.name, role=seen.get_role_display())
        _check_may_go(seen)
        end_membership(act, seen)
        begun = _begin(act, seen.person, role, place)
        act.record("membership.begun", begun, school=_school_id(begun), person=begun.person.public_id, role=role)
    return begun


def make_head(actor: Actor, school: School, person: Person) -> Membership:
    """Make the person head of the school: its URN signs them in, and the earlier head's sessions end at once.

    The earlier head's membership ends, and whatever the new one was at the school before. One event for the new
    head, one for each membership ended. Raises Refusal where they are head already, or theirs is a shared address.
    """
    own_address(person.email)
    with action(actor, school.authority.public_id) as act:
        lock(school)
        earlier = Membership.objects.filter(school=school, ended_at__isnull=True, role=Role.HEAD).first()
        if earlier is not None and earlier.person_id == person.pk:
            raise Refusal("already_head", name=person.name)
        for membership in Membership.objects.filter(school=school, ended_at__isnull=True, person=person):
            end_membership(act, membership)
        if earlier is not None:
            end_sessions(actor, earlier.person)
            end_membership(act, earlier)
        begun = _begin(act, person, Role.HEAD, school)
        SignInName.objects.filter(school=school).update(person=person)
        act.record("head.named", school, school=school.public_id, person=person.public_id)
    return begun


def lock(place: Place) -> None:
    """Let who belongs to the place be changed by one at a time, until the transaction ends."""
    # Without its key: whoever writes a row that belongs to the place holds the end of the chain when that is looked up.
    type(place)._default_manager.select_for_update(no_key=True).get(pk=place.pk)  # noqa: SLF001 - Django's name


def check_unchanged(membership: Membership) -> Membership:
    """The membership as it is now, with its person and place; raises Changed where it was ended meanwhile."""
    now = Membership.objects.select_related("person", "authority", "school", "trust").get(pk=membership.pk)
    return now if now.ended_at is None else _refuse_ended(now)


def _begin(act: Action, person: Person, role: Role, place: Place) -> Membership:
    return Membership.objects.create(
        authority=authority_of(place),
        person=person,
        role=role,
        school=place if isinstance(place, School) else None,
        trust=place if isinstance(place, Trust) else None,
        added_by_name=act.actor.name,
    )


def end_membership(act: Action, membership: Membership) -> None:
    """End a membership within the caller's action. One event."""
    membership.ended_at, membership.ended_by_name = clock.now(), act.actor.name
    membership.save(update_fields=["ended_at", "ended_by_name"])
    facts = {"person": membership.person.public_id, "role": membership.role}
    act.record("membership.ended", membership, school=_school_id(membership), **facts)


def _check_address(person: Person, role: Role) -> None:
    """Who signs is signed in by links to their own address: it must never be a school's shared one."""
    if role in SIGNING:
        own_address(person.email)


def _school_id(membership: Membership) -> str:
    return membership.school.public_id if membership.school else ""


def _check_no_member(person: Person, place: Place) -> None:
    there = Membership.objects.filter(authority=authority_of(place), person=person, ended_at__isnull=True)
    if isinstance(place, School):
        there = there.filter(school=place)
    elif isinstance(place, Trust):
        there = there.filter(trust=place)
    else:
        there = there.filter(school=None, trust=None)
    known = there.first()
    if known is not None:
        raise Refusal("already_member", name=person.name, role=known.get_role_display())


def _refuse_ended(membership: Membership) -> NoReturn:
    when = clock.in_words(membership.ended_at) if membership.ended_at else ""
    raise Changed("membership_ended", who=membership.ended_by_name or "Somebody", when=when)


def _check_may_go(membership: Membership) -> None:
    """Raises Refusal where nobody would be left to do the work."""
    if membership.role == Role.HEAD:
        raise Refusal("head_stays", name=membership.person.name)
    check_decider_may_go(membership)


def check_decider_may_go(membership: Membership) -> None:
    """Raises Refusal for the last of those who decide at an authority, and for its emergency account."""
    if EmergencyAccount.objects.filter(membership=membership, ended_at__isnull=True).exists():
        raise Refusal("emergency_stays")
    if membership.role in DECIDING and not _other_officers(membership):
        raise Refusal("officer_stays", name=membership.person.name)


def _other_officers(membership: Membership) -> bool:
    officers = Membership.objects.filter(authority=membership.authority, role__in=DECIDING, ended_at__isnull=True)
    return officers.exclude(pk=membership.pk).exists()
