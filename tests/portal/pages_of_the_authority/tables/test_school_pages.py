"""One school by hand: added, changed, renumbered, merged."""

import pytest
from django.test import Client
from django.urls import reverse

from muster.portal.organisations.models import School
from tests.portal.answers import text
from tests.portal.fixtures import ClientOf
from tests.portal.season import Season


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def page_of(school: School, name: str) -> str:
    return reverse(f"authority-school-{name}", kwargs={"school": school.public_id})


def given(client: Client, address: str, **other: object) -> dict[str, object]:
    """What the form at an address has, with something else in it."""
    form = client.get(address).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in shown.items()} | other


def post(client: Client, address: str, **other: object) -> str:
    return text(client.post(address, given(client, address, **other), follow=True))


def test_a_school_is_added(officer: Client, season: Season) -> None:
    add = reverse("authority-school-add")
    page = post(officer, add, name="New Primary", estab="2009", urn="100009", areas="North\nEast\n")
    assert "New Primary is added." in page
    assert "North, East" in page
    assert "Enter the 6 figures of the URN." in post(officer, add, name="N", estab="2010", urn="12")
    assert "has this number or URN already" in post(officer, add, name="N", estab="2009", urn="100010")
    assert School.objects.filter(authority=season.authority).count() == 5


def test_details_are_changed_and_the_second_of_two_is_told(officer: Client, season: Season) -> None:
    address = page_of(season.academy, "details")
    stale = given(officer, address, mis="Bromcom")
    page = post(officer, address, email="New@Office.example", trust="Elder Trust", opened="1/9/2020")
    assert "The details are changed." in page
    assert "new@office.example" in page
    assert "Elder Trust" in page
    refused = text(officer.post(address, stale))
    assert f"{season.officer.name} changed this" in refused
    assert "Bromcom" in refused
    assert "Nothing was changed." in post(officer, address)


def test_a_school_gets_a_new_number(officer: Client, season: Season) -> None:
    page = post(officer, page_of(season.school, "number"), estab="4001", urn="140001", name="Beech Academy")
    assert "Beech Academy has the number 3304001 and the URN 140001 now." in page
    assert "3302001" in page
    other = post(officer, page_of(season.school, "number"), estab="2002")
    assert "Canal Street Primary School has this number or URN already" in other


def test_a_school_is_merged_into_another(officer: Client, season: Season) -> None:
    address = page_of(season.school, "merge")
    assert "Choose a school" in text(officer.get(address))
    assert "Choose an answer to" in post(officer, address, on="1/9/2020")
    to_come = post(officer, address, into=season.other_school.public_id, on="1/9/2099")
    assert "That day is still to come." in to_come
    page = post(officer, address, into=season.other_school.public_id, on="1/9/2020")
    assert "Beech Lane Infant School is merged into Canal Street Primary School." in page
    assert "What it sent and counted before stays here." in page
    assert "was merged into Canal Street Primary School already" in post(
        officer, address, into=season.academy.public_id, on="1/9/2020"
    )


def test_a_school_of_another_authority_is_none_to_merge_into(officer: Client, season: Season) -> None:
    address = page_of(season.school, "merge")
    assert "Select a valid choice" in post(officer, address, into=season.twin.school.public_id, on="1/9/2020")
