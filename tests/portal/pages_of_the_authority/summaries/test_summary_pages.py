"""The authority summary's pages: made by officers, looked at by advisers, found by nobody else; every look recorded."""

from http import HTTPStatus

import pytest

from muster.portal.audit.models import Event
from muster.portal.foundation import files, work
from muster.portal.publishing.actions.summaries import WORK
from tests.core.reporting.reading_sheets import read_sheets, sheets_of
from tests.portal.answers import text
from tests.portal.benchmarks.test_comparing import five_accepted
from tests.portal.collected import Collected, collect
from tests.portal.fixtures import ClientOf
from tests.portal.publishing.several import make_summary, newest_build, paper_in, summaries
from tests.portal.returned import accepted
from tests.portal.season import CANARY, Season

WHO = [
    *[(one, HTTPStatus.OK) for one in ("officer", "adviser", "pupil_adviser")],
    ("head", HTTPStatus.FORBIDDEN),
    ("trust_lead", HTTPStatus.FORBIDDEN),
]


@pytest.fixture
def collected(season: Season) -> Collected:
    return five_accepted(season)


def one_accepted(season: Season) -> Collected:
    """One school, accepted."""
    found = collect(season)
    accepted(found)
    return found


def at(collected: Collected, page: str = "") -> str:
    return f"/authority/collections/{collected.collection.public_id}/reports/authority/{page}"


@pytest.mark.parametrize(("who", "status"), WHO)
def test_who_looks(season: Season, client_of: ClientOf, who: str, status: HTTPStatus) -> None:
    collected, client = one_accepted(season), client_of(getattr(season, who))
    named = make_summary(season.officer, collected.collection)[0].public_id
    for page in ("", f"{named}/", f"{named}/report.pdf", f"{named}/report.xlsx"):
        assert client.get(at(collected, page)).status_code == status


def test_nobody_signs_in_first_and_the_twins_officer_finds_nothing(season: Season, client_of: ClientOf) -> None:
    collected = one_accepted(season)
    assert client_of(None).get(at(collected))["Location"].startswith("/sign-in/")
    named = make_summary(season.officer, collected.collection)[0].public_id
    for page in ("", f"{named}/", f"{named}/report.pdf"):
        assert client_of(season.twin.officer).get(at(collected, page)).status_code == HTTPStatus.NOT_FOUND


def test_an_officer_has_it_made_and_the_page_waits_for_it(season: Season, client_of: ClientOf) -> None:
    collected = one_accepted(season)
    officer = client_of(season.officer)
    assert officer.post(at(collected, "make/"))["Location"] == at(collected)
    waiting = officer.get(at(collected))
    assert waiting.headers["Refresh"] == "3"
    assert "A report is being made" in text(waiting)
    assert work.do(WORK, newest_build().public_id)
    ready = officer.get(at(collected))
    assert "Refresh" not in ready.headers
    assert "Authority summary for publication, number 1" in text(ready)


def test_an_adviser_has_none_made(season: Season, client_of: ClientOf) -> None:
    collected = one_accepted(season)
    adviser = client_of(season.adviser)
    assert adviser.post(at(collected, "make/")).status_code == HTTPStatus.FORBIDDEN
    assert "Make the report" not in text(adviser.get(at(collected)))


def test_it_says_that_nothing_is_accepted_or_that_nothing_changed(season: Season, client_of: ClientOf) -> None:
    collected = collect(season)
    officer = client_of(season.officer)
    assert "No school’s results are accepted yet" in text(officer.get(at(collected)))
    assert "nothing to make a report of" in text(officer.post(at(collected, "make/"), follow=True))


def test_where_nothing_has_changed_it_says_so(season: Season, client_of: ClientOf) -> None:
    collected = one_accepted(season)
    make_summary(season.officer, collected.collection)
    make_summary(season.officer, collected.collection)
    assert "Nothing that the newest report tells has changed" in text(client_of(season.officer).get(at(collected)))


def test_the_page_the_pdf_and_the_workbook_say_the_same(
    season: Season, client_of: ClientOf, collected: Collected
) -> None:
    made = make_summary(season.officer, collected.collection)[0]
    adviser = client_of(season.adviser)
    said = text(adviser.get(at(collected, f"{made.public_id}/")))
    assert "Key stage 1 results 2026: Northshire" in said
    assert "67% (20 of 30)" in said
    assert f"Pupil{CANARY}" not in said
    pdf = adviser.get(at(collected, f"{made.public_id}/report.pdf"))
    assert pdf.content == files.get(season.authority.public_id, made.file)
    assert made.name in pdf["Content-Disposition"]
    sheets = read_sheets(adviser.get(at(collected, f"{made.public_id}/report.xlsx")).content)
    assert list(sheets.values()) == list(sheets_of(paper_in(made)).values())


def test_each_look_is_recorded(season: Season, client_of: ClientOf) -> None:
    collected = one_accepted(season)
    made = make_summary(season.officer, collected.collection)[0]
    adviser = client_of(season.adviser)
    for page in ("", "report.pdf", "report.xlsx"):
        adviser.get(at(collected, f"{made.public_id}/{page}"))
    seen = Event.objects.filter(verb="summary.taken", actor=season.adviser.public_id)
    assert seen.count() == 3


def test_a_report_that_is_not_where_it_was_kept_says_so(season: Season, client_of: ClientOf) -> None:
    collected = one_accepted(season)
    made = make_summary(season.officer, collected.collection)[0]
    for name in (made.file, made.paper):
        files.delete(name)
    officer = client_of(season.officer)
    for page in ("", "report.pdf", "report.xlsx"):
        said = text(officer.get(at(collected, f"{made.public_id}/{page}"), follow=True))
        assert "not where it was kept" in said
    assert not Event.objects.filter(verb="summary.taken").exists()


def test_the_collections_page_leads_to_it(season: Season, client_of: ClientOf) -> None:
    collected = one_accepted(season)
    answer = client_of(season.officer).get(f"/authority/collections/{collected.collection.public_id}/")
    assert at(collected).encode() in answer.content
    assert len(summaries(collected.collection)) == 0
