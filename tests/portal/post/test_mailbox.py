"""In the demonstration everybody reads the mails; elsewhere there is no such page."""

import re

import pytest
from django.conf import LazySettings
from django.test import Client

from muster.portal.foundation import clock
from muster.portal.outbox.actions import Recipient, send
from muster.portal.outbox.models import Mail
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

pytestmark = pytest.mark.django_db

FACTS = {"reference": "482 731", "link": "http://localhost:8000/enquiries/link/abc/"}


@pytest.fixture
def demonstration(settings: LazySettings) -> None:
    settings.DEMONSTRATION = True


@pytest.fixture
def mail() -> Mail:
    return send("enquiry_answered", Recipient("ann@hill.example", "Ann & Bo"), FACTS)


@pytest.mark.usefixtures("demonstration")
def test_the_newest_stands_first(client: Client, mail: Mail) -> None:
    send("enquiry_link", Recipient("bo@hill.example"), FACTS)
    page = client.get("/mailbox/").content.decode()
    assert page.index("bo@hill.example") < page.index("ann@hill.example")
    assert "There is an answer to your enquiry 482 731" in page


@pytest.mark.usefixtures("demonstration")
def test_one_address_is_found(client: Client, mail: Mail) -> None:
    send("enquiry_link", Recipient("bo@hill.example"), FACTS)
    page = client.get("/mailbox/", {"address": "Ann@hill.example"}).content.decode()
    assert "There is an answer" in page
    assert "bo@hill.example" not in page


@pytest.mark.usefixtures("demonstration")
def test_a_mail_is_read_and_its_link_can_be_followed(client: Client, mail: Mail) -> None:
    page = client.get(f"/mailbox/{mail.public_id}/").content.decode()
    assert 'href="http://localhost:8000/enquiries/link/abc/"' in page
    assert "Dear Ann &amp; Bo" in page


@pytest.mark.usefixtures("demonstration")
def test_as_html_it_is_cut_off_from_the_portal(client: Client, mail: Mail) -> None:
    answer = client.get(f"/mailbox/{mail.public_id}/html/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy.split("; ")
    assert "unsafe" not in policy
    assert re.search(r"style-src 'sha256-[A-Za-z0-9+/=]{44}'", policy)
    assert "Dear Ann &amp; Bo" in answer.content.decode()


@pytest.mark.usefixtures("demonstration")
def test_a_mail_whose_text_is_gone_is_listed_and_not_opened(client: Client, mail: Mail) -> None:
    Mail.objects.update(sealed=b"", blanked_at=clock.now())
    assert "Its text is no longer kept" in client.get("/mailbox/").content.decode()
    assert client.get(f"/mailbox/{mail.public_id}/").status_code == 404


@pytest.mark.usefixtures("demonstration")
def test_an_empty_mailbox_says_so(client: Client) -> None:
    assert "There are none to ann@hill.example." in client.get("/mailbox/?address=ann@hill.example").content.decode()


@pytest.mark.parametrize("person", ["officer", "head", "operator", None])
def test_elsewhere_there_is_no_mailbox(season: Season, client_of: ClientOf, mail: Mail, person: str | None) -> None:
    client = client_of(getattr(season, person) if person else None)
    for page in ("/mailbox/", f"/mailbox/{mail.public_id}/", f"/mailbox/{mail.public_id}/html/"):
        assert client.get(page).status_code == 404
