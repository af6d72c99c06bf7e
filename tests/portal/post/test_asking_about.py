"""A question from a check of results: the data team sees what it is about, and no mail or address names a pupil."""

import re

import pytest
from django.db.models import QuerySet
from django.test import Client

from muster.portal.casework.models import Enquiry
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.returns.models import Finding
from tests.portal.answers import text
from tests.portal.collected import Collected, collect, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

pytestmark = pytest.mark.django_db


@pytest.fixture
def collected(season: Season) -> Collected:
    found = collect(season)
    found.send(results_file(found.entries, {1: {"maths": ""}}))
    return found


def ask(season: Season, client_of: ClientOf, about: str) -> str:
    return asked(client_of(season.head), about)[0]


def asked(browser: Client, about: str) -> tuple[str, str]:
    """The form, and the page that follows it."""
    page = f"/enquiries/new/?about={about}"
    shown = text(browser.get(page))
    once = re.search(r'name="once" value="([^"]+)"', shown)
    assert once is not None
    sent = browser.post(page, {"once": once[1], "text": "What do we do?"}, follow=True)
    return shown, text(sent)


def test_the_form_says_what_it_is_about(season: Season, collected: Collected, client_of: ClientOf) -> None:
    shown = ask(season, client_of, Finding.objects.get().public_id)
    assert "“No outcome for a subject” in the results of Beech Lane Infant School" in shown
    assert "zqx" not in shown.split("<main", 1)[1].split("</main>")[0].replace(season.head.name, "")


def test_once_it_is_sent_there_is_a_way_back_to_the_return(
    season: Season, collected: Collected, client_of: ClientOf
) -> None:
    _, sent = asked(client_of(season.head), Finding.objects.get().public_id)
    back = f"/schools/{season.school.public_id}/requests/{collected.request.public_id}/check/"
    assert re.search(f'href="{back}">Go on with “Put right and explain” of Beech Lane Infant School<', sent)


def test_a_question_about_no_return_has_no_way_to_one(
    season: Season, collected: Collected, client_of: ClientOf
) -> None:
    _, sent = asked(client_of(season.head), "")
    assert "Your enquiry has been sent" in sent
    assert "Go on with" not in sent


def test_the_data_team_sees_the_check_and_the_schools_page(
    season: Season, collected: Collected, client_of: ClientOf
) -> None:
    ask(season, client_of, Finding.objects.get().public_id)
    enquiry = Enquiry.objects.get()
    page = text(client_of(season.officer).get(f"/authority/enquiries/{enquiry.public_id}/"))
    assert "No outcome for a subject, version 1 of the results" in page
    assert f"/schools/{season.school.public_id}/requests/{collected.request.public_id}/check/" in page
    assert enquiry.school == season.school
    assert "About: No outcome for a subject" in text(client_of(season.head).get(f"/enquiries/{enquiry.public_id}/"))


def test_no_mail_says_what_it_is_about(
    season: Season, collected: Collected, client_of: ClientOf, mails: QuerySet[Mail]
) -> None:
    ask(season, client_of, Finding.objects.get().public_id)
    said = [text_of(mail) for mail in mails]
    assert said
    assert "No outcome" not in repr(said)
    assert collected.entries[1].surname not in repr(said)


@pytest.mark.parametrize("about", ["twin", "aaaabbbbccccdddd", "'", "x" * 3000, ""])
def test_another_schools_or_no_check_is_asked_about_as_nothing(
    season: Season, collected: Collected, client_of: ClientOf, about: str
) -> None:
    theirs = collect(season.twin)
    theirs.send(results_file(theirs.entries, {1: {"maths": ""}}))
    row = Finding.objects.get(version__school_return__request=theirs.request, rule="R01")
    shown = ask(season, client_of, row.public_id if about == "twin" else about)
    assert "Your question is about" not in shown
    assert (Enquiry.objects.get().about, Enquiry.objects.get().about_rule) == (None, "")
