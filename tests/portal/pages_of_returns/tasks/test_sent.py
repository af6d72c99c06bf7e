"""Everything that was sent, and a file as it came."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from muster.portal.audit.models import Event
from muster.portal.foundation import clock
from muster.portal.returns.models import Confirmation, Version
from tests.portal.answers import text
from tests.portal.collected import Collected, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.returned import confirmed, declined
from tests.portal.season import Season


def page(collected: Collected, there: str, client_of: ClientOf) -> str:
    answer = client_of(collected.side.reader).get(f"{there}sent/")
    assert answer.status_code == 200
    return text(answer)


def file_of(collected: Collected, version: Version) -> str:
    parts = {"school": collected.school.public_id, "request_id": collected.request.public_id}
    return reverse("return-file", kwargs={**parts, "version": version.public_id})


def test_before_anything_was_sent_it_says_so(collected: Collected, there: str, client_of: ClientOf) -> None:
    assert "Nothing has been received" in page(collected, there, client_of)


def test_every_version_stays_with_who_sent_it_and_its_file(
    collected: Collected, there: str, client_of: ClientOf
) -> None:
    collected.send(name="first.xml")
    collected.send(results_file(collected.entries, without=(5,)), "second.xml", collected.side.sender)
    shown = page(collected, there, client_of)
    assert shown.index("second.xml") < shown.index("first.xml")
    assert f"by {collected.side.sender.name}" in shown
    assert f"by {collected.side.head.name}" in shown


def test_a_late_version_says_so(collected: Collected, there: str, client_of: ClientOf) -> None:
    collected.send()
    Version.objects.update(late=True)
    assert ">Late<" in page(collected, there, client_of)


def test_what_was_changed_on_screen_has_no_file(collected: Collected, there: str, client_of: ClientOf) -> None:
    collected.send()
    Version.objects.update(origin="screen", file="", file_name="")
    shown = page(collected, there, client_of)
    assert "Changes made on screen" in shown
    assert "/file/" not in shown


def test_a_file_that_was_stopped_is_named_with_why(collected: Collected, there: str, client_of: ClientOf) -> None:
    collected.send(results_file(collected.entries, estab="2002"), "theirs.xml")
    shown = page(collected, there, client_of)
    assert "theirs.xml" in shown
    assert "Files that were not taken" in shown
    assert "3302002" in shown or "another school" in shown


def test_a_confirmation_and_its_withdrawal_stay(collected: Collected, there: str, client_of: ClientOf) -> None:
    receipt = confirmed(collected).receipt
    Confirmation.objects.update(
        withdrawn_at=clock.now(), withdrawn_by_name="Alex Headzqxfor", withdrawn_because="One outcome was wrong."
    )
    shown = page(collected, there, client_of)
    assert f"Receipt {receipt}" in shown
    assert "One outcome was wrong." in shown


def test_that_the_school_declined_is_said(collected: Collected, there: str, client_of: ClientOf) -> None:
    declined(collected)
    assert "that the school is not taking part" in page(collected, there, client_of)


def test_a_file_comes_back_exactly_as_it_came(collected: Collected, client_of: ClientOf) -> None:
    content = results_file(collected.entries)
    collected.send(content, "Our results.xml")
    answer = client_of(collected.side.head).get(file_of(collected, Version.objects.get()))
    assert answer.content == content
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Our results.xml"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize("name", ['a"; filename="b.exe.xml', "a\r\nX-Evil: 1.xml", "Schüler 名前.xml"])
def test_a_hostile_name_stays_within_its_header(collected: Collected, client_of: ClientOf, name: str) -> None:
    collected.send()
    Version.objects.update(file_name=name)
    answer = client_of(collected.side.head).get(file_of(collected, Version.objects.get()))
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert "\n" not in answer.headers["Content-Disposition"]
    assert "X-Evil" not in answer.headers


def test_taking_a_file_is_recorded(collected: Collected, client_of: ClientOf) -> None:
    collected.send()
    client_of(collected.side.head).get(file_of(collected, Version.objects.get()))
    event = Event.objects.get(verb="file.seen")
    assert (event.actor, event.school, event.facts) == (
        collected.side.head.public_id,
        collected.school.public_id,
        {"shown": 6},
    )


def test_what_has_no_file_is_not_found(collected: Collected, client_of: ClientOf) -> None:
    collected.send()
    Version.objects.update(file="")
    assert client_of(collected.side.head).get(file_of(collected, Version.objects.get())).status_code == 404


@pytest.mark.parametrize("role", ["other_head", "trust_lead", "twin_officer", "twin_head", "stranger", "operator"])
def test_to_everybody_else_there_is_no_such_file(
    season: Season, collected: Collected, client_of: ClientOf, role: str
) -> None:
    collected.send()
    address = file_of(collected, Version.objects.get())
    assert client_of(getattr(season, role)).get(address).status_code == 404
    assert not Event.objects.filter(verb="file.seen").exists()


def test_another_requests_file_is_not_found_here(season: Season, collected: Collected, client_of: ClientOf) -> None:
    collected.send()
    version = Version.objects.get().public_id
    address = f"/schools/{season.other_school.public_id}/requests/{collected.request.public_id}/sent/{version}/file/"
    assert client_of(season.officer).get(address).status_code == 404


def test_however_much_was_sent_the_page_asks_the_database_as_little(
    collected: Collected, there: str, client_of: ClientOf, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        collected.send(results_file(collected.entries, without=(number,)), f"{number}.xml")
        collected.send(results_file(collected.entries, estab="2002", without=(number,)), "theirs.xml")
    browser = client_of(collected.side.reader)
    with django_assert_max_num_queries(15):
        browser.get(f"{there}sent/")
