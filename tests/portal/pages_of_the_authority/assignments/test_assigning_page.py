"""Officers share their schools out: narrowed, ticked, given."""

import re

import pytest
from django.test import Client

from muster.portal.casework.actions.assignments import assign_schools
from muster.portal.casework.reads.assignments import looked_after
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School
from tests.portal.answers import text
from tests.portal.collected import acting
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

PAGE = "/authority/assignments/"
LABEL = re.compile(r'<label class="govuk-label govuk-checkboxes__label" for="school-\w+">([^<]+)<')


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def listed(client: Client, query: str = "") -> list[str]:
    return LABEL.findall(text(client.get(f"{PAGE}?{query}")))


def given(season: Season) -> dict[int, str]:
    found = looked_after(Scope(Level.AUTHORITY, season.authority.public_id))
    return {school: person.name for school, person in found.items()}


def test_officers_alone_share_schools_out(season: Season, client_of: ClientOf) -> None:
    assert client_of(season.manager).get(PAGE).status_code == 200
    assert client_of(season.adviser).get(PAGE).status_code == 403
    assert client_of(season.head).get(PAGE).status_code == 403
    assert client_of(None).get(PAGE).status_code == 302


def test_the_schools_narrow_as_in_the_table_of_progress(season: Season, officer: Client) -> None:
    School.objects.filter(pk=season.school.pk).update(areas=["North"])
    assert len(listed(officer)) == 4
    assert listed(officer, f"trust={season.trust.public_id}") == ["Dale Academy", "Elm Park Academy"]
    assert listed(officer, "area=North") == ["Beech Lane Infant School"]
    assert listed(officer, "q=canal") == ["Canal Street Primary School"]
    assert "No school fits." in text(officer.get(f"{PAGE}?q=nowhere"))


def test_all_that_are_shown_are_ticked_by_a_link(season: Season, officer: Client) -> None:
    page = text(officer.get(f"{PAGE}?trust={season.trust.public_id}&tick=all"))
    assert page.count(" checked>") == 2


def test_the_schools_ticked_are_given_and_the_place_stays(season: Season, officer: Client) -> None:
    ticked = [f"{season.academy.public_id}:0", f"{season.second_academy.public_id}:0", "nonsense", "x:y"]
    address = f"{PAGE}?trust={season.trust.public_id}"
    answer = officer.post(address, {"given_to": season.manager.public_id, "schools": ticked})
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert given(season) == {season.academy.pk: season.manager.name, season.second_academy.pk: season.manager.name}
    assert f"{season.manager.name} looks after these 2 schools now." in text(officer.get(address))
    officer.post(address, {"given_to": "none", "schools": [f"{season.academy.public_id}:1"]})
    assert given(season) == {season.second_academy.pk: season.manager.name}


@pytest.mark.parametrize(
    ("posted", "told"),
    [
        ({"given_to": "none"}, "Tick the schools first."),
        ({"given_to": "", "schools": "{school}:0"}, "Choose an answer to “Who looks after the schools ticked below?”"),
        ({"given_to": "{adviser}", "schools": "{school}:0"}, "Choose somebody who works here as a data officer"),
        ({"given_to": "none", "schools": "{twin}:0"}, "One of these schools is no longer in the list"),
    ],
)
def test_what_cannot_be_done_is_said_and_the_ticks_stay(
    season: Season, officer: Client, posted: dict[str, str], told: str
) -> None:
    names = {
        "school": season.school.public_id,
        "twin": season.twin.school.public_id,
        "adviser": season.adviser.public_id,
    }
    page = text(officer.post(PAGE, {key: value.format(**names) for key, value in posted.items()}))
    assert told in page
    assert page.count(" checked>") == int("{school}" in posted.get("schools", ""))
    assert given(season) == {}


def test_the_second_is_told_who_was_first_and_may_press_again(season: Season, officer: Client) -> None:
    seen = {season.school.public_id: 0}
    assign_schools(acting(season.manager), season.authority, season.manager, seen)
    posted = {"given_to": season.officer.public_id, "schools": f"{season.school.public_id}:0"}
    page = text(officer.post(PAGE, posted))
    assert f"{season.manager.name} changed who looks after Beech Lane Infant School" in page
    value = f"{season.school.public_id}:1"
    assert f'value="{value}" checked' in page
    officer.post(PAGE, posted | {"schools": value})
    assert given(season) == {season.school.pk: season.officer.name}


def test_of_whoever_has_left_it_says_so(season: Season, client_of: ClientOf) -> None:
    assign_schools(acting(season.manager), season.authority, season.officer, {season.school.public_id: 0})
    season.officer.memberships.update(ended_at=season.officer.made_at)
    assert f"{season.officer.name} has left" in text(client_of(season.manager).get(PAGE))
