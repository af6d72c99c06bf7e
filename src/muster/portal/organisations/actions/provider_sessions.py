"""Sessions that a provider vouches for: begun, asked about every few minutes, and ended when it says so."""

import logging
from datetime import timedelta

from django.db.models import Q, QuerySet

from muster.portal.audit.action import action
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.foundation.crypto import seal, unseal
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.actions.provider_roles import follow_groups
from muster.portal.organisations.models import ProviderAccount, ProviderSession, SignInProvider
from muster.portal.organisations.provider.claims import Arrival, arrival_of
from muster.portal.organisations.provider.client import Refused, Tokens, ask_again
from muster.portal.organisations.provider.fetching import Away
from muster.portal.organisations.provider.tokens import Logout, Wrong

log = logging.getLogger("muster.security")

EVERY = timedelta(minutes=5)
"""How often the provider is asked whether it still vouches for somebody who uses the portal."""
UNHEARD = timedelta(minutes=30)
"""How long a session goes on while the provider does not answer."""
UNASKED = timedelta(hours=1)
"""How long one lasts where the provider gave nothing to ask by."""
_SOON = timedelta(minutes=1)


def vouching(provider: SignInProvider) -> Actor:
    """The provider, as the one who acts."""
    return Actor(ActorKind.SYSTEM, name=f"Sign-in of {provider.name}"[:200])


def begin_session(actor: Actor, account: ProviderAccount, arrival: Arrival, refresh: str) -> ProviderSession:
    """Keep that the provider vouches for a session of now, with what it is asked by, sealed. One event."""
    now = clock.now()
    with action(actor, account.authority.public_id) as act:
        session = ProviderSession(
            authority=account.authority,
            account=account,
            sid=arrival.sid,
            asked_at=now,
            good_until=now + (UNHEARD if refresh else UNASKED),
        )
        session.sealed_refresh = _closed(session, refresh)
        session.save(force_insert=True)
        act.record("provider_session.begun", account.person, renewable=bool(refresh))
    return session


def still_vouched(public_id: str) -> bool:
    """Whether the session stands: the provider is asked anew where that was five minutes ago or more.

    One request asks, the others go on. Where the provider refuses, every session of its account ends at once; where
    it does not answer, the session goes on for half an hour from the last time that it did.
    """
    rows = ProviderSession.objects.select_related("authority", "account__provider__authority", "account__person")
    session = rows.filter(public_id=public_id, ended_at__isnull=True).first()
    if session is None or not session.account.provider.is_on:
        return False
    now = clock.now()
    if session.sealed_refresh is None:
        return now < session.good_until
    if now - session.asked_at < EVERY:
        return True
    mine = ProviderSession.objects.filter(pk=session.pk, asked_at=session.asked_at).update(asked_at=now)
    return _ask(session) if mine else True


def end_sessions_of(actor: Actor, account: ProviderAccount, why: str) -> None:
    """End every session of the account at once. One event."""
    with action(actor, account.authority.public_id) as act:
        _end(ProviderSession.objects.filter(account=account))
        act.record("provider_session.ended", account.person, why=why)


def end_by_logout(actor: Actor, provider: SignInProvider, logout: Logout) -> int:
    """End the sessions that the provider says have ended there: how many. One event a person; none where none stands.

    A token that comes a second time ends nothing that began after it was made.
    """
    began_before = Q(made_at__lte=logout.at + timedelta(seconds=60), account__provider=provider, ended_at__isnull=True)
    about = {"sid": logout.sid} if logout.sid else {"account__subject": logout.subject}
    if logout.sid and logout.subject:
        about["account__subject"] = logout.subject
    rows = ProviderSession.objects.filter(began_before, **about)
    people = {row.account.person for row in rows.select_related("account__person")}
    if not people:
        return 0
    with action(actor, provider.authority.public_id) as act:
        ended = _end(rows)
        for person in sorted(people, key=lambda one: one.pk):
            act.record("provider_session.ended", person, why="signed out there")
    return ended


def end_all_of(provider: SignInProvider) -> None:
    """End every session that the provider vouches for, within the caller's action."""
    _end(ProviderSession.objects.filter(account__provider=provider))


def _ask(session: ProviderSession) -> bool:
    account, now = session.account, clock.now()
    provider = account.provider
    try:
        tokens = ask_again(provider, _opened(session), account.subject)
        _follow(account, tokens)
    except Away as away:
        log.warning("sign-in provider away authority=%s: %s", provider.authority.public_id, away)
        ProviderSession.objects.filter(pk=session.pk).update(asked_at=now - EVERY + _SOON)
        return now < session.good_until
    except (Refused, Wrong, Refusal) as refused:
        why = refused.id if isinstance(refused, Refusal) else type(refused).__name__.lower()
        end_sessions_of(vouching(provider), account, why)
        return False
    renewed = {"good_until": now + UNHEARD, "sealed_refresh": _closed(session, tokens.refresh)}
    return bool(ProviderSession.objects.filter(pk=session.pk, ended_at__isnull=True).update(**renewed))


def _follow(account: ProviderAccount, tokens: Tokens) -> None:
    """Give the person the role that their groups have now, where the provider said anew who they are."""
    if tokens.claims:
        follow_groups(vouching(account.provider), account, arrival_of(account.provider, tokens.claims))


def _end(rows: QuerySet[ProviderSession]) -> int:
    return rows.filter(ended_at__isnull=True).update(ended_at=clock.now(), sealed_refresh=None)


def _closed(session: ProviderSession, refresh: str) -> bytes | None:
    return seal(session.authority.public_id, refresh.encode(), _about(session)) if refresh else None


def _opened(session: ProviderSession) -> str:
    sealed = bytes(session.sealed_refresh or b"")
    return unseal(session.authority.public_id, sealed, _about(session)).decode()


def _about(session: ProviderSession) -> bytes:
    return f"provider session|{session.public_id}".encode()
