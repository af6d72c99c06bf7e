"""The page that says which schools are not ready."""

import csv
import io

import pytest
from django.test import Client

from muster.portal.foundation import clock
from muster.portal.organisations.models import Membership, Person, School
from tests.portal.answers import text
from tests.portal.collected import Collected
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.chasing.conftest import at
from tests.portal.season import Season


@pytest.fixture(autouse=True)
def one_is_ready(season: Season) -> None:
    Person.objects.filter(pk=season.head.pk).update(first_in=clock.now())
    Membership.objects.filter(school=season.other_school).delete()


@pytest.mark.parametrize("page", ["ready/", "ready/schools.csv"])
def test_who_sees_it(season: Season, client_of: ClientOf, collected: Collected, page: str) -> None:
    assert client_of(season.adviser).get(at(collected, page)).status_code == 200
    assert client_of(season.twin_officer).get(at(collected, page)).status_code == 404
    assert client_of(season.head).get(at(collected, page)).status_code == 403
    assert client_of(None).get(at(collected, page)).headers["Location"].startswith("/sign-in/")


def test_it_counts_narrows_and_leads_to_the_mail(officer: Client, collected: Collected, season: Season) -> None:
    page = text(officer.get(at(collected, "ready/")))
    assert "1 of 4 schools lack nothing" in page
    assert "Ask 3 schools to sign in and name a second sender" in page
    assert season.school.name not in page
    narrowed = text(officer.get(at(collected, "ready/?lack=no_signer")))
    assert "1 school is shown." in narrowed
    assert season.academy.name not in narrowed
    assert "4 schools are shown." in text(officer.get(at(collected, "ready/?lack=all&q=")))
    assert "3 schools are shown." in text(officer.get(at(collected, "ready/?lack=nonsense")))
    assert "No school fits." in text(officer.get(at(collected, "ready/?q=nowhere")))


def test_an_adviser_is_not_offered_to_write(client_of: ClientOf, collected: Collected, season: Season) -> None:
    assert "name a second sender" not in text(client_of(season.adviser).get(at(collected, "ready/")))


def test_it_is_taken_away_as_shown(officer: Client, collected: Collected, season: Season) -> None:
    School.objects.filter(pk=season.other_school.pk).update(name="=2+2 School")
    answer = officer.get(at(collected, "ready/schools.csv?lack=no_signer"))
    [row] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["School"], row["Nobody who may confirm"], row["E-mail does not arrive"]) == ("'=2+2 School", "yes", "")
