"""Examples of the actions on an authority's own sign-in, and on its emergency account."""

from functools import partial

from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.organisations.actions import (
    emergency,
    provider_sessions,
    provider_settings,
)
from muster.portal.organisations.models import EmergencyAccount, ProviderAccount, ProviderSession, SignInProvider
from muster.portal.organisations.provider.claims import Arrival
from muster.portal.organisations.provider.tokens import Logout
from muster.portal.organisations.signing_in import authenticators
from tests.everything.example import Example
from tests.portal.season import Season

ACTOR = Actor(ActorKind.PERSON, "bbbbccccddddffff", "Olu Okazqxfor")
SUBJECT = "subject"
ISSUER = "https://sign-in.example"
_TERMS = provider_settings.Terms("Council", ISSUER, "muster", "made up", "roles", {}, [], "own", passwords_allowed=True)
_ARRIVAL = Arrival(
    issuer=ISSUER, subject=SUBJECT, name="Alex", email="alex@a.example", is_proven=True, groups=(), too_many=False,
    is_strong=False, sid="",
)  # fmt: skip


def provider(season: Season) -> SignInProvider:
    """The authority's provider, tried, with an emergency account that is ready."""
    found = SignInProvider.objects.filter(authority=season.authority).first()
    if found is not None:
        return found
    made = provider_settings.settle_provider(ACTOR, season.authority, 0, _TERMS)
    account = EmergencyAccount.objects.create(authority=season.authority, membership=season.manager.memberships.get())
    authenticators.connect(account.membership.person, "JBSWY3DPEHPK3PXP")
    SignInProvider.objects.filter(pk=made.pk).update(tried_at=clock.now())
    return SignInProvider.objects.select_related("authority").get(pk=made.pk)


def account(season: Season) -> ProviderAccount:
    """An officer whom the provider vouches for."""
    vouching = provider(season)
    return ProviderAccount.objects.create(
        authority=season.authority, provider=vouching, person=season.officer, issuer=ISSUER, subject=SUBJECT
    )


def session(season: Season) -> ProviderSession:
    """A session of theirs."""
    return provider_sessions.begin_session(ACTOR, account(season), _ARRIVAL, "refresh")


EXAMPLES: dict[str, Example] = {
    "organisations.actions.provider_settings.settle_provider": Example(
        lambda s: partial(provider_settings.settle_provider, ACTOR, s.authority, 0, _TERMS),
        ("sign_in_provider.settled",),
    ),
    "organisations.actions.provider_settings.note_tried": Example(
        lambda s: partial(provider_settings.note_tried, ACTOR, provider(s)), ("sign_in_provider.tried",)
    ),
    "organisations.actions.provider_settings.switch_provider": Example(
        lambda s: partial(provider_settings.switch_provider, ACTOR, p := provider(s), p.revision, is_on=True),
        ("sign_in_provider.switched_on",),
    ),
    "organisations.actions.provider_sessions.begin_session": Example(
        lambda s: partial(provider_sessions.begin_session, ACTOR, account(s), _ARRIVAL, "refresh"),
        ("provider_session.begun",),
    ),
    "organisations.actions.provider_sessions.end_sessions_of": Example(
        lambda s: partial(provider_sessions.end_sessions_of, ACTOR, session(s).account, "refused"),
        ("provider_session.ended",),
    ),
    "organisations.actions.provider_sessions.end_by_logout": Example(
        lambda s: partial(
            provider_sessions.end_by_logout, ACTOR, session(s).account.provider, Logout(SUBJECT, "", clock.now())
        ),
        ("provider_session.ended",),
    ),
    "organisations.actions.emergency.name_emergency_account": Example(
        lambda s: partial(
            emergency.name_emergency_account, ACTOR, s.authority, "Emergency", "emergency@a.example", seen=""
        ),
        ("emergency_account.named", "person.added", "membership.begun", "link.made"),
    ),
    "organisations.actions.emergency.note_emergency_use": Example(
        lambda s: (provider(s), partial(emergency.note_emergency_use, ACTOR, s.manager))[1],
        ("emergency_account.used",),
    ),
}
