"""The portal served for real, a real browser, and pages in it that must neither complain nor look elsewhere."""

from collections.abc import Callable, Iterator
from functools import wraps

import pytest
from pytest_django import DjangoDbBlocker

from tests.portal import installation

installation.set_up()

from playwright.sync_api import Browser, ConsoleMessage, Error, Locator, Page, Request  # noqa: E402 - the portal is set up first

from muster.portal.foundation.crypto.keyring import INSTANCE, forget_keys, keyring_of  # noqa: E402
from muster.portal.foundation.models import DataKey  # noqa: E402
from tests.browser import chromium  # noqa: E402
from tests.browser.looking import HEIGHT, WIDTHS, without_scripts  # noqa: E402
from tests.portal.fixtures import client_of, mails, season, smtp  # noqa: E402
from tests.portal.servers.portal import Served, serve  # noqa: E402
from tests.portal.tables import django_db_setup, django_db_use_migrations  # noqa: E402

__all__ = ["client_of", "django_db_setup", "django_db_use_migrations", "mails", "season", "smtp"]


def pytest_configure(config: pytest.Config) -> None:
    installation.guard_database(config)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    installation.open_loopback(items)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of the process; what is pressed in it leads to a page that is there whole."""
    pressed = Locator.click
    with chromium.running() as opened, pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", _until_loaded(pressed))
        yield opened


def _until_loaded(pressed: Callable[..., None]) -> Callable[..., None]:
    """The press, which by itself ends when the next page begins: what a test counts then may not be there yet."""

    @wraps(pressed)
    def press(self: Locator, *args: object, **named: object) -> None:
        pressed(self, *args, **named)
        if not self.page.is_closed():
            self.page.wait_for_load_state()

    return press


@pytest.fixture(scope="session")
def served(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Served]:
    """One portal for all tests of the process."""
    with django_db_blocker.unblock():
        portal = serve()
    yield portal
    portal.stop()


@pytest.fixture(scope="session")
def instance_keys() -> list[DataKey]:
    """The keys of what belongs to no authority, once made: the served portal keeps them open over all tests."""
    return []


@pytest.fixture
def portal(served: Served, transactional_db: None, instance_keys: list[DataKey]) -> Served:
    """The portal, with an empty database; ask for `season` beside it for people to sign in."""
    forget_keys()
    if instance_keys:
        DataKey.objects.bulk_create(instance_keys)
    else:
        keyring_of(INSTANCE)
        instance_keys.extend(DataKey.objects.filter(owner=INSTANCE))
    return served


@pytest.fixture
def javascript() -> bool:
    """Whether scripts run in the browser; `with_and_without_scripts` asks for both."""
    return True


@pytest.fixture
def page(browser: Browser, portal: Served, javascript: bool) -> Iterator[Page]:
    """A page of a fresh browser. The test fails where the page complained, or asked another machine for something."""
    context = browser.new_context(
        viewport={"width": WIDTHS[-1], "height": HEIGHT}, java_script_enabled=javascript, locale="en-GB"
    )
    if not javascript:
        without_scripts.add(context)
    complaints: list[str] = []
    context.set_default_timeout(20_000)
    opened = context.new_page()
    _listen(opened, portal.address, complaints)
    yield opened
    context.close()
    assert complaints == []


def _listen(page: Page, address: str, complaints: list[str]) -> None:
    def said(message: ConsoleMessage) -> None:
        # That a page answered 404 or 403 is what some tests are about.
        if message.type in ("error", "warning") and "the server responded with a status of 4" not in message.text:
            complaints.append(message.text)

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            complaints.append(f"asked for {request.url}")

    def failed(error: Error) -> None:
        complaints.append(str(error))

    page.on("console", said)
    page.on("request", asked)
    page.on("pageerror", failed)
