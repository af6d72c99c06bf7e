"""The pages of reports: who sees the table, what makes them, what is looked at before it is published."""

import html
import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from muster.portal.audit.models import Event
from muster.portal.foundation import clock, work
from muster.portal.publishing.actions import runs
from muster.portal.publishing.models import Edition, Run
from tests.portal.answers import text
from tests.portal.filed import ask_for_file
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.reports.publishing_to import Publishing, publishing
from tests.portal.season import CANARY, Season

ROW = re.compile(r'<tr class="govuk-table__row">\s*<th scope="row".*?</tr>', re.DOTALL)
PAGES = ("", "progress/", "unfetched/")


@pytest.fixture
def both(season: Season) -> Publishing:
    return publishing(season)


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def said(answer: object) -> str:
    assert isinstance(answer, HttpResponse)
    return html.unescape(text(answer))


def row_of(page: str, school: str) -> str:
    return next(str(one) for one in ROW.findall(page) if school in one)


@pytest.mark.parametrize("page", PAGES)
def test_people_of_the_authority_look_and_nobody_else(both: Publishing, client_of: ClientOf, page: str) -> None:
    season = both.season
    for who, status in (
        (season.officer, 200), (season.manager, 200), (season.adviser, 200), (season.pupil_adviser, 200),
        (season.twin_officer, 404), (season.head, 403), (season.trust_lead, 403), (season.stranger, 403),
    ):  # fmt: skip
        assert client_of(who).get(both.at(page)).status_code == status
    assert client_of(None).get(both.at(page)).status_code == 302


@pytest.mark.parametrize("who", ["adviser", "pupil_adviser"])
def test_advisers_make_and_publish_nothing(both: Publishing, client_of: ClientOf, who: str) -> None:
    adviser = client_of(getattr(both.season, who))
    both.make()
    page = said(adviser.get(both.at()))
    assert "Make reports" not in page
    assert "Publish reports" not in page
    for at in ("make/", "choose/", "publish/", "unfetched/remind/"):
        assert adviser.post(both.at(at)).status_code == 403
    assert Run.objects.count() == 1


def test_a_manager_makes_reports_too(both: Publishing, client_of: ClientOf) -> None:
    client_of(both.season.manager).post(both.at("make/"), {"which": "all"})
    assert Run.objects.get().by_name == both.season.manager.name


def test_the_table_says_how_far_each_school_s_reports_are(both: Publishing, officer: Client) -> None:
    page = said(officer.get(both.at()))
    assert "2 accepted returns have no published reports." in page
    assert "To be made" in row_of(page, "Beech Lane Infant School")
    assert "Results not accepted" in row_of(page, "Dale Academy")
    both.make()
    both.publish(both.other)
    page = said(officer.get(both.at()))
    assert "1 accepted return has no published reports." in page
    assert "Made, not published" in row_of(page, "Beech Lane Infant School")
    assert "Published" in row_of(page, "Canal Street Primary School")
    assert "Not yet" in row_of(page, "Canal Street Primary School")
    assert CANARY not in page.replace(both.season.officer.name, "")


def test_it_is_narrowed_by_state_and_words(both: Publishing, officer: Client) -> None:
    both.make()
    page = said(officer.get(both.at("?show=not+accepted")))
    assert [name for name in ("Beech", "Canal", "Dale") if name in "".join(ROW.findall(page))] == ["Dale"]
    assert "1 school." in page
    page = said(officer.get(both.at("?q=canal")))
    assert len(ROW.findall(page)) == 1
    assert "No school fits." in said(officer.get(both.at("?q=canal&show=published")))
    assert len(ROW.findall(said(officer.get(both.at("?q=&show=nonsense&page=0"))))) == 3


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (12, "The last week of term begins in 12 days,"),
        (1, "The last week of term begins in 1 day,"),
        (0, "The last week of term begins today,"),
        (-3, "The last week of term has begun,"),
    ],
)
def test_the_days_left_are_said(both: Publishing, officer: Client, days: int, words: str) -> None:
    both.last_week(clock.today() + timedelta(days=days))
    assert words in said(officer.get(both.at()))


def test_making_goes_on_while_nobody_looks_and_says_how_far_it_is(both: Publishing, officer: Client) -> None:
    answer = officer.post(both.at("make/"), {"which": "all"})
    assert answer.headers["Location"] == both.at()
    page = said(officer.get(both.at()))
    assert "0 of 2 schools’ reports have been made." in page
    assert "data-watch" in page
    assert "Make reports of all" not in page
    assert officer.get(both.at("progress/")).json() == {"said": "0 of 2 schools’ reports have been made."}
    assert work.do(runs.WORK, Run.objects.get().public_id)
    page = said(officer.get(both.at()))
    assert f"for {both.season.officer.name}: 2 made." in page
    assert "data-watch" not in page


def test_a_second_press_makes_nothing_twice(both: Publishing, officer: Client) -> None:
    officer.post(both.at("make/"), {"which": "all"})
    page = said(officer.post(both.at("make/"), {"which": "all"}, follow=True))
    assert both.season.officer.name in page
    assert Run.objects.count() == 1


