"""The log: who sees it, what it is searched by, one pupil in it, how far it was verified, and all of it as CSV."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from muster.portal.audit.models import Chain, Event
from muster.portal.audit.verifying import AGAIN_AFTER, verify_longest_ago
from muster.portal.audit.viewing import record_view
from muster.portal.foundation import clock
from muster.portal.organisations.models import Membership
from muster.portal.pupils.models import Child
from muster.portal.returns.models import Result
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.season import CANARY, Season

LOG = "/authority/log/"


@pytest.fixture
def sent(season: Season) -> Collected:
    """A school has sent its file, and the head has looked at it."""
    found = collect(season)
    found.send()
    school, authority = season.school.public_id, season.authority.public_id
    record_view(acting(season.head), authority, "results", school=school, shown=6)
    record_view(acting(season.other_head), authority, "results", school=season.other_school.public_id, shown=1)
    return found


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def shown(client: Client, **asked: str) -> str:
    return text(client.get(LOG, asked)).partition("</form>")[2]


def child_of(sent: Collected) -> Child:
    return Result.objects.select_related("child").get(place=0, version__school_return__request=sent.request).child


def test_officers_and_managers_alone_see_it(season: Season, client_of: ClientOf, sent: Collected) -> None:
    for who, status in {"officer": 200, "manager": 200, "adviser": 403, "pupil_adviser": 403, "head": 403}.items():
        assert client_of(getattr(season, who)).get(LOG).status_code == status
    assert season.head.name not in text(client_of(season.twin_officer).get(LOG))
    assert client_of(season.twin_officer).get(f"{LOG}schools/{season.school.public_id}/").status_code == 404


def test_events_are_said_in_words(officer: Client, sent: Collected) -> None:
    page = shown(officer)
    assert "asked the school for its results" in page
    assert "looked at pupils’ results" in page
    assert "school.asked" not in page


@pytest.mark.parametrize(
    ("asked", "there", "not_there"),
    [
        ({"school": "beech"}, "sent a file", "Canal Street"),
        ({"school": "3302002"}, "Canal Street", "sent a file"),
        ({"school": "nowhere"}, "No school fits “nowhere”", "sent a file"),
        ({"who": "headzqx"}, "sent a file", "asked the school"),
        ({"kind": "seen"}, "looked at pupils’ results", "sent a file"),
        ({"since": "1/1/2020", "until": "2/1/2020"}, "No event fits", "sent a file"),
        ({"since": "31/31/2026"}, "“31/31/2026” is no day", "No event fits"),
        ({"before": "1"}, "No event fits", "sent a file"),
        ({"kind": "else", "before": "x"}, "sent a file", "No event fits"),
    ],
)
def test_it_is_searched(officer: Client, sent: Collected, asked: dict[str, str], there: str, not_there: str) -> None:
    page = shown(officer, **asked)
    assert there in page
    assert not_there not in page


def test_whom_it_was_done_to_is_named(officer: Client, season: Season, sent: Collected) -> None:
    officer.post(
        reverse(
            "authority-person-remove", kwargs={"membership": Membership.objects.get(person=season.adviser).public_id}
        )
    )
    assert f"ended somebody’s role: {season.adviser.name}" in shown(officer, who=season.adviser.name)


def test_a_pupil_is_found_by_upn_without_its_standing_anywhere(officer: Client, sent: Collected) -> None:
    answer = officer.post(f"{LOG}pupil/", {"upn": sent.entries[0].upn.lower()})
    assert answer.headers["Location"] == f"{LOG}?pupil={child_of(sent).public_id}"
    page = text(officer.get(answer.headers["Location"]))
    assert f"About Ada Pupil{CANARY}ada" in page
    assert "looked at pupils’ results" in page
    assert "Canal Street" not in page
    said = str([(event.subject, event.facts) for event in Event.objects.all()])
    assert sent.entries[0].upn not in page + said
    assert Event.objects.get(verb="pupil.looked_up").subject == child_of(sent).public_id


def test_a_upn_that_nobody_has_is_said_and_recorded(officer: Client, sent: Collected) -> None:
    assert "No pupil with this UPN" in text(officer.post(f"{LOG}pupil/", {"upn": "L330299923018"}))
    assert "A UPN is a letter and 12 digits" in text(officer.post(f"{LOG}pupil/", {"upn": "12"}))
    assert Event.objects.get(verb="pupil.looked_up").facts == {"found": False}


def test_a_pupil_is_chosen_from_the_schools_list(officer: Client, sent: Collected) -> None:
    assert "Choose a pupil of Beech Lane Infant School" in text(officer.get(LOG, {"school": "beech"}))
    page = text(officer.get(f"{LOG}schools/{sent.school.public_id}/"))
    assert page.count("?pupil=") == len(sent.entries)
    assert Event.objects.get(verb="log_pupils.seen").facts["shown"] == len(sent.entries)


def test_the_twins_pupil_is_nobody_here(officer: Client, season: Season, client_of: ClientOf, sent: Collected) -> None:
    page = text(client_of(season.twin_officer).get(LOG, {"pupil": child_of(sent).public_id}))
    assert CANARY not in page.partition("<main")[2].partition("</main>")[0]
    assert "No pupil with this UPN" in text(
        client_of(season.twin_officer).post(f"{LOG}pupil/", {"upn": sent.entries[0].upn})
    )


def test_the_csv_has_all_that_fits_whatever_the_page(officer: Client, sent: Collected) -> None:
    content = b"".join(officer.get(f"{LOG}events.csv", {"school": "beech"})).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert {row["School"] for row in rows} == {"Beech Lane Infant School"}
    whole = b"".join(officer.get(f"{LOG}events.csv")).decode("utf-8-sig")
    numbers = [int(row["Number"]) for row in csv.DictReader(io.StringIO(whole))]
    assert numbers == list(range(1, Event.objects.filter(chain=sent.side.authority.public_id).count() + 1))
    assert CANARY not in "".join(row["Facts"] for row in rows)


def test_older_events_follow(officer: Client, sent: Collected) -> None:
    for _ in range(60):
        record_view(acting(sent.side.head), sent.side.authority.public_id, "results", school=sent.school.public_id)
    page = shown(officer)
    assert page.count("<tr") == 51
    before = page.partition("before=")[2].partition('"')[0]
    assert f">{int(before) - 1}</td>" in shown(officer, before=before)


def test_how_far_it_was_verified_is_said(officer: Client, sent: Collected) -> None:
    assert "has not been verified yet" in text(officer.get(LOG))
    for _ in range(Chain.objects.count()):
        verify_longest_ago()
    assert "all is as it was written" in text(officer.get(LOG))
    assert verify_longest_ago() is None
    Event.objects.filter(chain=sent.side.authority.public_id, number=2).update(actor_name="Somebody else")
    with clock.at(clock.now() + AGAIN_AFTER + timedelta(minutes=1)):
        for _ in range(Chain.objects.count()):
            verify_longest_ago()
    assert "Event 2 is not as it was written" in text(officer.get(LOG))


def test_its_queries_are_few(
    officer: Client, sent: Collected, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer.get(LOG)
    with django_assert_num_queries(8):
        officer.get(LOG, {"school": "beech", "who": "head", "kind": "seen"})
