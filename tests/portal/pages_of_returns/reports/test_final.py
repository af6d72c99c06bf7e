"""The school's page once reports are final: published or late, asked for, or none because nothing was sent."""

import html
from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from muster.portal.casework.models import Enquiry
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.publishing.models import Edition
from tests.portal.answers import text
from tests.portal.collected import Collected, collect
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.results.conftest import address
from tests.portal.publishing.given import accepted_schools, finals, publish, run
from tests.portal.publishing.made import make
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    """An accepted school."""
    (found,) = accepted_schools(season)
    return found


@pytest.fixture
def head(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.head)


def page(browser: Client, collected: Collected, of: str = "reports/") -> str:
    answer = browser.get(address(collected, of))
    assert isinstance(answer, HttpResponse)
    return html.unescape(text(answer))


def last_week(collected: Collected, days: int = -1) -> date:
    """Let the last week of term begin so many days from now."""
    monday = clock.today() + timedelta(days=days)
    Collection.objects.filter(pk=collected.collection.pk).update(last_week=monday)
    return monday


def test_final_ones_are_seen_once_they_are_published(head: Client, collected: Collected) -> None:
    make(collected)
    run(collected)
    last_week(collected, 20)
    summary = next(one for one in finals(collected) if one.kind == Edition.Kind.SUMMARY)
    shown = page(head, collected)
    assert "provisional" in shown
    assert "Final reports" not in shown
    assert summary.public_id not in shown
    publish(collected)
    shown = page(head, collected)
    assert "These reports are <strong>final</strong>: Northshire has published them." in shown
    assert summary.public_id in shown
    assert shown.index("Final reports") < shown.index("School summary for publication") < shown.index("Earlier reports")
    assert "late" not in shown.split("<main", 1)[1].split("</main")[0]


def test_provisional_ones_of_the_same_results_are_replaced_and_not_out_of_date(
    head: Client, collected: Collected
) -> None:
    make(collected)
    run(collected)
    publish(collected)
    shown = page(head, collected)
    assert shown.count("Replaced</strong>") == 2
    assert "Replaced by edition 2, made " in shown
    assert "Out of date" not in shown


def test_the_state_says_so_and_the_next_step_leads_there(head: Client, collected: Collected) -> None:
    run(collected)
    assert "Reports ready" not in page(head, collected, "")
    publish(collected)
    shown = page(head, collected, "")
    assert "Reports ready" in shown
    assert "Get your reports" in shown


def test_what_changed_since_is_marked(head: Client, collected: Collected) -> None:
    run(collected)
    publish(collected)
    Collection.objects.filter(pk=collected.collection.pk).update(science=False)
    shown = page(head, collected)
    assert "Something that they tell has changed since, so new final ones are to come." in shown
    assert shown.count("Out of date") == 3


def test_late_ones_are_said_to_be_late_and_asked_for_once(head: Client, collected: Collected) -> None:
    last_week(collected, 1)
    assert "are late" not in page(head, collected)
    last_week(collected, 0)
    shown = page(head, collected)
    assert "Your school’s final reports are late" in shown
    assert "Northshire knows that yours are not published" in shown
    assert "they are late, and Northshire knows" in page(head, collected, "")
    answer = head.post(address(collected, "reports/ask/"), follow=True)
    assert "The data team of Northshire has your question." in html.unescape(text(answer))
    shown = page(head, collected)
    enquiry = Enquiry.objects.get()
    assert f"Your school asked where they are on {clock.in_words(enquiry.made_at)}" in shown
    assert enquiry.spoken_reference in shown
    assert "Ask where they are" not in shown
    head.post(address(collected, "reports/ask/"))
    assert Enquiry.objects.count() == 1


def test_nobody_asks_before_the_week_or_for_another_school(
    season: Season, head: Client, collected: Collected, client_of: ClientOf
) -> None:
    last_week(collected, 3)
    head.post(address(collected, "reports/ask/"))
    last_week(collected)
    who = ((season.officer, 403), (season.adviser, 403), (season.other_head, 404), (season.twin_head, 404))
    for person, status in who:
        assert client_of(person).post(address(collected, "reports/ask/")).status_code == status
    assert client_of(None).post(address(collected, "reports/ask/")).status_code == 302
    assert not Enquiry.objects.exists()
    assert "Ask where they are" not in page(client_of(season.officer), collected)
    assert "Ask where they are" in page(client_of(season.reader), collected)


def test_a_school_that_sent_nothing_is_told_that_it_gets_none(season: Season, head: Client) -> None:
    collected = collect(season)
    monday = last_week(collected)
    assert f"by the week of {monday.day} {monday:%B %Y}, so there are no reports for it." in page(head, collected)
    answer = head.post(address(collected, "reports/ask/"), follow=True)
    assert "The data team" not in text(answer).split("<main", 1)[1].split("</main", 1)[0]
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("of", ["summary", "pupils", "publication"])
def test_the_wrong_school_gets_no_final_report(
    season: Season, collected: Collected, client_of: ClientOf, of: str
) -> None:
    run(collected)
    found = next(one for one in finals(collected) if one.kind == of)
    where = address(collected, f"reports/{found.public_id}/")
    assert client_of(season.head).get(where).status_code == 404  # before it is published
    publish(collected)
    assert client_of(season.head).get(where).status_code == 200
    assert client_of(season.other_head).get(where).status_code == 404
    assert client_of(season.twin_head).get(where).status_code == 404
    assert client_of(season.adviser).get(where).status_code == 403


def test_final_ones_of_what_is_in_force_wait_for_no_provisional_ones(head: Client, collected: Collected) -> None:
    run(collected)
    publish(collected)
    answer = head.get(address(collected, "reports/"))
    assert "being made" not in text(answer)
    assert "Refresh" not in answer.headers
    assert "Out of date" not in text(answer)


def test_provisional_ones_that_were_made_before_the_final_ones_were_published_are_earlier_ones(
    head: Client, collected: Collected
) -> None:
    run(collected)
    make(collected)
    publish(collected)
    shown = page(head, collected)
    assert "These reports are <strong>final</strong>" in shown
    assert "has not published final ones" not in shown
    assert shown.index("School summary, edition 1") < shown.index("Earlier reports")
    assert shown.index("Earlier reports") < shown.index("School summary, edition 2")
