"""The data team is asked by whoever cannot get in, by visitors and by people signed in; each once."""

import re

import pytest
from django.db.models import QuerySet
from django.test import Client

from muster.portal.casework.models import Enquiry, EnquiryKind
from muster.portal.casework.turns import take_turn
from muster.portal.organisations.models import Authority
from muster.portal.outbox.models import Mail
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

VISITOR = {
    "name": "Ann Visitzqxor",
    "email": "ann@hill.example",
    "school_said": "Hill School",
    "text": "My password is not taken.",
}


def once_of(client: Client, page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', client.get(page).content.decode())
    assert found is not None
    return found[1]


def ask(client: Client, page: str, **fields: str) -> str:
    """Send the form, and give back the page that follows."""
    answer = client.post(page, {"once": once_of(client, page)} | fields, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def hosted(season: Season) -> Season:
    """The season, with its authority named by the portal's own address."""
    Authority.objects.filter(pk=season.authority.pk).update(host="testserver")
    return season


def test_signed_out_the_page_says_how_the_data_team_is_reached(hosted: Season, client: Client) -> None:
    page = client.get("/cannot-get-in/").content.decode()
    assert hosted.authority.team_email in page
    assert hosted.authority.team_telephone in page
    assert "/forgotten-password/" in page


def test_a_visitor_asks_and_is_told_the_reference(hosted: Season, client: Client) -> None:
    page = ask(client, "/cannot-get-in/", **VISITOR)
    enquiry = Enquiry.objects.get()
    assert enquiry.spoken_reference in page
    assert "ann@hill.example" in page
    assert (enquiry.kind, enquiry.authority, enquiry.person) == (EnquiryKind.CANNOT_GET_IN, hosted.authority, None)


def test_a_visitor_asks_a_question(hosted: Season, client: Client) -> None:
    ask(client, "/enquiries/new/", **VISITOR)
    assert Enquiry.objects.get().kind == EnquiryKind.QUESTION


def test_where_the_address_names_no_authority_the_visitor_chooses(season: Season, client: Client) -> None:
    assert season.twin.authority.name in client.get("/cannot-get-in/").content.decode()
    ask(client, "/cannot-get-in/", **VISITOR, authority=season.twin.authority.public_id)
    assert Enquiry.objects.get().authority == season.twin.authority


@pytest.mark.parametrize("person", ["head", "stranger", "nobody"])
def test_no_answer_tells_whether_an_account_exists(
    hosted: Season, client: Client, person: str, mails: QuerySet[Mail]
) -> None:
    email = getattr(hosted, person).email if person != "nobody" else "nobody@hill.example"
    page = ask(client, "/cannot-get-in/", **VISITOR | {"email": email})
    shown = page.replace(email, "").replace(Enquiry.objects.get().spoken_reference, "")
    assert "Your enquiry has been sent" in shown
    assert [mail.template for mail in mails] == ["enquiry_received", "enquiry_for_team"]
    assert mails[0].to_name == ""


def test_what_is_missing_is_said_and_what_was_typed_is_kept(hosted: Season, client: Client) -> None:
    fields = VISITOR | {"email": "ann", "once": once_of(client, "/cannot-get-in/")}
    page = client.post("/cannot-get-in/", fields).content.decode()
    assert "Enter an e-mail address in the right form" in page
    assert "My password is not taken." in page
    assert not Enquiry.objects.exists()


def test_a_form_that_is_sent_twice_is_one_enquiry(hosted: Season, client: Client) -> None:
    fields = VISITOR | {"once": once_of(client, "/cannot-get-in/")}
    first = client.post("/cannot-get-in/", fields, follow=True)
    again = client.post("/cannot-get-in/", fields, follow=True)
    assert Enquiry.objects.get().spoken_reference in again.content.decode()
    assert first.redirect_chain == again.redirect_chain


def test_too_many_in_a_short_time_are_refused_and_what_was_typed_is_kept(hosted: Season, client: Client) -> None:
    for _ in range(4):
        ask(client, "/cannot-get-in/", **VISITOR)
    answer = client.post("/cannot-get-in/", VISITOR | {"once": once_of(client, "/cannot-get-in/")})
    assert answer.status_code == 429
    assert "Wait 60 minutes" in answer.content.decode()
    assert "My password is not taken." in answer.content.decode()
    assert Enquiry.objects.count() == 4


def test_somebody_signed_in_asks_for_their_school(season: Season, client_of: ClientOf) -> None:
    ask(client_of(season.head), "/enquiries/new/", text="When do reports come?")
    enquiry = Enquiry.objects.get()
    assert (enquiry.person, enquiry.school, enquiry.email) == (season.head, season.school, season.head.email)


def test_somebody_with_two_schools_says_which(season: Season, client_of: ClientOf) -> None:
    client = client_of(season.executive_head)
    once = once_of(client, "/enquiries/new/")
    page = client.post("/enquiries/new/", {"once": once, "text": "When?"}).content.decode()
    assert "Choose the school." in page
    ask(client, "/enquiries/new/", text="When?", school=season.second_academy.public_id)
    assert Enquiry.objects.get().school == season.second_academy


def test_nobody_asks_for_a_school_that_is_not_theirs(season: Season, client_of: ClientOf) -> None:
    client = client_of(season.executive_head)
    fields = {"once": once_of(client, "/enquiries/new/"), "text": "When?", "school": season.school.public_id}
    assert client.post("/enquiries/new/", fields).status_code == 200
    assert not Enquiry.objects.exists()


def test_the_reference_is_shown_to_whoever_asked_alone(season: Season, client_of: ClientOf) -> None:
    head = client_of(season.head)
    ask(head, "/enquiries/new/", text="When?")
    assert head.get("/enquiries/sent/").status_code == 200
    assert client_of(season.other_head).get("/enquiries/sent/").status_code == 404
    assert client_of(None).get("/enquiries/sent/").status_code == 404


def test_somebody_who_belongs_nowhere_can_ask_too(hosted: Season, client_of: ClientOf) -> None:
    ask(client_of(hosted.stranger), "/enquiries/new/", text="I am new here.")
    assert Enquiry.objects.get().person == hosted.stranger


def test_somebody_who_belongs_nowhere_says_which_authority(season: Season, client_of: ClientOf) -> None:
    ask(client_of(season.stranger), "/enquiries/new/", **VISITOR, authority=season.authority.public_id)
    assert Enquiry.objects.get().authority == season.authority


def test_a_person_too_is_slowed_in_the_end(season: Season, client_of: ClientOf) -> None:
    client = client_of(season.head)
    for _ in range(20):
        take_turn("", season.head.email, season.head.public_id)
    answer = client.post("/enquiries/new/", {"once": once_of(client, "/enquiries/new/"), "text": "When?"})
    assert answer.status_code == 429
    assert "When?" in answer.content.decode()
