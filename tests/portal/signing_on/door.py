"""The way in by the provider, walked as a browser does."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from muster.portal.foundation import clock
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.provider_settings import Terms, settle_provider
from muster.portal.organisations.models import Membership, Person, SignInProvider
from tests.portal.season import Season
from tests.portal.servers.openid import CLIENT, SECRET, OpenIdProvider

GROUPS = {"manager": ["MG"], "officer": ["OF"], "pupil_adviser": ["PA"], "adviser": ["AD"]}
HOST = "localhost:8000"


def settled(season: Season, council: OpenIdProvider, **other: object) -> SignInProvider:
    """The authority's provider, switched on, with some terms otherwise."""
    said: dict[str, Any] = {
        "name": "Northshire Council", "issuer": council.issuer, "client_id": CLIENT, "secret": SECRET,
        "groups_claim": "roles", "groups": GROUPS, "own_domains": [], "factor": "provider", "passwords_allowed": True,
    } | other  # fmt: skip
    held = SignInProvider.objects.filter(authority=season.authority).first()
    made = settle_provider(SYSTEM, season.authority, held.revision if held else 0, Terms(**said))
    SignInProvider.objects.filter(pk=made.pk).update(is_on=True, tried_at=clock.now())
    return SignInProvider.objects.get(pk=made.pk)


@dataclass
class Door:
    """A browser that comes by the provider."""

    season: Season
    council: OpenIdProvider
    provider: SignInProvider
    browser: Client = field(default_factory=lambda: Client(headers={"host": HOST}))

    def out(self, browser: Client | None = None) -> str:
        """The address at the provider that the sign-in leads to."""
        answer = (browser or self.browser).get("/sign-in/with/330/?next=/authority/people/")
        return str(answer.headers["Location"])

    def come(self, email: str, browser: Client | None = None) -> Any:  # noqa: ANN401 - the test client's answer
        """The answer to somebody who signs in at the provider and comes back."""
        back = self.council.answer(self.out(browser), email)
        assert back.startswith(f"http://{HOST}/")
        return (browser or self.browser).get(back.removeprefix(f"http://{HOST}"))

    def another(self) -> Client:
        """Another browser."""
        return Client(headers={"host": HOST})

    def is_in(self, browser: Client | None = None) -> bool:
        """Whether the authority's home lets the browser in."""
        return bool((browser or self.browser).get("/authority/").status_code == 200)


def role_of(person: Person) -> str:
    """The person's one role now."""
    return Membership.objects.get(person=person, ended_at=None).role
