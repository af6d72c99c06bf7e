"""Checking a file without sending it: the answer, and that nothing of it is kept."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from muster.portal.audit.models import Event
from muster.portal.collecting.practice import Practice
from muster.portal.foundation import clock, reader
from muster.portal.foundation.logs import WithoutData
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import Authority, School
from tests.portal.answers import text
from tests.portal.collected import Collected, collect, results_file, roll_entries
from tests.portal.fixtures import ClientOf
from tests.portal.kept import kept_files
from tests.portal.season import CANARY, Season

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answered

OPEN = Practice(open_check=True)
IN_JUNE = datetime(2026, 6, 19, 12, tzinfo=UTC)
_MAY_GROW = {"TokenBucket", "Event", "Chain", "Session"}


@pytest.fixture
def collected(season: Season) -> Collected:
    Authority.objects.filter(pk=season.authority.pk).update(host="testserver")
    return collect(season, OPEN)


def post(client: Client, content: bytes, school: School | None = None, name: str = "KS1.xml") -> "Answered":
    return client.post(at(school), {"file": SimpleUploadedFile(name, content)})


def at(school: School | None = None) -> str:
    return reverse("school-check-file", kwargs={"school": school.public_id}) if school else reverse("check-file")


def faulty(collected: Collected) -> bytes:
    return results_file(collected.entries, {1: {"maths": ""}, 2: {"reading": "A"}}, without=(5,))


def counts() -> dict[str, int]:
    """How many rows each table has, but those that any page may write to."""
    return {
        model.__name__: model._default_manager.count() for model in apps.get_models() if model.__name__ not in _MAY_GROW
    }


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    lines: list[str] = []
    with caplog.at_level(logging.DEBUG):
        yield lines
        lines.extend(WithoutData().format(record) for record in caplog.records)


def test_a_school_sees_what_it_must_put_right_and_explain(collected: Collected, client_of: ClientOf) -> None:
    page = text(post(client_of(collected.side.head), faulty(collected), collected.school))
    for said in ("Something must be put right", "Must be put right", "Please explain", "It was checked, not sent"):
        assert said in page
    assert f"Ben Pupil{CANARY}ben" in page
    assert "Expected pupil missing" in page
    assert "Correct it in your school&#x27;s system, then send a new file." in page


def test_a_faultless_file_needs_nothing(collected: Collected, client_of: ClientOf) -> None:
    page = text(post(client_of(collected.side.sender), results_file(collected.entries), collected.school))
    assert "Nothing needs putting right" in page
    assert "6 pupils of Beech Lane Infant School" in page


def test_every_subjects_codes_are_counted(collected: Collected, client_of: ClientOf) -> None:
    page = text(post(client_of(collected.side.head), results_file(collected.entries), collected.school))
    assert "5 EXS, 1 HNM" in page


@pytest.mark.parametrize("signed_in", [True, False])
def test_nothing_is_kept(collected: Collected, client_of: ClientOf, signed_in: bool, logged: list[str]) -> None:
    client = client_of(collected.side.head if signed_in else None)
    before, kept = counts(), kept_files()
    answer = post(client, faulty(collected), collected.school if signed_in else None)
    assert f"Pupil{CANARY}" in text(answer)
    assert (counts(), kept_files()) == (before, kept)
    assert f"Pupil{CANARY}" not in "".join(logged)


def test_that_expected_pupils_were_shown_is_in_the_trail(collected: Collected, client_of: ClientOf) -> None:
    post(client_of(collected.side.head), faulty(collected), collected.school)
    assert list(Event.objects.filter(verb="check.seen").values_list("school", flat=True)) == [
        collected.school.public_id
    ]


def test_a_check_for_anybody_leaves_no_event(collected: Collected, client_of: ClientOf) -> None:
    before = Event.objects.count()
    assert "Must be put right" in text(post(client_of(None), faulty(collected)))
    assert Event.objects.count() == before


def test_for_anybody_nobody_expected_is_named(collected: Collected, client_of: ClientOf) -> None:
    page = text(post(client_of(None), results_file(collected.entries, without=(5,))))
    assert "Finn" not in page
    assert "whether pupils are missing" in page


def test_another_schools_file_is_told_without_its_pupils(collected: Collected, client_of: ClientOf) -> None:
    page = text(post(client_of(collected.side.head), results_file(collected.entries, estab="2002"), collected.school))
    assert "Another school&#x27;s file" in page
    assert f"Pupil{CANARY}" not in page


def test_where_the_authority_does_not_offer_it_the_page_says_so(season: Season, client_of: ClientOf) -> None:
    Authority.objects.filter(pk=season.authority.pk).update(host="testserver")
    collected = collect(season)
    client = client_of(None)
    assert "offers this to its schools, once they have signed in" in text(client.get(at()))
    answer = post(client, results_file(collected.entries))
    assert answer.status_code == 403
    assert f"Pupil{CANARY}" not in text(answer)


def test_without_any_collection_a_school_may_check_all_the_same(season: Season, client_of: ClientOf) -> None:
    content = results_file(roll_entries(season.school), without=(5,))
    with clock.at(IN_JUNE):
        page = text(post(client_of(season.head), content, season.school))
    assert "5 pupils" in page
    assert "whether pupils are missing" in page
    assert not Event.objects.filter(verb="check.seen").exists()


def test_after_the_collection_closed_a_school_may_check_all_the_same(collected: Collected, client_of: ClientOf) -> None:
    with clock.at(collected.collection.closes_at + timedelta(days=20)):
        page = text(post(client_of(collected.side.head), results_file(collected.entries), collected.school))
    assert "6 pupils" in page


def test_a_spreadsheets_rows_are_rows(collected: Collected, client_of: ClientOf) -> None:
    table = "UPN,Surname,Forename,DOB,Sex,Reading,Writing,Maths,Science\n,Okazqxfor,Ann,2019-01-02,F,PK9,EXS,EXS,EXS\n"
    page = text(post(client_of(None), table.encode(), name="KS1.csv"))
    assert ">Row</th>" in page
    assert "Okazqxfor" in page


def test_a_missing_file_is_asked_for(collected: Collected, client_of: ClientOf) -> None:
    assert "Choose your results file." in text(client_of(None).post(at()))


def test_many_checks_from_one_address_have_to_wait(collected: Collected, client_of: ClientOf) -> None:
    client, content = client_of(None), b"nothing of the kind"
    answers = [post(client, content).status_code for _ in range(21)]
    assert answers == [200] * 20 + [429]
    assert "Many files have been checked from here" in text(post(client, content))


def test_a_person_s_own_checks_are_not_slowed_by_their_address(collected: Collected, client_of: ClientOf) -> None:
    for _ in range(21):
        post(client_of(None), b"nothing of the kind")
    assert post(client_of(collected.side.head), b"nothing of the kind", collected.school).status_code == 200


def test_busy_readers_are_told(collected: Collected, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise Refusal("readers_busy")

    monkeypatch.setattr(reader, "read", busy)
    answer = post(client_of(None), results_file(collected.entries))
    assert (answer.status_code, "send it again in a minute" in text(answer)) == (503, True)


@pytest.mark.parametrize(
    ("person", "status"),
    [("reader", 200), ("officer", 200), ("adviser", 403), ("other_head", 404), ("trust_lead", 404)],
)
def test_who_may_check_for_a_school(collected: Collected, client_of: ClientOf, person: str, status: int) -> None:
    client = client_of(getattr(collected.side, person))
    assert post(client, faulty(collected), collected.school).status_code == status


def test_the_page_asks_the_database_little(
    collected: Collected, client_of: ClientOf, django_assert_max_num_queries: object
) -> None:
    client = client_of(collected.side.head)
    with django_assert_max_num_queries(29):  # type: ignore[operator] # pytest-django's
        post(client, faulty(collected), collected.school)