def test_where_nothing_is_accepted_nothing_is_made(season: Season, officer: Client) -> None:
    both = publishing(season)
    for one in (both.one, both.other):
        kept = one.school_return()
        kept.in_force = "confirmed"
        kept.save()
    assert "Make reports" not in said(officer.get(both.at()))
    officer.post(both.at("make/"), {"which": "all"}, follow=True)
    assert not Run.objects.exists()
    assert "No school’s results are accepted yet." in said(officer.get(both.at("choose/")))


def test_schools_are_chosen(both: Publishing, officer: Client) -> None:
    page = said(officer.get(both.at("choose/")))
    assert "Beech Lane Infant School" in page
    assert "Dale Academy" not in page
    assert "Tick the schools whose reports to make." in said(officer.post(both.at("choose/"), {}))
    stranger = officer.post(both.at("choose/"), {"schools": [both.season.academy.public_id]})
    assert "are not accepted any more" in said(stranger)
    officer.post(both.at("choose/"), {"schools": [both.season.other_school.public_id]})
    assert [one.school_return.school for one in Run.objects.get().returns.all()] == [both.season.other_school]
    again = officer.post(both.at("choose/"), {"schools": [both.season.school.public_id]})
    assert "There is a problem" in said(again)


def test_what_changed_is_offered_anew_and_made_alone(both: Publishing, officer: Client) -> None:
    both.make()
    both.publish()
    assert "Make the reports anew" not in said(officer.get(both.at()))
    both.change()
    page = said(officer.get(both.at()))
    assert "Something that the reports of 1 school tell has changed" in page
    assert "Out of date" in row_of(page, "Beech Lane Infant School")
    officer.post(both.at("make/"), {"which": "stale"})
    assert [one.school_return.school for one in Run.objects.latest("pk").returns.all()] == [both.season.school]


def test_any_report_is_looked_at_before_it_is_published(both: Publishing, officer: Client) -> None:
    assert "No final reports of this school were made yet." in said(officer.get(both.of_school()))
    both.make()
    page = said(officer.get(both.of_school()))
    assert "Not published" in page
    assert "The school does not have it." in page
    found = both.edition(Edition.Kind.PUPILS)
    assert "This report is not published" in said(officer.get(both.of_school(f"{found.public_id}/")))
    workbook = officer.get(both.of_school(f"{found.public_id}/xlsx/"))
    assert workbook.headers["Content-Disposition"].endswith('.xlsx"')
    Event.objects.filter(verb="report.taken").delete()
    answer = officer.get(both.of_school(f"{found.public_id}/pdf/"))
    assert getattr(answer, "content", b"").startswith(b"%PDF")
    event = Event.objects.get(verb="report.taken")
    assert (event.actor, event.facts["kind"]) == (both.season.officer.public_id, "pupils")
    both.publish()
    assert "The school has had it since" in said(officer.get(both.of_school()))
    assert "Not yet" in row_of(said(officer.get(both.at())), "Beech Lane Infant School")


def test_an_adviser_looks_at_what_names_no_pupil(both: Publishing, client_of: ClientOf) -> None:
    both.make()
    adviser, pupil_adviser = client_of(both.season.adviser), client_of(both.season.pupil_adviser)
    names, plain = (both.edition(kind) for kind in (Edition.Kind.PUPILS, Edition.Kind.SUMMARY))
    assert names.public_id not in text(adviser.get(both.of_school()))
    assert plain.public_id in text(adviser.get(both.of_school()))
    twin, head = client_of(both.season.twin_officer), client_of(both.season.head)
    for form in ("", "pdf/", "xlsx/"):
        assert adviser.get(both.of_school(f"{plain.public_id}/{form}")).status_code == 200
        assert adviser.get(both.of_school(f"{names.public_id}/{form}")).status_code == 403
        assert pupil_adviser.get(both.of_school(f"{names.public_id}/{form}")).status_code == 200
        assert twin.get(both.of_school(f"{plain.public_id}/{form}")).status_code == 404
        assert head.get(both.of_school(f"{plain.public_id}/{form}")).status_code == 403


def test_a_collection_of_files_alone_has_no_reports(season: Season, officer: Client) -> None:
    filed = ask_for_file(season)
    assert officer.get(f"/authority/collections/{filed.collection.public_id}/reports/").status_code == 404


def test_the_queue_the_home_and_the_collection_lead_there(both: Publishing, officer: Client) -> None:
    both.last_week(clock.today())
    queue = said(officer.get("/authority/queue/"))
    assert "2 accepted returns have no published reports" in queue
    for page in ("/authority/", "/authority/queue/", both.at()[: -len("reports/")]):
        assert both.at() in text(officer.get(page))
    where = f"/authority/schools/{both.one.school.public_id}/returns/{both.one.request.public_id}/"
    assert both.of_school() in text(officer.get(where))
    both.make()
    both.publish()
    assert "no published reports" not in said(officer.get("/authority/queue/"))


def test_its_queries_do_not_grow_with_the_schools(
    both: Publishing, officer: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    both.make()
    both.publish(both.one)
    officer.get(both.at())
    with django_assert_num_queries(16):
        officer.get(both.at())
    with django_assert_num_queries(9):
        officer.get(both.of_school())
