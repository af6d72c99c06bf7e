"""Roles by the provider's groups: set anew each time that it says them."""

from muster.portal.audit.action import action
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.memberships import change_role, join, leave, lock
from muster.portal.organisations.models import Authority, Membership, Person, ProviderAccount, Role
from muster.portal.organisations.provider.claims import Arrival, gives_roles, role_of


def follow_groups(actor: Actor, account: ProviderAccount, arrival: Arrival) -> None:
    """Give the person the role at the authority that their groups have now; whoever has none there loses theirs.

    The events of what changed, none where nothing did. Raises Refusal where they have no role, once it is ended, and
    where the provider does not list their groups.
    """
    provider = account.provider
    held = role_held(account.authority, account.person)
    wanted = role_of(provider, arrival) if gives_roles(provider) else (Role(held.role) if held else None)
    if wanted is None:
        _end(actor, account, held)
        raise Refusal("provider_no_role", provider=provider.name, authority=provider.authority.name)
    if held is None or held.role != wanted:
        _give(actor, account, wanted)


def role_held(authority: Authority, person: Person) -> Membership | None:
    """What the person is at the authority itself, its emergency account left out; None where they are nothing."""
    rows = Membership.objects.filter(authority=authority, person=person, school=None, trust=None, emergency=None)
    rows = rows.filter(ended_at__isnull=True).exclude(role=Role.OPERATOR)
    return rows.select_related("person", "authority").first()


def _give(actor: Actor, account: ProviderAccount, wanted: Role) -> None:
    with action(actor, account.authority.public_id) as act:
        lock(account.authority)
        held = role_held(account.authority, account.person)
        if held is None:
            join(actor, account.person, wanted, account.authority)
        elif held.role != wanted:
            change_role(actor, held, wanted)
        act.record("person.role_by_groups", account.person, role=wanted)


def _end(actor: Actor, account: ProviderAccount, held: Membership | None) -> None:
    """End the role they had: never that of the last who decides, who is turned away all the same."""
    if held is not None:
        with action(actor, account.authority.public_id):
            leave(actor, held)
