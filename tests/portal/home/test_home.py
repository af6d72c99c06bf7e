"""Where somebody lands: their one place, or a choice."""

import pytest

from muster.portal.organisations.models import Membership
from tests.portal.answers import text
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season


@pytest.mark.parametrize("role", ["head", "sender", "reader"])
def test_who_has_one_school_is_there_at_once(season: Season, client_of: ClientOf, role: str) -> None:
    answer = client_of(getattr(season, role)).get("/home/")
    assert answer.headers["Location"] == f"/schools/{season.school.public_id}/"


@pytest.mark.parametrize(
    ("role", "place"), [("officer", "/authority/"), ("adviser", "/authority/"), ("operator", "/operator/")]
)
def test_who_works_for_one_place_is_there_at_once(season: Season, client_of: ClientOf, role: str, place: str) -> None:
    assert client_of(getattr(season, role)).get("/home/").headers["Location"] == place


def test_an_executive_head_chooses_among_their_schools(season: Season, client_of: ClientOf) -> None:
    shown = text(client_of(season.executive_head).get("/home/"))
    assert season.academy.public_id in shown
    assert season.second_academy.public_id in shown
    assert season.school.public_id not in shown


def test_a_trusts_lead_sees_its_schools(season: Season, client_of: ClientOf) -> None:
    shown = text(client_of(season.trust_lead).get("/home/"))
    assert "Rowan Learning Trust" in shown
    assert season.academy.public_id in shown
    assert season.twin.academy.public_id not in shown


def test_who_belongs_nowhere_is_told_whom_to_ask(season: Season, client_of: ClientOf) -> None:
    assert "You have no school here" in text(client_of(season.stranger).get("/home/"))


def test_nobody_is_asked_to_sign_in(season: Season, client_of: ClientOf) -> None:
    assert client_of(None).get("/home/").headers["Location"] == "/sign-in/?next=/home/"


def test_who_works_for_two_authorities_chooses_one(season: Season, client_of: ClientOf) -> None:
    Membership.objects.create(authority=season.twin.authority, person=season.officer, role="officer")
    browser = client_of(season.officer)
    assert "Northshire Twin" in text(browser.get("/home/"))
    answer = browser.post("/home/", {"authority": season.twin.authority.public_id}, follow=True)
    assert '<h1 class="govuk-heading-l">Northshire Twin</h1>' in text(answer)


def test_nobody_chooses_an_authority_that_is_not_theirs(season: Season, client_of: ClientOf) -> None:
    answer = client_of(season.officer).post("/home/", {"authority": season.twin.authority.public_id})
    assert answer.status_code == 404
