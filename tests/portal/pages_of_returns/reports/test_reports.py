"""The page of a school's reports: who sees it, what it says meanwhile, and what is given out."""

from datetime import timedelta

import pytest
from django.http import HttpResponse, HttpResponseBase
from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock, files
from muster.portal.publishing.due import due_of
from muster.portal.publishing.models import Build, Edition
from muster.portal.pupils.actions import erase
from muster.portal.returns.models import Result, Return
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.filed import ask_for_file
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.results.conftest import address
from tests.portal.publishing.made import confirm_and_make, content, make, newest
from tests.portal.returns.signed import confirmed, withdrawn
from tests.portal.season import CANARY, Season


@pytest.fixture
def collected(season: Season) -> Collected:
    found = collect(season)
    found.send()
    return found


@pytest.fixture
def head(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.head)


def page(browser: Client, collected: Collected) -> HttpResponse:
    answer = browser.get(address(collected, "reports/"))
    assert isinstance(answer, HttpResponse)
    return answer


def take(browser: Client, collected: Collected, edition: Edition) -> HttpResponseBase:
    return browser.get(address(collected, f"reports/{edition.public_id}/pdf/"))


SEE = ("head", "signer", "sender", "reader", "officer", "manager", "pupil_adviser")
MAY_NOT = {"adviser": 403, "other_head": 404, "trust_lead": 404, "twin_head": 404, "twin_officer": 404, "stranger": 404}


@pytest.mark.parametrize("who", SEE)
def test_those_who_see_pupils_take_both_reports(
    season: Season, collected: Collected, client_of: ClientOf, who: str
) -> None:
    made = confirm_and_make(collected)
    browser = client_of(getattr(season, who))
    shown = text(page(browser, collected))
    assert "School summary, edition 1" in shown
    assert "Pupil-level report, edition 1" in shown
    for one in made:
        answer = take(browser, collected, one)
        assert answer.headers["Content-Type"] == "application/pdf"
        assert getattr(answer, "content", b"") == content(one)


@pytest.mark.parametrize(("who", "status"), MAY_NOT.items())
def test_nobody_else_does(season: Season, collected: Collected, client_of: ClientOf, who: str, status: int) -> None:
    confirm_and_make(collected)
    browser = client_of(getattr(season, who))
    assert page(browser, collected).status_code == status
    assert take(browser, collected, newest(collected)).status_code == status
    assert not Event.objects.filter(verb="report.taken").exists()


def test_nobody_is_asked_to_sign_in(collected: Collected, client_of: ClientOf) -> None:
    confirm_and_make(collected)
    assert page(client_of(None), collected).status_code == 302
    assert take(client_of(None), collected, newest(collected)).status_code == 302


def test_another_school_s_report_is_not_found_at_one_s_own_address(
    season: Season, collected: Collected, client_of: ClientOf
) -> None:
    confirm_and_make(collected)
    twin = collect(season.twin)
    twin.send()
    assert take(client_of(season.twin_head), twin, newest(collected)).status_code == 404


def test_that_it_is_taken_is_recorded_without_a_name(head: Client, collected: Collected) -> None:
    confirm_and_make(collected)
    take(head, collected, newest(collected))
    event = Event.objects.get(verb="report.taken")
    assert (event.actor, event.school) == (collected.side.head.public_id, collected.school.public_id)
    assert event.facts == {"kind": "pupils", "number": 1}


def test_it_is_saved_under_a_name_that_begins_with_the_urn(head: Client, collected: Collected) -> None:
    confirm_and_make(collected)
    said = take(head, collected, newest(collected)).headers["Content-Disposition"]
    assert f'attachment; filename="{collected.school.urn}_' in said
    assert CANARY not in said


def test_a_school_that_has_not_confirmed_is_told_that_it_gets_none(head: Client, collected: Collected) -> None:
    Collection.objects.update(last_week=clock.today() + timedelta(days=9))
    answer = page(head, collected)
    assert "your school has not confirmed its results" in text(answer)
    assert "Refresh" not in answer.headers


def test_a_file_collection_has_none(season: Season, client_of: ClientOf) -> None:
    filed = ask_for_file(season)
    where = f"/schools/{season.school.public_id}/requests/{filed.request.public_id}/reports/"
    assert client_of(season.head).get(where).status_code == 404


def test_while_they_are_made_the_page_looks_again_by_itself(head: Client, collected: Collected) -> None:
    confirmed(collected)
    answer = page(head, collected)
    assert "Your reports are being made" in text(answer)
    assert answer.headers["Refresh"] == "3"
    make(collected)
    assert "Refresh" not in page(head, collected).headers


def test_stale_ones_are_marked_and_newer_ones_replace_them(head: Client, collected: Collected) -> None:
    confirm_and_make(collected)
    collected.send(results_file(collected.entries, {2: {"maths": "GDS"}}))
    confirmed(collected)
    shown = text(page(head, collected))
    assert "New ones are being made" in shown
    assert shown.count("Out of date") == 2
    make(collected)
    shown = text(page(head, collected))
    assert "edition 2" in shown
    assert shown.index("Earlier reports") < shown.index("Out of date")
    assert shown.count("Out of date") == 2
    assert shown.count("Replaced by edition 2, made ") == shown.count(": something that it tells has changed.") == 2


def test_after_a_withdrawal_they_are_out_of_date(head: Client, collected: Collected) -> None:
    confirm_and_make(collected)
    withdrawn(collected)
    shown = text(page(head, collected))
    assert "The confirmation was withdrawn" in shown
    assert shown.count("Out of date") == 2


def test_that_they_could_not_be_made_is_said(head: Client, collected: Collected) -> None:
    confirmed(collected)
    kept = collected.school_return()
    found = due_of(Return.objects.filter(pk=kept.pk))
    assert found is not None
    Build.objects.create(authority=kept.authority, school_return=kept, wanted=found.made_of, stopped_at=clock.now())
    answer = page(head, collected)
    assert "Your reports could not be made" in text(answer)
    assert "Refresh" not in answer.headers


def test_a_report_that_names_a_pupil_who_was_erased_is_not_given_out(head: Client, collected: Collected) -> None:
    summary, pupils = confirm_and_make(collected)
    erase(acting(collected.side.officer), collected.side.authority, [Result.objects.get(place=3).child])
    assert take(head, collected, pupils).status_code == 404
    assert take(head, collected, summary).status_code == 200
    make(collected)
    assert take(head, collected, newest(collected)).status_code == 200


def test_a_file_that_is_gone_is_said_and_not_recorded(head: Client, collected: Collected) -> None:
    confirm_and_make(collected)
    files.delete(newest(collected).file)
    answer = head.get(address(collected, f"reports/{newest(collected).public_id}/pdf/"), follow=True)
    assert "is not where it was kept" in text(answer)
    assert not Event.objects.filter(verb="report.taken").exists()


@pytest.mark.parametrize("of", ["", "receipt/", "results/"])
def test_the_return_s_pages_lead_there(head: Client, collected: Collected, of: str) -> None:
    confirmed(collected)
    assert address(collected, "reports/") in head.get(address(collected, of)).content.decode()


def test_the_officer_s_page_of_the_return_leads_there(
    season: Season, collected: Collected, client_of: ClientOf
) -> None:
    where = f"/authority/schools/{collected.school.public_id}/returns/{collected.request.public_id}/"
    officer = client_of(season.officer)
    assert address(collected, "reports/") not in officer.get(where).content.decode()
    confirmed(collected)
    assert address(collected, "reports/") in officer.get(where).content.decode()
