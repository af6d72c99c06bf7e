"""An officer takes results and CTFs away, downloads what was made, and finds a pupil in the log."""

import zipfile
from pathlib import Path

from playwright.sync_api import Page

from muster.portal.casework.models import Export
from muster.portal.foundation import work
from tests.browser.looking import look, with_scripts_first
from tests.browser.walking import follow, signed_in
from tests.portal.casework.exported import Exporting, accepted, exporting
from tests.portal.season import Season
from tests.portal.servers.portal import Served


@with_scripts_first
def test_results_are_taken_away_and_a_pupil_found_in_the_log(
    page: Page, portal: Served, season: Season, tmp_path: Path
) -> None:
    both = exporting(season)
    accepted(both.other, season.other_head)
    signed_in(page, portal, season.officer)
    page.goto(portal.at(f"/authority/collections/{both.one.collection.public_id}/"))
    follow(page, "Take away")
    look(page, "take away")
    _ask_for_ctfs(page)
    look(page, "export waiting")
    assert work.do("exports", Export.objects.get().public_id)
    follow(page, "See how far it is now")
    look(page, "export ready")
    _download(page, tmp_path)
    page.get_by_role("link", name="Take away").click()
    page.wait_for_url("**/exports/")
    assert "First downloaded" in page.locator("main").inner_text()
    look(page, "take away with one file")
    _find_in_the_log(page, portal, both)


def _ask_for_ctfs(page: Page) -> None:
    form = page.locator("form").filter(has_text="Those that changed since they were last downloaded")
    form.get_by_label("All that are accepted").focus()
    page.keyboard.press("ArrowDown")
    assert form.get_by_label("Those that changed").is_checked()
    with page.expect_navigation():
        form.get_by_role("button", name="Make the CTFs").press("Enter")


def _download(page: Page, folder: Path) -> None:
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download").click()
    kept = folder / downloading.value.suggested_filename
    downloading.value.save_as(kept)
    with zipfile.ZipFile(kept) as archive:
        assert archive.namelist() == ["3302002_CTF_330LLLL_001.xml"]
    page.reload()


def _find_in_the_log(page: Page, portal: Served, both: Exporting) -> None:
    page.goto(portal.at("/authority/"))
    follow(page, "The log")
    look(page, "log")
    page.get_by_text("Find what was done about one pupil").click()
    page.get_by_label("UPN").fill(both.other.entries[0].upn)
    follow(page, "Find the pupil")
    look(page, "log of a pupil")
    said = page.locator("main").inner_text()
    assert "downloaded an export" in said
    assert both.other.entries[0].upn not in page.url
    page.goto(portal.at("/authority/log/?school=canal"))
    page.get_by_text("Find what was done about one pupil").click()
    follow(page, "Choose a pupil of Canal Street Primary School")
    look(page, "log choose a pupil")
