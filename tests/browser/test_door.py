"""Getting in and staying in, as people do it: at three widths, with scripts on and off."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from muster.portal.foundation import clock
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.actions.links import send_first_access
from muster.portal.organisations.models import Person
from tests.browser.looking import look, with_and_without_scripts
from tests.browser.walking import code_for, link_in, mail_to, sign_in
from tests.portal.season import PASSWORD, Season
from tests.portal.servers.portal import Served

NEW = "seven-otter-lantern"


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def let_time_pass(**gone: float) -> None:
    """Every session was last seen, and begun, so much longer ago."""
    seconds = int(timedelta(**gone).total_seconds())
    for row in Session.objects.all():
        store = SessionStore(row.session_key)
        for stamp in ("seen", "started"):
            if stamp in store:
                store[stamp] -= seconds
        store.save()


@pytest.fixture
def new_head(season: Season) -> Person:
    season.head.set_unusable_password()
    season.head.save()
    send_first_access(SYSTEM, season.head)
    return season.head


@with_and_without_scripts
def test_first_access(page: Page, portal: Served, season: Season, new_head: Person) -> None:
    page.goto(portal.at(link_in(mail_to(new_head.email), "/link/")))
    assert page.url == portal.at("/new-password/")
    look(page, "new password")
    page.get_by_label("New password").fill("too short")
    press(page, "Keep this password and sign in")
    look(page, "new password refused")
    page.get_by_label("New password").fill(NEW)
    press(page, "Keep this password and sign in")
    expect(page.get_by_role("button", name="Sign out", exact=True)).to_be_visible()
    page.goto(portal.at(link_in(mail_to(new_head.email, "first_access"), "/link/")))
    expect(page.get_by_role("heading", name="This link no longer works")).to_be_visible()
    look(page, "link used already")


@with_and_without_scripts
def test_signing_in_with_a_urn(page: Page, portal: Served, season: Season) -> None:
    page.goto(portal.at("/sign-in/"))
    look(page, "sign-in")
    page.get_by_label("User name").fill(season.school.urn)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    press(page, "Sign in")
    expect(page.get_by_role("heading", name="Check your e-mail")).to_be_visible()
    look(page, "code")
    sign_in(page, portal, season.head, name=season.school.urn)
    page.goto(portal.at("/account/"))
    look(page, "account")
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_role("heading", name="You have signed out")).to_be_visible()
    look(page, "signed out")


@with_and_without_scripts
def test_a_forgotten_password(page: Page, portal: Served, season: Season) -> None:
    page.goto(portal.at("/sign-in/"))
    page.get_by_role("link", name="Forgotten your password?").click()
    look(page, "forgotten password")
    page.get_by_label("User name").fill(season.school.urn)
    press(page, "Send me a link")
    expect(page.get_by_role("heading", name="Check your e-mail")).to_be_visible()
    look(page, "link sent")
    page.goto(portal.at(link_in(mail_to(season.head.email, "new_password"), "/link/")))
    page.get_by_label("New password").fill(NEW)
    press(page, "Keep this password and sign in")
    expect(page.get_by_role("button", name="Sign out", exact=True)).to_be_visible()


@with_and_without_scripts
def test_wrong_guesses(page: Page, portal: Served, season: Season) -> None:
    for _ in range(6):
        page.goto(portal.at("/sign-in/"))
        page.get_by_label("User name").fill(season.school.urn)
        page.get_by_role("textbox", name="Password").fill("not-the-password")
        press(page, "Sign in")
        page.wait_for_load_state()
        if page.get_by_role("heading", name="There is a problem").count():
            expect(page.get_by_role("textbox", name="Password")).to_have_value("")
    expect(page.get_by_role("heading", name="Too many tries")).to_be_visible()
    look(page, "too many tries")


@with_and_without_scripts
def test_a_form_after_the_session_ended_is_kept(page: Page, portal: Served, season: Season) -> None:
    sign_in(page, portal, season.head)
    page.goto(portal.at(f"/schools/{season.school.public_id}/head/"))
    page.get_by_label("Full name").fill("Robin Okazqxfor")
    page.get_by_label("Their own e-mail address").fill("robin@own.example")
    let_time_pass(minutes=31)
    press(page, "Name the new head teacher")
    expect(page.get_by_text("We kept what you typed")).to_be_visible()
    look(page, "sign in again")
    page.get_by_label("User name").fill(season.school.urn)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    press(page, "Sign in")
    page.get_by_label("Code").fill(code_for(season.head))
    press(page, "Continue")
    expect(page.get_by_role("heading", name="We kept what you typed")).to_be_visible()
    look(page, "kept form")
    press(page, "Send it again")
    expect(page.get_by_text("Robin Okazqxfor was named")).to_be_visible()


def test_a_warning_comes_two_minutes_before_and_one_key_stays(page: Page, portal: Served, season: Season) -> None:
    sign_in(page, portal, season.head)
    page.clock.install()
    page.goto(portal.at("/account/"))
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    for _ in range(3):
        page.clock.fast_forward("28:05")
        expect(page.get_by_role("alertdialog", name="You will soon be signed out")).to_be_visible()
        expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("alertdialog")).to_be_hidden()
    page.clock.fast_forward("28:05")
    look(page, "session warning")


def test_after_the_end_the_page_stays_with_what_was_typed(page: Page, portal: Served, season: Season) -> None:
    sign_in(page, portal, season.head)
    page.clock.install()
    page.goto(portal.at("/account/password/"))
    page.get_by_role("textbox", name="New password").fill(NEW)
    page.clock.fast_forward("30:05")
    expect(page.get_by_role("alertdialog", name="You have been signed out")).to_be_visible()
    look(page, "session over")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    expect(page.get_by_role("textbox", name="New password")).to_have_value(NEW)


def test_one_tab_at_work_keeps_the_other_signed_in(page: Page, portal: Served, season: Season) -> None:
    sign_in(page, portal, season.head)
    page.clock.install()
    page.goto(portal.at("/account/"))
    page.clock.fast_forward("28:05")
    expect(page.get_by_role("alertdialog")).to_be_visible()
    other = page.context.new_page()
    other.clock.install(time=clock.now() + timedelta(minutes=28, seconds=5))
    other.goto(portal.at("/account/"))
    expect(page.get_by_role("alertdialog")).to_be_hidden()


def test_an_app_in_place_of_the_mail(page: Page, portal: Served, season: Season) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    sign_in(page, portal, season.head)
    page.goto(portal.at("/account/app/"))
    look(page, "connect an app")
    key = page.locator("main strong").first.inner_text().replace(" ", "")
    page.get_by_label("Code from the app").fill(format_hotp_value(hotp_value(key, int(clock.now().timestamp()) // 30)))
    page.get_by_role("textbox", name="Your password").fill(PASSWORD)
    press(page, "Connect the app")
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    look(page, "recovery codes")
