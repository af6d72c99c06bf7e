"""How an authority's own people sign in: its provider settled, tried, switched on and off."""

from typing import Any

import msgspec

from muster.portal.audit.action import action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.provider_sessions import end_all_of
from muster.portal.organisations.meanwhile import changed_meanwhile
from muster.portal.organisations.models import Authority, EmergencyAccount, SignInProvider
from muster.portal.organisations.provider.client import close_secret
from muster.portal.organisations.signing_in.authenticators import has_app

_TRIED_WITH = ("issuer", "client_id", "groups_claim", "own_domains")
"""What was tried with a sign-in is tried no more when one of these changes, or the secret."""


class Terms(msgspec.Struct, frozen=True):
    """What a manager settles: `secret` "" keeps the one there is; `groups` holds the provider's groups by role."""

    name: str
    issuer: str
    client_id: str
    secret: str
    groups_claim: str
    groups: dict[str, list[str]]
    own_domains: list[str]
    factor: str
    passwords_allowed: bool


def settle_provider(actor: Actor, authority: Authority, seen: int, terms: Terms) -> SignInProvider:
    """Keep how the authority's people sign in; `seen` is the revision that the person saw, 0 for none yet. One event.

    What changes the provider itself ends the sessions that it vouched for, and must be tried before people can come
    by it. Raises Changed where somebody was first, and Refusal where the secret is missing.
    """
    fields: dict[str, Any] = {name: value for name, value in msgspec.structs.asdict(terms).items() if name != "secret"}
    with action(actor, authority.public_id) as act:
        Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)
        held = SignInProvider.objects.filter(authority=authority).first()
        if (held.revision if held else 0) != seen:
            raise changed_meanwhile(authority.public_id, held or authority)
        provider = held or SignInProvider(authority=authority, revision=0)
        changed = sorted(name for name, value in fields.items() if getattr(provider, name) != value)
        for name, value in fields.items():
            setattr(provider, name, value)
        _keep_secret(provider, terms.secret)
        if terms.secret or set(changed) & set(_TRIED_WITH):
            provider.tried_at, provider.is_on = None, False
        provider.revision += 1
        provider.save()
        if not provider.is_on:
            end_all_of(provider)
        act.record("sign_in_provider.settled", provider, fields=" ".join(changed), secret=bool(terms.secret))
    return provider


def note_tried(actor: Actor, provider: SignInProvider) -> None:
    """Note that somebody came through with the settings of now. One event."""
    with action(actor, provider.authority.public_id) as act:
        SignInProvider.objects.filter(pk=provider.pk, revision=provider.revision).update(tried_at=clock.now())
        act.record("sign_in_provider.tried", provider)


def switch_provider(actor: Actor, provider: SignInProvider, seen: int, *, is_on: bool) -> None:
    """Let people come by the provider, or no more: then its sessions end, and passwords open what they did. One event.

    Raises Changed where somebody was first; Refusal where it was not tried, or no emergency account is ready.
    """
    with action(actor, provider.authority.public_id) as act:
        if is_on:
            check_ready(provider)
        settled = SignInProvider.objects.filter(pk=provider.pk, revision=seen)
        if not settled.update(is_on=is_on, revision=seen + 1):
            raise changed_meanwhile(provider.authority.public_id, provider)
        if not is_on:
            end_all_of(provider)
        act.record("sign_in_provider.switched_on" if is_on else "sign_in_provider.switched_off", provider)
    provider.refresh_from_db()


def check_ready(provider: SignInProvider) -> None:
    """Raises Refusal where people cannot come by the provider yet, and says what is missing."""
    if provider.tried_at is None:
        raise Refusal("provider_untried")
    emergency = EmergencyAccount.objects.filter(authority=provider.authority, ended_at__isnull=True)
    found = emergency.select_related("membership__person").first()
    if found is None or not has_app(found.membership.person):
        raise Refusal("emergency_missing")


def _keep_secret(provider: SignInProvider, secret: str) -> None:
    if secret:
        provider.sealed_secret = close_secret(provider, secret)
    elif not provider.sealed_secret:
        raise Refusal("provider_secret_missing")
