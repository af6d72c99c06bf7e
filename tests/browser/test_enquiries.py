"""An enquiry in a browser: signed out from the first word to the answer, and signed in."""

from functools import partial

import pytest
from django.conf import LazySettings
from django.test import Client
from playwright.sync_api import Page, Route

from muster.portal.casework.actions import Asked, answer, open_enquiry
from muster.portal.casework.models import Enquiry, EnquiryKind
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.organisations.models import Authority
from muster.portal.outbox.models import Mail
from tests.browser.looking import look, with_and_without_scripts
from tests.browser.walking import link_in, mail_to, sign_in
from tests.portal.season import Season
from tests.portal.servers.portal import Served

LONG = "I type the code and the page asks for it again. " * 8


def _give(body: str, route: Route) -> None:
    route.fulfill(body=body, content_type="text/html; charset=utf-8")


@pytest.fixture
def only(season: Season) -> Season:
    """The season, whose authority answers at the portal's own address."""
    Authority.objects.filter(pk=season.authority.pk).update(host="127.0.0.1")
    return season


@with_and_without_scripts
def test_somebody_who_cannot_get_in_asks_and_reads_the_answer(
    page: Page, portal: Served, only: Season, javascript: bool
) -> None:
    page.goto(portal.at("/sign-in/"))
    page.get_by_role("link", name="I cannot get in").first.click()
    assert only.authority.team_email in page.locator("main").inner_text()
    look(page, "cannot get in")

    page.get_by_role("button", name="Send to the data team").click()
    assert page.get_by_role("link", name="Enter your full name.").is_visible()
    look(page, "cannot get in, refused")

    page.get_by_label("Your full name").fill("Ann Visitzqxor")
    page.get_by_label("Your own e-mail address").fill("ann@hill.example")
    page.get_by_label("Your school’s name or URN").fill(only.school.urn)
    page.get_by_label("What happens when you try to sign in?").fill(LONG)
    page.get_by_role("button", name="Send to the data team").click()
    enquiry = Enquiry.objects.get()
    assert enquiry.spoken_reference in page.locator("main").inner_text()
    look(page, "enquiry sent")

    officer = Actor(ActorKind.PERSON, only.officer.public_id, only.officer.name)
    answer(officer, enquiry, "Ask for a new code, and use the newest.", enquiry.revision)
    page.goto(portal.at(link_in(mail_to("ann@hill.example", "enquiry_answered"), "/enquiries/link/")))
    assert "use the newest" in page.locator("main").inner_text()
    look(page, "enquiry by link")

    page.get_by_label("Your message").fill("That worked.")
    page.get_by_role("button", name="Send to the data team").click()
    assert "Your message has reached the data team." in page.locator("main").inner_text()
    assert "That worked." in page.locator("main").inner_text()


def test_a_head_asks_and_an_officer_answers(page: Page, portal: Served, only: Season) -> None:
    sign_in(page, portal, only.head)
    page.goto(portal.at("/enquiries/"))
    look(page, "no enquiries yet")
    page.get_by_role("button", name="Ask the data team").click()
    look(page, "new enquiry")
    page.get_by_label("How can we help?").fill("When do the reports come?")
    page.get_by_role("button", name="Send to the data team").click()
    page.get_by_role("link", name="See your enquiry").click()
    assert "When do the reports come?" in page.locator("main").inner_text()
    look(page, "own enquiry")
    page.goto(portal.at("/enquiries/"))
    look(page, "own enquiries")
    page.get_by_role("button", name="Sign out").click()

    sign_in(page, portal, only.officer)
    page.goto(portal.at("/authority/enquiries/"))
    look(page, "team enquiries")
    page.get_by_role("link", name=Enquiry.objects.get().spoken_reference).click()
    look(page, "team enquiry")
    page.get_by_label("Your answer").fill("In the week of 13 July.")
    page.get_by_role("button", name="Send the answer").click()
    assert "Your answer is kept." in page.locator("main").inner_text()
    assert Mail.objects.filter(template="enquiry_answered", to_address=only.head.email).exists()


def test_a_mail_reads_well_as_html(page: Page, portal: Served, only: Season) -> None:
    page.goto(portal.at("/cannot-get-in/"))
    page.get_by_label("Your full name").fill("Ann Visitzqxor")
    page.get_by_label("Your own e-mail address").fill("ann@hill.example")
    page.get_by_label("Your school’s name or URN").fill(only.school.urn)
    page.get_by_label("What happens when you try to sign in?").fill("Nothing.")
    page.get_by_role("button", name="Send to the data team").click()
    page.wait_for_url("**/enquiries/sent/")
    html = mail_to("ann@hill.example", "enquiry_received").html
    page.route("**/as-a-mail", partial(_give, html))
    page.goto(portal.at("/as-a-mail"))
    assert page.locator("h1").count() == 1
    look(page, "a mail")


def test_the_demonstrations_mailbox_reads_well(
    page: Page, portal: Served, only: Season, settings: LazySettings
) -> None:
    settings.DEMONSTRATION = True
    head = only.head
    asked = Asked(kind=EnquiryKind.QUESTION, name=head.name, email=head.email, text="When?", person=head)
    open_enquiry(Actor(ActorKind.PERSON, head.public_id, head.name), only.authority, asked)
    mail = Mail.objects.get(to_address=head.email)
    for address in ("/mailbox/", f"/mailbox/{mail.public_id}/"):
        # The served portal is no demonstration: its own pages are taken from this process, all else from there.
        body = Client(SERVER_NAME="127.0.0.1").get(address).content.decode()
        page.route(f"**{address}", partial(_give, body))
        page.goto(portal.at(address))
        assert page.locator("h1").count() == 1
        look(page, "mailbox" if address == "/mailbox/" else "mailbox mail")
