"""The emergency account: named, replaced, and every use of it told."""

from muster.portal.audit.action import action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.organisations.actions.invitations import tell_joined
from muster.portal.organisations.actions.memberships import end_membership, join, lock
from muster.portal.organisations.actions.notices import tell_person, tell_team
from muster.portal.organisations.actions.people import add_person
from muster.portal.organisations.actions.sessions import end_sessions
from muster.portal.organisations.models import (
    DECIDING,
    Authority,
    EmergencyAccount,
    Membership,
    Person,
    Role,
)
from muster.portal.organisations.own_address import own_address


def name_emergency_account(actor: Actor, authority: Authority, name: str, email: str, *, seen: str) -> EmergencyAccount:
    """Make a manager's account that needs no provider, in the place of the one there is; its holder gets a link.

    `seen` is the public id of the account that the person saw, "" for none. One event, and those of the new person;
    the earlier one's access and sessions end. Raises Changed where somebody was first, and Refusal where the address
    is somebody's already: the account is for emergencies alone.
    """
    address = own_address(email)
    with action(actor, authority.public_id) as act:
        lock(authority)
        held = _held(authority)
        if (held.public_id if held else "") != seen:
            raise Changed("emergency_named_meanwhile", who=held.membership.added_by_name if held else "Somebody")
        if Person.objects.filter(email=address).exists():
            raise Refusal("emergency_address")
        person = add_person(actor, address, name, authority=authority)
        membership = join(actor, person, Role.MANAGER, authority)
        if held is not None:
            held.ended_at = clock.now()
            held.save(update_fields=["ended_at"])
            end_sessions(actor, held.membership.person)
            end_membership(act, held.membership)
        account = EmergencyAccount.objects.create(authority=authority, membership=membership)
        act.record("emergency_account.named", account, person=person.public_id)
        tell_joined(actor, person, membership)
    return account


def note_emergency_use(actor: Actor, person: Person) -> None:
    """Where the account is an emergency account, tell everybody who decides there, and the team. One event for it."""
    for account in EmergencyAccount.objects.filter(membership__person=person, ended_at__isnull=True):
        authority = account.authority
        with action(actor, authority.public_id) as act:
            EmergencyAccount.objects.filter(pk=account.pk).update(used_at=clock.now())
            act.record("emergency_account.used", account, person=person.public_id)
            facts = {"account": person.name, "when": clock.in_words(clock.now())}
            tell_team(authority, "emergency_used", facts)
            for one in _who_decides(authority, person):
                tell_person(authority, one, "emergency_used", facts)


def _held(authority: Authority) -> EmergencyAccount | None:
    rows = EmergencyAccount.objects.filter(authority=authority, ended_at__isnull=True)
    return rows.select_related("membership__person", "membership__authority").first()


def _who_decides(authority: Authority, person: Person) -> list[Person]:
    rows = Membership.objects.filter(authority=authority, role__in=DECIDING, ended_at__isnull=True)
    return [one.person for one in rows.exclude(person=person).select_related("person").order_by("pk")]
