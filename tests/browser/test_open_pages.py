"""The pages that are open to all, as a visitor of a portal with one authority sees them."""

import pytest
from playwright.sync_api import Page

from muster.portal.organisations.models import Authority
from tests.browser.looking import look, with_and_without_scripts
from tests.portal.servers.portal import Served

PAGES = ("/", "/guidance/", "/rules/", "/rules/?level=outcome", "/accessibility/", "/privacy/")


@pytest.fixture
def authority(portal: Served) -> Authority:
    return Authority.objects.create(
        la="330",
        name="Metropolitan Borough of Northshire and the Western Valleys",
        colour="#ffdd00",
        team_name="Data and intelligence team",
        team_email="education.performance.and.intelligence@northshire.example",
        team_telephone="01632 960001",
    )


@with_and_without_scripts
@pytest.mark.parametrize("address", PAGES)
def test_an_open_page_reads_well_at_every_width(page: Page, portal: Served, authority: Authority, address: str) -> None:
    page.goto(portal.at(address))
    assert page.locator("h1").count() == 1
    assert authority.name in page.locator("header").inner_text()
    look(page, f"open {address}")


def test_a_page_that_is_not_there_says_what_to_do(page: Page, portal: Served, authority: Authority) -> None:
    page.goto(portal.at("/nowhere/"))
    assert page.locator("h1").inner_text() == "Page not found"
    look(page, "not found")


def test_the_authority_s_colour_is_on_the_header(page: Page, portal: Served, authority: Authority) -> None:
    page.goto(portal.at("/"))
    colours = "(e => [getComputedStyle(e).backgroundColor, getComputedStyle(e.querySelector('a')).color])"
    shown = page.evaluate(f"{colours}(document.querySelector('header'))")
    assert shown == ["rgb(255, 221, 0)", "rgb(11, 12, 12)"]


def test_the_keyboard_skips_to_the_main_content(page: Page, portal: Served, authority: Authority) -> None:
    page.goto(portal.at("/"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_a_password_can_be_looked_at(page: Page, portal: Served, authority: Authority) -> None:
    page.goto(portal.at("/sign-in/"))
    page.get_by_label("Password", exact=True).fill("seven-otter-lantern")
    page.get_by_role("button", name="Show password").click()
    assert page.get_by_label("Password", exact=True).get_attribute("type") == "text"
