"""Reports published on the officer's pages: confirmed before, now or at an hour, called off; who has not fetched."""

import html
import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from muster.portal.foundation import clock
from muster.portal.foundation.once import new_key
from muster.portal.outbox.models import Mail
from muster.portal.publishing.models import Edition, Release
from tests.portal.answers import text
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.reports.publishing_to import Publishing, publishing, work_off
from tests.portal.season import Season

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@pytest.fixture
def both(season: Season) -> Publishing:
    found = publishing(season)
    found.make()
    return found


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def said(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return html.unescape(text(answer))


def everybody(both: Publishing) -> list[str]:
    return [both.season.school.public_id, both.season.other_school.public_id]


def later(hours: int) -> dict[str, str]:
    there = (clock.now() + timedelta(hours=hours)).astimezone(clock.LONDON)
    return {"when": "later", "day": f"{there:%d/%m/%Y}", "time": f"{there:%H:%M}"}


def look_through(client: Client, both: Publishing, schools: list[str], **when: str) -> str:
    return said(client.post(both.at("publish/"), {"schools": schools, "when": "now", "once": new_key(), **when}))


def press(client: Client, both: Publishing, page: str) -> HttpResponse:
    """Send what the confirm page sends again."""
    sent: dict[str, list[str]] = {}
    for name, value in HIDDEN.findall(page):
        sent.setdefault(name, []).append(value)
    answer = client.post(both.at("publish/"), {**sent, "do": "publish"}, follow=True)
    assert isinstance(answer, HttpResponse)
    return answer


def test_what_is_made_is_offered_ticked(both: Publishing, officer: Client) -> None:
    page = said(officer.get(both.at("publish/")))
    assert "The reports of 2 schools are made and not published." in page
    assert page.count(" checked>") == 3  # two schools, and "now"
    assert "Dale Academy" not in page
    both.publish()
    assert "No reports are made and not published." in said(officer.get(both.at("publish/")))


def test_the_confirm_page_says_how_many_and_which_are_left_out_and_why(both: Publishing, officer: Client) -> None:
    page = look_through(officer, both, [both.season.other_school.public_id])
    assert "Publish the reports of 1 school?" in page
    assert "They are published at once." in page
    assert re.search(r"Not chosen: 1 school<.*Beech Lane", page, re.DOTALL)
    assert re.search(r"Results not accepted: 1 school<.*Dale Academy", page, re.DOTALL)
    assert not Release.objects.exists()


def test_it_is_published_at_once_and_the_schools_are_told(both: Publishing, officer: Client) -> None:
    press(officer, both, look_through(officer, both, everybody(both)))
    release = Release.objects.get()
    waiting = officer.get(both.at(f"releases/{release.public_id}/"))
    assert "are being published, as " in said(waiting)
    assert "Call it off" not in said(waiting)
    assert waiting.headers["Refresh"] == "3"
    work_off(release)
    answer = officer.get(both.at(f"releases/{release.public_id}/"))
    assert "Refresh" not in answer.headers
    page = said(answer)
    assert f"{both.season.officer.name} published the reports of 2 schools" in page
    assert "waiting to be sent" in page
    assert "Canal Street Primary School" in page
    assert both.one.school_return().has_reports
    assert Mail.objects.filter(batch=release.public_id, school=both.season.school.public_id).exists()


def test_pressing_twice_publishes_once(both: Publishing, officer: Client) -> None:
    page = look_through(officer, both, everybody(both))
    press(officer, both, page)
    press(officer, both, page)
    assert Release.objects.count() == 1


def test_a_second_officer_who_is_late_is_told(both: Publishing, officer: Client, client_of: ClientOf) -> None:
    manager = client_of(both.season.manager)
    page = look_through(manager, both, everybody(both))
    press(officer, both, look_through(officer, both, everybody(both)))
    assert "There is a problem" in said(press(manager, both, page)) or Release.objects.count() == 1


def test_it_is_set_for_an_hour_and_called_off(both: Publishing, officer: Client) -> None:
    page = look_through(officer, both, everybody(both), **later(3))
    assert "Until then you can call it off." in page
    press(officer, both, page)
    release = Release.objects.get()
    assert release.at > clock.now() + timedelta(hours=2)
    assert "Set to be published" in said(officer.get(both.at()))
    assert "Will be published" in said(officer.get(both.at()))
    off = both.at(f"releases/{release.public_id}/off/")
    assert "It is called off. Nothing is published" in said(officer.post(off, follow=True))
    assert f"{both.season.officer.name} called this off on" in said(officer.post(off, follow=True))
    page = said(officer.get(both.at(f"releases/{release.public_id}/")))
    assert f"{both.season.officer.name} called it off on" in page
    assert not both.one.school_return().has_reports
    assert "The reports of 2 schools are made and not published." in said(officer.get(both.at("publish/")))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"schools": []}, "Tick the schools whose reports to publish."),
        ({"schools": ["nosuchschoolhere"]}, "has no reports to publish any more"),
        ({"when": "later"}, "Enter the day on which the reports are to be published."),
        ({"when": "later", "day": "next week"}, "There is a problem"),
        ({"when": ""}, "Choose an answer to “When?”"),
    ],
)
def test_what_cannot_be_is_said(both: Publishing, officer: Client, given: dict[str, object], sentence: str) -> None:
    sent = {"schools": everybody(both), "when": "now", "time": "", "once": new_key(), **given}
    assert sentence in said(officer.post(both.at("publish/"), sent))
    assert not Release.objects.exists()


