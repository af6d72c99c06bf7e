"""A thread is seen by whoever asked: signed in, or by the link in their mail; by nobody else."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.test import Client

from muster.portal.casework.actions import answer
from muster.portal.casework.links import token_of
from muster.portal.casework.models import Enquiry, EnquiryState
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.outbox.models import Mail
from tests.portal.fixtures import ClientOf
from tests.portal.post.conftest import TYPED
from tests.portal.season import Season


def test_the_asker_sees_the_thread(season: Season, client_of: ClientOf, heads_enquiry: Enquiry) -> None:
    answer(Actor(ActorKind.PERSON, "f" * 16, "Olu Officer"), heads_enquiry, "In July.", heads_enquiry.revision)
    client = client_of(season.head)
    assert heads_enquiry.spoken_reference in client.get("/enquiries/").content.decode()
    page = client.get(f"/enquiries/{heads_enquiry.public_id}/").content.decode()
    assert TYPED in page
    assert "In July." in page
    assert "Olu Officer, Data team" in page


@pytest.mark.parametrize("person", ["sender", "other_head", "twin_head", "officer", "stranger"])
def test_nobody_else_sees_it_there(season: Season, client_of: ClientOf, heads_enquiry: Enquiry, person: str) -> None:
    client = client_of(getattr(season, person))
    assert client.get(f"/enquiries/{heads_enquiry.public_id}/").status_code == 404
    assert client.post(f"/enquiries/{heads_enquiry.public_id}/", {"text": "Me too"}).status_code == 404
    assert heads_enquiry.spoken_reference not in client.get("/enquiries/").content.decode()


def test_a_visitor_is_asked_to_sign_in(client: Client, heads_enquiry: Enquiry) -> None:
    for page in ("/enquiries/", f"/enquiries/{heads_enquiry.public_id}/"):
        assert client.get(page).headers["Location"] == f"/sign-in/?next={page}"


def test_the_asker_goes_on(season: Season, client_of: ClientOf, heads_enquiry: Enquiry) -> None:
    page = f"/enquiries/{heads_enquiry.public_id}/"
    shown = client_of(season.head).post(page, {"text": "One thing more."}, follow=True).content.decode()
    assert "Your message has reached the data team." in shown
    assert "One thing more." in shown


def test_an_empty_message_is_refused(season: Season, client_of: ClientOf, heads_enquiry: Enquiry) -> None:
    page = client_of(season.head).post(f"/enquiries/{heads_enquiry.public_id}/", {"text": " "}).content.decode()
    assert "Enter your message." in page


def test_a_message_that_is_too_long_is_kept_in_the_form(
    season: Season, client_of: ClientOf, heads_enquiry: Enquiry
) -> None:
    page = client_of(season.head).post(f"/enquiries/{heads_enquiry.public_id}/", {"text": "long " * 900})
    assert "Shorten this to 4,000 characters." in page.content.decode()
    assert "long long" in page.content.decode()


def test_the_link_opens_the_thread_signed_out(client: Client, visitors_enquiry: Enquiry) -> None:
    page = f"/enquiries/link/{token_of(visitors_enquiry)}/"
    answered = client.get(page)
    assert TYPED in answered.content.decode()
    assert "no-store" in answered.headers["Cache-Control"]
    assert "One thing more." in client.post(page, {"text": "One thing more."}, follow=True).content.decode()


def test_opening_the_link_spends_nothing(client: Client, visitors_enquiry: Enquiry) -> None:
    page = f"/enquiries/link/{token_of(visitors_enquiry)}/"
    assert [client.get(page).status_code for _ in range(3)] == [200, 200, 200]
    visitors_enquiry.refresh_from_db()
    assert visitors_enquiry.state == EnquiryState.OPEN
    assert visitors_enquiry.revision == 1


def test_the_link_signs_nobody_in(client: Client, visitors_enquiry: Enquiry) -> None:
    client.get(f"/enquiries/link/{token_of(visitors_enquiry)}/")
    assert client.get("/enquiries/").status_code == 302


def test_an_old_link_offers_a_new_one(client: Client, visitors_enquiry: Enquiry, mails: QuerySet[Mail]) -> None:
    with clock.at(clock.now() - timedelta(days=15)):
        page = f"/enquiries/link/{token_of(visitors_enquiry)}/"
    over = client.get(page)
    assert over.status_code == 410
    assert TYPED not in over.content.decode()
    assert client.post(f"{page}renew/").status_code == 200
    assert [mail.template for mail in mails][-1] == "enquiry_link"


def test_new_links_are_not_sent_without_end(client: Client, visitors_enquiry: Enquiry) -> None:
    page = f"/enquiries/link/{token_of(visitors_enquiry)}/renew/"
    assert [client.post(page).status_code for _ in range(5)] == [200, 200, 200, 200, 429]


def test_a_link_that_is_not_ours_is_not_found(client: Client, season: Season) -> None:
    assert client.get("/enquiries/link/abc/").status_code == 404
    assert client.post("/enquiries/link/abc/renew/").status_code == 404


def test_messages_without_end_are_refused_and_kept_in_the_form(client: Client, visitors_enquiry: Enquiry) -> None:
    page = f"/enquiries/link/{token_of(visitors_enquiry)}/"
    for _ in range(4):
        client.post(page, {"text": "Again."})
    refused = client.post(page, {"text": "And once more."})
    assert "Several messages have come from you" in refused.content.decode()
    assert "And once more." in refused.content.decode()
