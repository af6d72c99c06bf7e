"""What a person does over and over: sign in, press and read, open a mail, follow its link."""

import re

from django.conf import settings
from django.test import Client
from playwright.sync_api import FilePayload, Page

from muster.portal.organisations.models import Person
from muster.portal.outbox.models import Mail
from muster.portal.outbox.rendering import Text
from muster.portal.outbox.sealing import text_of
from tests.portal.season import PASSWORD
from tests.portal.servers.portal import Served

_CODE = re.compile(r"\b\d{6}\b")
_LINK = re.compile(r"https?://\S+")


def mail_to(address: str, template: str | None = None) -> Text:
    """The newest mail to an address, of one template where it is named; fails where there is none."""
    mails = Mail.objects.filter(to_address=address).order_by("-pk")
    newest = (mails.filter(template=template) if template else mails).first()
    assert newest is not None, f"There is no mail to {address}."
    said = text_of(newest)
    assert said is not None
    return said


def code_for(person: Person) -> str:
    """The code that was mailed to the person last."""
    said = mail_to(person.email, "sign_in_code")
    found = _CODE.search(said.plain)
    assert found is not None, said.plain
    return str(found.group())


def link_in(said: Text, part: str) -> str:
    """The link of a mail that holds `part`, as the mail says it."""
    return next(str(link).rstrip(".,") for link in _LINK.findall(said.plain) if part in link)


def sign_in(page: Page, portal: Served, person: Person, *, name: str | None = None, password: str = PASSWORD) -> None:
    """Sign in as the person: name (their address unless given) and password, then the code from their mailbox."""
    page.goto(portal.at("/sign-in/"))
    page.locator("[name=username]").fill(name or person.email)
    page.locator("[name=password]").fill(password)
    page.locator("main form button[type=submit]").first.click()
    page.locator("[name=code]").fill(code_for(person))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda address: "/sign-in" not in address)


def signed_in(page: Page, portal: Served, person: Person) -> None:
    """Bring the person home with a session that the server made: where signing in is not what the test is about."""
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": portal.address}])
    page.goto(portal.at("/home/"))


def follow(page: Page, name: str) -> None:
    """Press a link or button of the page's own part by its name, and wait for the page that it leads to."""
    main = page.locator("main")
    with page.expect_navigation():
        main.get_by_role("link", name=name).or_(main.get_by_role("button", name=name)).first.click()


def main(page: Page) -> str:
    """What the page's own part says."""
    return page.locator("main").inner_text()


def expect_files(page: Page) -> None:
    """Let the browser hand its file choosers to the test from now on.

    Asked for only as the key is pressed, the browser may not know of it yet when the chooser opens.
    """
    page.on("filechooser", lambda _chooser: None)


def choose_by_key(page: Page, file: FilePayload) -> None:
    """Press Space on the file field that has the focus and choose the file; `expect_files` came before the page."""
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(file)
