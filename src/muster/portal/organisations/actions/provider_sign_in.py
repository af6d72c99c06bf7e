"""Somebody comes by the authority's provider: who they are here, and in which role."""

from muster.portal.audit.action import action
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.memberships import lock
from muster.portal.organisations.actions.people import add_person
from muster.portal.organisations.actions.provider_roles import follow_groups, role_held
from muster.portal.organisations.models import Person, ProviderAccount, SignInProvider
from muster.portal.organisations.policies import is_emergency
from muster.portal.organisations.provider.claims import Arrival, gives_roles, role_of


def arrive(actor: Actor, provider: SignInProvider, arrival: Arrival) -> ProviderAccount:
    """The account of whoever the provider vouches for, with the role that their groups have now.

    Somebody known is known by issuer and subject. Somebody new is taken where an officer invited that very address
    here, or where nobody has the address and their groups have a role; the address must be theirs. The events of what
    changed, none for somebody known in whose groups nothing did. Raises Refusal, with what to do, for everybody else.
    """
    account = _known(provider, arrival)
    if account is None or account.ended_at is not None:
        account = _admit(actor, provider, arrival)
    if not account.person.is_active:
        raise Refusal("provider_revoked", authority=provider.authority.name)
    follow_groups(actor, account, arrival)
    return account


def _known(provider: SignInProvider, arrival: Arrival) -> ProviderAccount | None:
    rows = ProviderAccount.objects.select_related("person", "authority", "provider__authority")
    return rows.filter(provider=provider, issuer=arrival.issuer, subject=arrival.subject).first()


def _admit(actor: Actor, provider: SignInProvider, arrival: Arrival) -> ProviderAccount:
    """Somebody who was not here by this account before, or whose access was revoked and who was invited again."""
    with action(actor, provider.authority.public_id) as act:
        lock(provider.authority)
        account = _known(provider, arrival)
        if account is not None:
            _let_in_again(account)
            act.record("person.vouched_for", account.person)
            return account
        person = _whose(actor, provider, arrival)
        account = ProviderAccount.objects.create(
            authority=provider.authority,
            provider=provider,
            person=person,
            issuer=arrival.issuer,
            subject=arrival.subject,
        )
        act.record("person.vouched_for", person)
    return account


def _let_in_again(account: ProviderAccount) -> None:
    if account.ended_at is not None:
        if role_held(account.authority, account.person) is None:
            raise Refusal("provider_revoked", authority=account.authority.name)
        account.ended_at = None
        account.save(update_fields=["ended_at"])


def _whose(actor: Actor, provider: SignInProvider, arrival: Arrival) -> Person:
    if not arrival.is_proven:
        raise Refusal("provider_address_unproven", provider=provider.name)
    known = Person.objects.filter(email=arrival.email).first()
    if known is None:
        if not (gives_roles(provider) and role_of(provider, arrival)):
            raise Refusal("provider_not_invited", authority=provider.authority.name)
        return add_person(actor, arrival.email, arrival.name, authority=provider.authority)
    is_here = role_held(provider.authority, known) is not None
    linked = ProviderAccount.objects.filter(
        provider=provider, issuer=arrival.issuer, person=known, ended_at__isnull=True
    )
    if not is_here or linked.exists() or is_emergency(known):
        raise Refusal("provider_not_invited", authority=provider.authority.name)
    return known
