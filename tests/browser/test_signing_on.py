"""An authority's own sign-in, set up and walked through with a real provider beside the portal."""

from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page

from muster.portal.foundation import clock
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.authenticators import add_app
from muster.portal.organisations.actions.emergency import name_emergency_account
from muster.portal.organisations.models import Person
from tests.browser.looking import HEIGHT, WIDTHS, look
from tests.browser.walking import signed_in
from tests.portal.season import Season
from tests.portal.servers.openid import CLIENT, SECRET, OpenIdProvider
from tests.portal.servers.portal import Served, serve

APP_SECRET = "JBSWY3DPEHPK3PXP"
ADA = "ada@a.example"


@pytest.fixture
def council() -> Iterator[OpenIdProvider]:
    provider = OpenIdProvider()
    provider.up()
    yield provider
    provider.down()


@pytest.fixture
def beside(portal: Served, council: OpenIdProvider) -> Iterator[Served]:
    """A portal that may speak to the provider on this machine."""
    own = serve({"MUSTER_INNER_PROVIDERS": council.netloc})
    council.know_client(own.at("/sign-in/with/330/back/"))
    yield own
    own.stop()


@pytest.fixture
def walker(browser: Browser, portal: Served) -> Iterator[Page]:
    """A browser that may go to the provider too."""
    context = browser.new_context(viewport={"width": WIDTHS[-1], "height": HEIGHT}, locale="en-GB")
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def press(page: Page, name: str, role: str = "button") -> None:
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()  # type: ignore[arg-type] # one of two


def settle(page: Page, council: OpenIdProvider) -> None:
    for label, typed in (
        ("Name of your sign-in", "Northshire Council"), ("The provider’s address", council.issuer),
        ("Client id", CLIENT), ("Client secret", SECRET), ("Groups of data managers", "MG"),
        ("Groups of data officers", "OF"),
    ):  # fmt: skip
        page.get_by_label(label).fill(typed)
    page.get_by_label("The provider always does").check()
    page.get_by_label("Yes, until they first come").check()
    press(page, "Save the settings")


def emergency(season: Season) -> None:
    made = name_emergency_account(SYSTEM, season.authority, "Emergency Okazqxfor", "emergency@a.example", seen="")
    person = made.membership.person
    Person.objects.filter(pk=person.pk).update(password=season.manager.password)
    add_app(person, APP_SECRET, format_hotp_value(hotp_value(APP_SECRET, int(clock.now().timestamp()) // 30)))


def test_a_manager_sets_the_councils_sign_in_up_and_an_officer_comes_by_it(
    walker: Page, beside: Served, council: OpenIdProvider, season: Season
) -> None:
    council.know(ADA, "Ada Okazqxfor", roles=["OF"])
    signed_in(walker, beside, season.manager)
    press(walker, "The authority’s details", "link")
    look(walker, "details of the authority")
    walker.goto(beside.at("/authority/sign-in/"))
    look(walker, "how people sign in, nothing yet")
    press(walker, "Name the emergency account", "link")
    look(walker, "name the emergency account")
    emergency(season)
    walker.goto(beside.at("/authority/sign-in/provider/"))
    look(walker, "settle the provider")
    settle(walker, council)
    press(walker, "Try it", "link")
    press(walker, ADA)
    assert "What your sign-in says of you" in walker.locator("h1").inner_text()
    look(walker, "the provider tried")
    press(walker, "Go on", "button")
    press(walker, "Switch it on")
    assert "People can sign in with Northshire Council now." in walker.locator("main").inner_text()
    look(walker, "how people sign in, switched on")
    walker.context.clear_cookies()
    walker.goto(beside.at("/sign-in/"))
    look(walker, "sign in, with a provider")
    press(walker, "Sign in with Northshire Council")
    press(walker, ADA)
    assert walker.locator("h1").inner_text() == season.authority.name
    press(walker, "People at the authority", "link")
    look(walker, "people of the authority")
    walker.goto(beside.at("/account/"))
    look(walker, "account of somebody by a provider")
    walker.context.clear_cookies()
    walker.goto(beside.at("/sign-in/with/330/back/?state=x&code=y"))
    look(walker, "not signed in by the provider")
    walker.goto(beside.at("/sign-in/with/"))
    look(walker, "sign-ins of authorities")
