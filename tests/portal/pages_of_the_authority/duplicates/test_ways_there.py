"""The ways to pupils in two places: the queue, home, the collection, its progress, and a school's return."""

import pytest
from django.test import Client

from muster.portal.duplicates.actions.deciding import Decision, decide
from tests.portal.answers import text
from tests.portal.collected import acting
from tests.portal.duplicates.two_places import TwoPlaces, sent_case, settled_dates
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.duplicates.case_pages import cases_at
from tests.portal.season import Season


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def pages(places: TwoPlaces) -> tuple[str, ...]:
    one = f"/authority/collections/{places.first.collection.public_id}/"
    return "/authority/", one, f"{one}progress/"


def test_whoever_sees_pupils_is_led_there_and_nobody_else(season: Season, client_of: ClientOf) -> None:
    places, _ = sent_case(season)
    link = f'href="{cases_at(places)}"'
    for page in pages(places):
        for who, sees in (("officer", True), ("pupil_adviser", True), ("adviser", False)):
            assert (link in text(client_of(getattr(season, who)).get(page))) is sees, (page, who)


def test_what_waits_is_one_case_of_the_queue(season: Season, officer: Client) -> None:
    places, _ = sent_case(season)
    places.find()
    page = text(officer.get("/authority/queue/?kind=pupil"))
    assert f'href="{cases_at(places)}">2 pupils in two places</a>' in page
    assert "Pupils in two places</a> (1)" in page


def test_what_is_settled_leaves_the_queue(season: Season, officer: Client) -> None:
    _, case = settled_dates(season)
    assert "1 pupil in two places" in text(officer.get("/authority/queue/"))
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    assert "pupil in two places" not in text(officer.get("/authority/queue/"))


def test_a_return_says_how_many_of_its_pupils_another_school_has(season: Season, officer: Client) -> None:
    places, case = settled_dates(season)
    address = f"/authority/schools/{season.school.public_id}/returns/{places.first.request.public_id}/"
    page = text(officer.get(address))
    assert f'href="{cases_at(places)}?show=all&amp;school={season.school.public_id}"' in page
    assert "1 pupil of this school is in two places</a>, 1 still to be settled" in page
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    assert "1 pupil of this school is in two places</a></p>" in text(officer.get(address))
