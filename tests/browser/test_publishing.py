"""An officer makes, looks at and publishes reports; the school is told and takes them; nobody else does."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from muster.portal.organisations.models import Person
from muster.portal.publishing.actions.releasing import WORK as RELEASES
from muster.portal.publishing.actions.runs import WORK as RUNS
from tests.browser.looking import look
from tests.browser.walking import follow, link_in, mail_to, main, signed_in
from tests.portal.pages_of_the_authority.reports.publishing_to import Publishing, publishing
from tests.portal.publishing.given import work_off
from tests.portal.season import Season
from tests.portal.servers.portal import Served


@pytest.fixture
def both(season: Season) -> Publishing:
    """Two accepted schools, and one that has sent nothing."""
    return publishing(season)


def test_reports_are_made_looked_at_published_and_fetched(
    page: Page, portal: Served, season: Season, both: Publishing, settings: LazySettings, tmp_path: Path
) -> None:
    settings.PORTAL_ADDRESS = portal.address
    signed_in(page, portal, season.officer)
    page.goto(portal.at(both.at()[: -len("reports/")]))
    follow(page, "Reports to schools")
    _make(page)
    _look_at_one(page)
    _publish(page)
    _fetch(page, portal, season.head, tmp_path)
    _others_do_not(page, portal, both)


def _make(page: Page) -> None:
    follow(page, "Make reports of all accepted results")
    look(page, "reports being made")
    assert "0 of 2 schools’ reports have been made." in main(page)
    work_off(RUNS)
    follow(page, "Update the page")
    assert "2 made" in main(page)
    look(page, "reports made")


def _look_at_one(page: Page) -> None:
    follow(page, "Beech Lane Infant School")
    look(page, "reports of a school")
    follow(page, "School summary")
    assert "This report is not published: the school does not have it." in main(page)
    page.go_back()
    page.go_back()


def _publish(page: Page) -> None:
    follow(page, "Publish reports")
    look(page, "reports to publish")
    follow(page, "Continue")
    assert "Publish the reports of 2 schools?" in main(page)
    look(page, "reports to confirm")
    follow(page, "Publish them now")
    work_off(RELEASES)
    follow(page, "Look again")
    assert "published the reports of 2 schools" in main(page)
    look(page, "reports published")


def _fetch(page: Page, portal: Served, head: Person, folder: Path) -> None:
    address = link_in(mail_to(head.email, "report_ready"), "/requests/")
    page.context.clear_cookies()
    signed_in(page, portal, head)
    page.goto(address)
    assert "Reports ready" in page.inner_text("h1")
    follow(page, "Get your reports")
    look(page, "final reports")
    with page.expect_download() as downloading:
        page.get_by_role("link", name="School summary, edition 1").first.click()
    kept = folder / downloading.value.suggested_filename
    downloading.value.save_as(kept)
    assert kept.name.startswith("100001_")
    assert kept.read_bytes().startswith(b"%PDF")


def _others_do_not(page: Page, portal: Served, both: Publishing) -> None:
    own = page.url
    for person, address, status in (
        (both.season.other_head, own, 404),
        (both.season.adviser, portal.at(both.at("publish/")), 403),
        (both.season.adviser, portal.at(both.at("unfetched/")), 200),
    ):
        page.context.clear_cookies()
        signed_in(page, portal, person)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == status
    look(page, "reports not fetched")
    assert "1 school has reports that were published" in main(page)
