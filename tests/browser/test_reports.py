"""A head takes the school's reports: not there, being made, there, out of date. Walked, and looked at."""

import re
from pathlib import Path

from playwright.sync_api import Page

from muster.portal.foundation import work
from muster.portal.publishing.actions.building import WORK
from tests.browser.looking import look, with_and_without_scripts
from tests.browser.walking import signed_in
from tests.portal.collected import Collected, collect, results_file
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season
from tests.portal.servers.portal import Served


@with_and_without_scripts
def test_a_head_waits_for_the_reports_and_takes_them(
    page: Page, portal: Served, season: Season, tmp_path: Path
) -> None:
    collected = collect(season)
    collected.send()
    signed_in(page, portal, season.head)
    page.goto(portal.at(f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/"))
    page.get_by_role("link", name="Reports that your school gets back").click()
    look(page, "reports none")
    confirmed(collected)
    page.reload()
    assert "being made" in page.inner_text("main")
    _make(collected)
    page.get_by_role("link", name="School summary, edition 1 (PDF").wait_for()  # the page looks again by itself
    look(page, "reports")
    _take(page, tmp_path)
    _look_at_each(page)
    collected.send(results_file(collected.entries, {2: {"maths": "GDS"}}))
    confirmed(collected)
    _make(collected)
    page.reload()
    look(page, "reports of two editions")
    assert page.get_by_text("Out of date").count() == 2


def _make(collected: Collected) -> None:
    assert work.do(WORK, collected.school_return().public_id)


def _take(page: Page, folder: Path) -> None:
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Pupil-level report, edition 1 (PDF").click()
    kept = folder / downloading.value.suggested_filename
    downloading.value.save_as(kept)
    assert kept.name.startswith("100001_")
    assert kept.read_bytes().startswith(b"%PDF")


def _look_at_each(page: Page) -> None:
    for kind in ("School summary", "Pupil-level report"):
        page.get_by_role("link", name=re.compile(f"Look at it here.*{kind}, edition 1")).click()
        look(page, f"report on the screen, {kind.lower()}")
        assert page.get_by_role("heading", level=1).count() == 1
        page.get_by_role("link", name="Your reports").click()
