"""Who reaches a school's pages: its own people, and no others."""

import pytest

from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

READING = ("", "people/")
MANAGING = ("people/invite/", "people/{reader}/", "people/{reader}/remove/")


def address(season: Season, page: str) -> str:
    reader = season.reader.memberships.get().public_id
    return f"/schools/{season.school.public_id}/{page.format(reader=reader)}"


@pytest.mark.parametrize("page", READING)
@pytest.mark.parametrize("role", ["head", "sender", "reader", "officer", "adviser"])
def test_the_schools_people_and_the_authoritys_read(season: Season, client_of: ClientOf, page: str, role: str) -> None:
    assert client_of(getattr(season, role)).get(address(season, page)).status_code == 200


@pytest.mark.parametrize("page", [*READING, *MANAGING, "head/"])
@pytest.mark.parametrize("role", ["other_head", "trust_lead", "twin_officer", "twin_head", "stranger", "operator"])
def test_to_everybody_else_there_is_no_such_school(season: Season, client_of: ClientOf, page: str, role: str) -> None:
    assert client_of(getattr(season, role)).get(address(season, page)).status_code == 404


@pytest.mark.parametrize("page", [*READING, *MANAGING, "head/"])
def test_nobody_is_asked_to_sign_in(season: Season, client_of: ClientOf, page: str) -> None:
    answer = client_of(None).get(address(season, page))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in/?next=/schools/")


@pytest.mark.parametrize("page", MANAGING)
@pytest.mark.parametrize(("role", "status"), [("head", 200), ("officer", 200), ("sender", 403), ("reader", 403)])
def test_the_head_and_officers_manage_people(
    season: Season, client_of: ClientOf, page: str, role: str, status: int
) -> None:
    assert client_of(getattr(season, role)).get(address(season, page)).status_code == status


@pytest.mark.parametrize("page", [*MANAGING, "people/{reader}/link/", "head/"])
def test_an_adviser_may_look_but_not_touch(season: Season, client_of: ClientOf, page: str) -> None:
    assert client_of(season.adviser).post(address(season, page)).status_code == 403


@pytest.mark.parametrize(("role", "status"), [("head", 200), ("sender", 200), ("reader", 403), ("officer", 403)])
def test_the_head_and_the_office_name_a_new_head(season: Season, client_of: ClientOf, role: str, status: int) -> None:
    assert client_of(getattr(season, role)).get(address(season, "head/")).status_code == status


def test_a_trusts_lead_reads_the_trusts_schools(season: Season, client_of: ClientOf) -> None:
    assert client_of(season.trust_lead).get(f"/schools/{season.academy.public_id}/").status_code == 200


def test_another_schools_person_is_not_found_under_this_school(season: Season, client_of: ClientOf) -> None:
    other = season.other_head.memberships.get().public_id
    page = f"/schools/{season.school.public_id}/people/{other}/"
    assert client_of(season.officer).get(page).status_code == 404
