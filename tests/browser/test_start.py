"""The pages that are open to all."""

from playwright.sync_api import Page

from tests.browser.looking import look, with_and_without_scripts
from tests.portal.season import Season
from tests.portal.servers.portal import Served


@with_and_without_scripts
def test_the_start_page(page: Page, portal: Served, season: Season) -> None:
    page.goto(portal.at("/"))
    assert page.locator("h1").count() == 1
    look(page, "start")
