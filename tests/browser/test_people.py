"""Colleagues, heads and schools: walked as people do, and looked at at every width."""

from typing import Literal

import pytest
from playwright.sync_api import Page

from muster.formats.reference import SchoolRow
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.head_changes import ask_for_head
from muster.portal.organisations.actions.schools import add_schools
from muster.portal.organisations.models import Person
from tests.browser.looking import look, with_and_without_scripts
from tests.browser.walking import link_in, mail_to, sign_in
from tests.portal.season import Season
from tests.portal.servers.portal import Served

PASSWORD = "kettle orbit marmalade 7"
NIA = "nia@own.example"


def follow(page: Page, role: Literal["link", "button"], name: str, *, exact: bool = False) -> None:
    """Press a link or button, and wait until the page that it leads to is there."""
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=exact).click()


def invite(page: Page, name: str = "Nia Newzqxfor", email: str = NIA) -> None:
    follow(page, "button", "Invite somebody")
    page.get_by_label("Full name").fill(name)
    page.get_by_label("Their own e-mail address").fill(email)
    page.get_by_label("May read: reads the results").check()
    follow(page, "button", "Send the invitation")


def first_access(page: Page, portal: Served, email: str) -> None:
    """Open the link of a first access, choose a password, and press the button."""
    page.goto(link_in(mail_to(email, "first_access"), "/link/"))
    page.locator("main input[type=password]").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()


@with_and_without_scripts
def test_a_colleague_is_invited_gets_in_and_is_removed(page: Page, portal: Served, season: Season) -> None:
    sign_in(page, portal, season.head)
    follow(page, "link", "See the people at the school")
    look(page, "people of a school")
    invite(page)
    assert "Nia Newzqxfor was invited" in page.locator("main").inner_text()
    theirs = page.context.browser.new_context().new_page()  # type: ignore[union-attr] # it is a browser's
    first_access(theirs, portal, NIA)
    assert theirs.locator("h1").inner_text() == season.school.name
    follow(page, "link", "Change what Nia Newzqxfor may do")
    look(page, "one colleague")
    follow(page, "link", "Remove Nia Newzqxfor")
    look(page, "remove a colleague")
    follow(page, "button", "Remove them")
    assert "has no access" in page.locator("main").inner_text()
    theirs.goto(portal.at(f"/schools/{season.school.public_id}/"))
    assert "/sign-in/" in theirs.url
    theirs.context.close()


@with_and_without_scripts
def test_a_new_head_is_named_approved_and_gets_in_by_the_urn(page: Page, portal: Served, season: Season) -> None:
    sign_in(page, portal, season.head)
    follow(page, "link", "Name a new head teacher")
    look(page, "name a head")
    page.get_by_label("Full name").fill("Nia Newzqxfor")
    page.get_by_label("Their own e-mail address").fill(NIA)
    follow(page, "button", "Name the new head teacher")
    look(page, "head waits")
    officers = page.context.browser.new_context().new_page()  # type: ignore[union-attr] # it is a browser's
    sign_in(officers, portal, season.officer)
    follow(officers, "link", "1 new head teacher to approve")
    look(officers, "approve a head")
    follow(officers, "button", "Approve")
    assert "Nia Newzqxfor is now the head teacher" in officers.locator("main").inner_text()
    officers.context.close()
    page.goto(portal.at("/home/"))
    assert "/sign-in/" in page.url
    first_access(page, portal, NIA)
    assert page.locator("h1").inner_text() == season.school.name
    page.context.clear_cookies()
    sign_in(page, portal, Person.objects.get(email=NIA), name=season.school.urn, password=PASSWORD)
    assert page.locator("h1").inner_text() == season.school.name


def test_an_executive_head_gets_in_by_either_urn_and_chooses(page: Page, portal: Served, season: Season) -> None:
    for school, other in ((season.academy, season.second_academy), (season.second_academy, season.academy)):
        sign_in(page, portal, season.executive_head, name=school.urn)
        assert page.locator("h1").inner_text() == "Choose where to go"
        look(page, "two schools")
        follow(page, "link", other.name)
        assert page.locator("h1").inner_text() == other.name
        page.context.clear_cookies()


def many_schools(season: Season) -> None:
    rows = [
        SchoolRow(la="330", estab=f"3{one:03}", urn=f"15{one:04}", name=f"St Bartholomew’s Primary School {one:03}")
        for one in range(120)
    ]
    add_schools(SYSTEM, season.authority, rows)


def test_the_authority_s_pages_read_well(page: Page, portal: Served, season: Season) -> None:
    many_schools(season)
    change = ask_for_head(SYSTEM, season.school, "Nia Newzqxfor", NIA)
    sign_in(page, portal, season.officer)
    look(page, "authority home")
    pages = {
        "schools": "schools/?page=2",
        "no school": "schools/?q=nowhere",
        "school": f"schools/{season.school.public_id}/",
        "name a head as officer": f"schools/{season.school.public_id}/head/",
        "heads": "heads/",
        "refuse a head": f"heads/{change.public_id}/refuse/",
        "people": "people/",
        "invite": "people/invite/",
        "mails": "mails/",
    }
    for name, address in pages.items():
        page.goto(portal.at(f"/authority/{address}"))
        look(page, f"authority {name}")


def test_a_list_narrowed_and_left_is_found_again_on_the_way_back(page: Page, portal: Served, season: Season) -> None:
    many_schools(season)
    sign_in(page, portal, season.officer)
    follow(page, "link", "Schools", exact=True)
    page.get_by_label("Find a school").fill("bartholomew")
    follow(page, "button", "Show these schools")
    follow(page, "link", "Next page")
    where = page.url
    with page.expect_navigation():
        page.locator("tbody a").first.click()
    with page.expect_navigation():
        page.locator(".govuk-back-link").click()
    assert page.url == where


@pytest.mark.parametrize("person", ["trust_lead", "stranger", "operator"])
def test_other_homes_read_well(page: Page, portal: Served, season: Season, person: str) -> None:
    sign_in(page, portal, getattr(season, person))
    look(page, f"home of {person}")
