"""The officer's page of what does not count for a school, and what the school is shown of it."""

import pytest
from django.test import Client

from muster.portal.collecting.models import Waiver
from muster.portal.returns.facts import Draft
from tests.portal.answers import text
from tests.portal.collected import Collected, collect, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

GIVEN = {"rule": "R01", "reason": "No maths teacher this term.", "authorised_by": "Olu Okafor, assessment manager"}


@pytest.fixture
def collected(season: Season) -> Collected:
    made = collect(season)
    made.send(results_file(made.entries, {1: {"maths": ""}}))
    return made


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def at(collected: Collected, page: str = "waivers/") -> str:
    return f"/authority/schools/{collected.school.public_id}/returns/{collected.request.public_id}/{page}"


def of_school(collected: Collected, page: str = "") -> str:
    return f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/{page}"


def test_who_may(season: Season, client_of: ClientOf, collected: Collected) -> None:
    people = ("officer", "manager", "pupil_adviser", "head", "trust_lead", "twin_officer")
    found = [client_of(getattr(season, who)).post(at(collected), GIVEN).status_code for who in people]
    assert found == [302, 200, 403, 403, 404, 404]


def test_waived_the_school_reads_why_and_on_whose_word(
    season: Season, client_of: ClientOf, officer: Client, collected: Collected
) -> None:
    assert "Found in this return" in text(officer.get(at(collected)))
    assert officer.post(at(collected), GIVEN).headers["Location"] == at(collected)
    assert collected.school_return().draft == Draft.READY
    head = client_of(season.head)
    for page in ("", "check/"):
        said = text(head.get(of_school(collected, page)))
        assert "Not asked of your school" in said
        assert GIVEN["reason"] in said
        assert f"Decided by {GIVEN['authorised_by']}" in said
    downloaded = head.get(of_school(collected, "check/download/"), {"as": "csv"}).content.decode("utf-8-sig")
    assert f"Not asked of your school: {GIVEN['reason']}" in downloaded


def test_asked_again(season: Season, client_of: ClientOf, officer: Client, collected: Collected) -> None:
    officer.post(at(collected), GIVEN)
    made = Waiver.objects.get()
    ended = officer.post(at(collected, f"waivers/{made.public_id}/end/"), {"revision": made.revision})
    assert ended.status_code == 302
    assert collected.school_return().draft == Draft.NEEDS_ATTENTION
    assert "Waived before" in text(officer.get(at(collected)))
    second = client_of(season.manager).post(at(collected, f"waivers/{made.public_id}/end/"), {"revision": 1})
    assert second.status_code == 409
    assert f"{season.officer.name} changed this" in text(second)


@pytest.mark.parametrize("left_out", GIVEN)
def test_what_is_left_out_is_named_and_the_rest_kept(officer: Client, collected: Collected, left_out: str) -> None:
    said = text(officer.post(at(collected), GIVEN | {left_out: ""}))
    assert "There is a problem" in said
    assert not Waiver.objects.exists()


def test_a_check_that_may_not_be_waived_is_no_choice(officer: Client, collected: Collected) -> None:
    assert "Choose another." in text(officer.post(at(collected), GIVEN | {"rule": "F05"}))


def test_waived_once_by_a_double_press(officer: Client, collected: Collected) -> None:
    officer.post(at(collected), GIVEN)
    assert "waived already" in text(officer.post(at(collected), GIVEN))
    assert Waiver.objects.count() == 1
