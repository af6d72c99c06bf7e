"""The data team works through enquiries: officers answer, advisers look, nobody else comes in."""

import pytest
from django.db.models import QuerySet

from muster.portal.casework.actions import reply
from muster.portal.casework.models import Enquiry, EnquiryMessage, EnquiryState
from muster.portal.foundation.actor import VISITOR
from muster.portal.outbox.models import Mail
from tests.portal.fixtures import ClientOf
from tests.portal.post.conftest import TYPED
from tests.portal.season import Season

LIST = "/authority/enquiries/"


def page_of(enquiry: Enquiry, part: str = "") -> str:
    return f"{LIST}{enquiry.public_id}/{part}"


def test_an_officer_sees_what_waits_and_reads_it(
    season: Season, client_of: ClientOf, visitors_enquiry: Enquiry
) -> None:
    client = client_of(season.officer)
    assert visitors_enquiry.spoken_reference in client.get(LIST).content.decode()
    page = client.get(page_of(visitors_enquiry)).content.decode()
    assert TYPED in page
    assert "nobody has checked who they are" in page
    assert season.school.name in page


def test_of_somebody_signed_in_nothing_is_doubted(season: Season, client_of: ClientOf, heads_enquiry: Enquiry) -> None:
    page = client_of(season.officer).get(page_of(heads_enquiry)).content.decode()
    assert "nobody has checked who they are" not in page


def test_an_officers_home_says_how_many_wait(season: Season, client_of: ClientOf, visitors_enquiry: Enquiry) -> None:
    assert "1 enquiry to answer" in client_of(season.officer).get("/authority/").content.decode()
    assert "to answer" not in client_of(season.twin_officer).get("/authority/").content.decode()


def test_an_officer_answers(
    season: Season, client_of: ClientOf, visitors_enquiry: Enquiry, mails: QuerySet[Mail]
) -> None:
    fields = {"text": "Try again now.", "revision": "1"}
    shown = client_of(season.officer).post(page_of(visitors_enquiry, "answer/"), fields, follow=True)
    assert "Your answer is kept." in shown.content.decode()
    assert "Try again now." in shown.content.decode()
    visitors_enquiry.refresh_from_db()
    assert visitors_enquiry.state == EnquiryState.ANSWERED
    assert [mail.template for mail in mails][-1] == "enquiry_answered"


def test_the_form_says_that_no_pupil_may_be_named(season: Season, client_of: ClientOf, heads_enquiry: Enquiry) -> None:
    page = client_of(season.officer).get(page_of(heads_enquiry)).content.decode()
    assert "Do not name a pupil or give a UPN." in page


def test_whoever_is_second_is_told_and_keeps_what_they_typed(
    season: Season, client_of: ClientOf, visitors_enquiry: Enquiry
) -> None:
    reply(VISITOR, visitors_enquiry, "It has just worked.")
    client = client_of(season.officer)
    refused = client.post(page_of(visitors_enquiry, "answer/"), {"text": "Try again now.", "revision": "1"})
    page = refused.content.decode()
    assert refused.status_code == 409
    assert "Ann Visitzqxor changed this on " in page
    assert "It has just worked." in page
    assert "Try again now." in page
    assert EnquiryMessage.objects.count() == 2
    assert 'name="revision" value="2"' in page


def test_an_officer_closes_and_opens_again(season: Season, client_of: ClientOf, visitors_enquiry: Enquiry) -> None:
    client = client_of(season.officer)
    client.post(page_of(visitors_enquiry, "close/"), {"revision": "1"})
    visitors_enquiry.refresh_from_db()
    assert visitors_enquiry.state == EnquiryState.CLOSED
    assert visitors_enquiry.spoken_reference not in client.get(LIST).content.decode()
    assert visitors_enquiry.spoken_reference in client.get(f"{LIST}?state=closed").content.decode()
    assert visitors_enquiry.spoken_reference in client.get(f"{LIST}?state=all").content.decode()
    client.post(page_of(visitors_enquiry, "reopen/"), {"revision": "2"})
    visitors_enquiry.refresh_from_db()
    assert visitors_enquiry.state == EnquiryState.OPEN


def test_a_reply_that_came_meanwhile_is_not_closed_over(
    season: Season, client_of: ClientOf, visitors_enquiry: Enquiry
) -> None:
    reply(VISITOR, visitors_enquiry, "One thing more.")
    refused = client_of(season.officer).post(page_of(visitors_enquiry, "close/"), {"revision": "1"})
    assert refused.status_code == 409
    assert "One thing more." in refused.content.decode()


def test_an_adviser_looks_and_does_not_answer(season: Season, client_of: ClientOf, visitors_enquiry: Enquiry) -> None:
    client = client_of(season.pupil_adviser)
    page = client.get(page_of(visitors_enquiry)).content.decode()
    assert TYPED in page
    assert "Send the answer" not in page
    for part in ("answer/", "close/", "reopen/"):
        assert client.post(page_of(visitors_enquiry, part), {"text": "x", "revision": "1"}).status_code == 403


@pytest.mark.parametrize("part", ["", "answer/", "close/", "reopen/"])
def test_another_authoritys_officer_does_not_find_it(
    season: Season, client_of: ClientOf, visitors_enquiry: Enquiry, part: str
) -> None:
    client = client_of(season.twin_officer)
    send = client.post if part else client.get
    assert send(page_of(visitors_enquiry, part)).status_code == 404
    assert visitors_enquiry.spoken_reference not in client.get(LIST).content.decode()


@pytest.mark.parametrize("person", ["head", "trust_lead", "operator", "stranger"])
def test_nobody_of_a_school_comes_in(
    season: Season, client_of: ClientOf, visitors_enquiry: Enquiry, person: str
) -> None:
    client = client_of(getattr(season, person))
    assert client.get(LIST).status_code == 403
    assert client.get(page_of(visitors_enquiry)).status_code == 403


def test_a_visitor_is_asked_to_sign_in(client_of: ClientOf, visitors_enquiry: Enquiry) -> None:
    assert client_of(None).get(LIST).headers["Location"] == f"/sign-in/?next={LIST}"


def test_an_answer_without_a_word_is_refused(season: Season, client_of: ClientOf, visitors_enquiry: Enquiry) -> None:
    refused = client_of(season.officer).post(page_of(visitors_enquiry, "answer/"), {"text": "", "revision": "1"})
    assert "Enter your answer." in refused.content.decode()
    assert EnquiryMessage.objects.count() == 1