def test_a_moment_that_has_passed_is_refused(both: Publishing, officer: Client) -> None:
    page = look_through(officer, both, everybody(both), **later(-3))
    assert "There is a problem" in said(press(officer, both, page))
    assert not Release.objects.exists()


def test_what_is_out_of_date_by_the_hour_is_left_out_and_said(both: Publishing, officer: Client) -> None:
    press(officer, both, look_through(officer, both, everybody(both)))
    both.change()
    release = Release.objects.get()
    work_off(release)
    page = said(officer.get(both.at(f"releases/{release.public_id}/")))
    assert "published the reports of 1 school" in page
    assert "Beech Lane Infant School: what the reports tell has changed since they were made" in page


def test_who_has_not_fetched_is_listed_and_reminded_once_a_day(
    both: Publishing, officer: Client, client_of: ClientOf
) -> None:
    assert "No reports were published yet." in said(officer.get(both.at("unfetched/")))
    both.publish()
    assert "2 schools have reports that were published" in said(officer.get(both.at("unfetched/")))
    report, head = both.edition(Edition.Kind.SUMMARY), client_of(both.season.head)
    at = f"/schools/{both.season.school.public_id}/requests/{both.one.request.public_id}/reports/"
    assert head.get(f"{at}{report.public_id}/").status_code == 200
    page = said(officer.get(both.at("unfetched/")))
    assert "Beech Lane Infant School" not in page
    assert "Canal Street Primary School" in page
    assert "(1 of 2)" in said(officer.get(both.at()))
    assert "1 school is written to." in said(officer.post(both.at("unfetched/remind/"), follow=True))
    assert Mail.objects.filter(template="report_waiting").exists()
    number = Mail.objects.count()
    officer.post(both.at("unfetched/remind/"))
    assert Mail.objects.count() == number


def test_a_release_of_another_authority_is_not_there(both: Publishing, client_of: ClientOf) -> None:
    release = both.publish()
    where = both.at(f"releases/{release.public_id}/")
    assert client_of(both.season.adviser).get(where).status_code == 200
    assert client_of(both.season.twin_officer).get(where).status_code == 404
    assert client_of(both.season.head).get(where).status_code == 403
    assert client_of(None).get(where).status_code == 302
    assert client_of(both.season.officer).get(both.at("releases/nosuchreleasehere/")).status_code == 404


def test_that_it_could_not_be_published_is_said_and_it_is_offered_again(both: Publishing, officer: Client) -> None:
    press(officer, both, look_through(officer, both, everybody(both)))
    Release.objects.update(stopped_at=clock.now())
    release = Release.objects.get()
    page = said(officer.get(both.at(f"releases/{release.public_id}/")))
    assert "These reports could not be published, and nobody was written to." in page
    assert "Call it off" not in page
    assert "could not be published" in said(officer.get(both.at()))
    assert "The reports of 2 schools are made and not published." in said(officer.get(both.at("publish/")))


def test_its_pages_ask_no_more_for_more_schools(
    both: Publishing, officer: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    both.publish(both.one)
    for page, queries in (("publish/", 12), ("choose/", 12), ("unfetched/", 12)):
        officer.get(both.at(page))
        with django_assert_num_queries(queries):
            officer.get(both.at(page))
