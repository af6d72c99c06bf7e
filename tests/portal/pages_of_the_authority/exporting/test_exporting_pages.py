"""The page "Take away": who is offered what, a file asked for and downloaded, and what is recorded of it."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from muster.formats.limits import Reading
from muster.formats.results import read_results
from muster.framework import load_framework
from muster.portal.audit.models import Event
from muster.portal.casework.models import Export, ExportPart
from muster.portal.foundation import clock, files, leases, work
from tests.portal.answers import text
from tests.portal.casework.exported import Exporting, accepted, exporting
from tests.portal.fixtures import ClientOf
from tests.portal.season import CANARY, Season


@pytest.fixture
def both(season: Season) -> Exporting:
    return exporting(season)


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def at(both: Exporting, page: str = "") -> str:
    return f"/authority/collections/{both.one.collection.public_id}/exports/{page}"


def ask(client: Client, both: Exporting, **chosen: str) -> HttpResponse:
    answer = client.post(at(both, "ask/"), {"kind": "results", "which": "all", "form": "csv", **chosen})
    assert isinstance(answer, HttpResponse)
    return answer


def make(both: Exporting) -> str:
    """Have the worker make what was asked for last; the address of its page."""
    export = Export.objects.latest("pk")
    work.do("exports", export.public_id)
    return at(both, f"files/{export.public_id}/")


def downloaded(client: Client, address: str) -> bytes:
    answer = client.get(f"{address}download/")
    assert answer.status_code == 200
    return b"".join(answer)


def test_a_file_is_asked_for_made_and_downloaded(both: Exporting, officer: Client) -> None:
    answer = ask(officer, both)
    page = officer.get(answer.headers["Location"])
    assert "Waiting to be made" in text(page)
    address = make(both)
    assert address == answer.headers["Location"]
    assert ">330_2026_results_" in text(officer.get(address))
    content = downloaded(officer, address)
    assert len(read_results(content, "a.csv", Reading(framework=load_framework(2026))).pupils) == 12
    event = Event.objects.get(verb="export.taken")
    assert (event.actor, event.facts["pupils"], event.subject) == (
        both.season.officer.public_id, 12, Export.objects.get().public_id
    )  # fmt: skip
    assert "First downloaded" in text(officer.get(at(both)))


def test_no_page_of_it_names_a_pupil(both: Exporting, officer: Client) -> None:
    accepted(both.other, both.season.other_head)
    ask(officer, both, kind="ctfs")
    pages = [officer.get(make(both)), officer.get(at(both)), officer.get(at(both, "schools/?as=school"))]
    assert "Canal Street Primary School" in text(pages[0])
    assert not [page for page in pages if f"Pupil{CANARY}" in text(page)]


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("officer", {"results", "findings", "ctfs", "checks", "archive"}),
        ("manager", {"results", "findings", "ctfs", "checks", "archive"}),
        ("pupil_adviser", {"results", "findings", "checks"}),
        ("adviser", set()),
    ],
)
def test_who_is_offered_what(both: Exporting, client_of: ClientOf, who: str, kinds: set[str]) -> None:
    client = client_of(getattr(both.season, who))
    page = text(client.get(at(both)))
    assert set(re.findall(r'name="kind" value="(\w+)"', page)) == kinds
    assert "CSV by school and subject" in page
    assert client.get(at(both, "schools/")).status_code == 200
    expected = {"officer": 302, "manager": 302, "pupil_adviser": 403, "adviser": 403}[who]
    assert ask(client, both, kind="archive").status_code == expected


def test_an_adviser_downloads_no_archive_that_an_officer_had_made(
    both: Exporting, officer: Client, client_of: ClientOf
) -> None:
    ask(officer, both, kind="archive")
    address = make(both)
    assert client_of(both.season.pupil_adviser).get(f"{address}download/").status_code == 403
    assert client_of(both.season.pupil_adviser).post(f"{address}erase/").status_code == 403
    assert client_of(both.season.twin_officer).get(f"{address}download/").status_code == 404
    assert client_of(both.season.head).get(f"{address}download/").status_code == 403
    assert not Event.objects.filter(verb="export.taken").exists()


def test_what_is_not_there_is_said(both: Exporting, officer: Client) -> None:
    address = ask(officer, both).headers["Location"]
    assert "This file is not there" in text(officer.get(f"{address}download/", follow=True))
    make(both)
    assert "The file is deleted." in text(officer.post(f"{address}erase/", follow=True))
    assert "This file is not there" in text(officer.post(f"{address}erase/", follow=True))
    assert "The file has gone." in text(officer.get(address))


def test_a_file_that_was_lost_is_not_recorded_as_taken(both: Exporting, officer: Client) -> None:
    ask(officer, both)
    address = make(both)
    files.delete(ExportPart.objects.get().file)
    assert "This file is not there" in text(officer.get(f"{address}download/", follow=True))
    assert not Event.objects.filter(verb="export.taken").exists()


def test_bad_input_and_a_second_of_a_kind_keep_the_page(both: Exporting, officer: Client, client_of: ClientOf) -> None:
    assert "Choose an answer to “Which schools?”" in text(ask(officer, both, which=""))
    assert ask(officer, both, kind="everything").status_code == 200
    ask(officer, both)
    assert "asked for this on" in text(ask(client_of(both.season.manager), both))


def test_progress_and_an_end_without_a_file_are_said(both: Exporting, officer: Client) -> None:
    address = ask(officer, both, kind="ctfs").headers["Location"]
    Export.objects.update(schools=300, done=120)
    assert "120 of 300 schools are in it" in text(officer.get(address))
    make(both)
    assert "No school is accepted yet, so there is no file." in text(officer.get(address))
    with clock.at(clock.now() + timedelta(days=1)):
        Export.objects.update(finished_at=None, stopped_at=clock.now())
    assert "could not be made" in text(officer.get(address))


def test_a_lease_that_runs_keeps_others_out(both: Exporting, officer: Client) -> None:
    ask(officer, both)
    assert leases.take(Export.objects.all())
    make(both)
    assert Export.objects.get().finished_at is None


def test_its_queries_do_not_grow_with_the_schools(
    officer: Client, both: Exporting, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer.get(at(both))
    with django_assert_num_queries(8):
        officer.get(at(both))
    with django_assert_num_queries(7):
        officer.get(at(both, "schools/"))
