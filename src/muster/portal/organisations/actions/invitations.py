"""Colleagues: invited by name and own address, given another role, sent their link again, removed."""

from muster.portal.audit.action import action
from muster.portal.foundation import limits
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.links import send_again, send_first_access
from muster.portal.organisations.actions.memberships import (
    Place,
    authority_of,
    change_role,
    check_unchanged,
    join,
    leave,
    lock,
    place_of,
)
from muster.portal.organisations.actions.notices import tell_person
from muster.portal.organisations.actions.people import add_person
from muster.portal.organisations.models import Membership, Person, Role
from muster.portal.organisations.ways_in import provider_needed

_LINKS = limits.define("links sent again", 5, 5 / 3600)


def invite(actor: Actor, place: Place, role: Role, name: str, email: str) -> Membership:
    """Give somebody a role at a school, a trust or an authority, by their own address, and tell them.

    Somebody new gets a link to their first password too. Raises Refusal where the role is not one of the place (a
    head is named, not invited), the address is none or a shared one, or the person has a role there already.
    """
    if role is Role.HEAD:
        raise Refusal("role_elsewhere")
    authority = authority_of(place)
    with action(actor, authority.public_id):
        # The place first, then the person, as everywhere: two who took them crosswise would wait for each other.
        lock(place)
        person = add_person(actor, email, name, authority=authority)
        membership = join(actor, person, role, place)
        tell_joined(actor, person, membership)
    return membership


def tell_joined(actor: Actor, person: Person, membership: Membership) -> None:
    """Tell the person what they may do now, and send those who have no password a link to choose one.

    Whoever has to come by the authority's own sign-in is told that, and gets no link.
    """
    place = place_of(membership)
    is_new = not person.has_usable_password()
    said = {"place": place.name, "role": membership.get_role_display(), "inviter": actor.name}
    provider = provider_needed(person)
    if provider is not None:
        tell_person(membership.authority, person, "joined_by_provider", {**said, "provider": provider.name})
        return
    tell_person(membership.authority, person, "joined", {**said, "is_new": is_new})
    if is_new:
        send_first_access(actor, person)


def send_link_again(actor: Actor, membership: Membership) -> None:
    """Mail the person a link to their first password, or to a new one where they had one. One event.

    Raises Changed where the membership was ended meanwhile, and Refusal where five were sent within the hour, or where
    a password opens nothing of theirs.
    """
    person = check_unchanged(membership).person
    provider = provider_needed(person)
    if provider is not None:
        raise Refusal("provider_needed_by", name=person.name, provider=provider.name)
    if not limits.take(_LINKS, person.public_id).allowed:
        raise Refusal("links_enough", name=person.name)
    send_again(actor, person)


def remove(actor: Actor, membership: Membership) -> None:
    """End somebody's membership, as `leave` does, and tell them."""
    with action(actor, membership.authority.public_id):
        leave(actor, membership)
        facts = {"place": place_of(membership).name, "remover": actor.name}
        tell_person(membership.authority, membership.person, "membership_ended", facts)


def give_role(actor: Actor, membership: Membership, role: Role) -> Membership:
    """Give a colleague another role, as `change_role` does, and tell them."""
    with action(actor, membership.authority.public_id):
        begun = change_role(actor, membership, role)
        facts = {"place": place_of(begun).name, "role": begun.get_role_display(), "changer": actor.name}
        tell_person(begun.authority, begun.person, "role_changed", facts)
    return begun
