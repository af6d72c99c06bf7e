"""National figures filled in from a spreadsheet, put right, kept and taken back, as an officer does it."""

from playwright.sync_api import Page

from muster.portal.collecting.practice import Benchmarks, Practice
from tests.browser.looking import look, with_and_without_scripts
from tests.browser.walking import follow, main, signed_in
from tests.portal.collected import collect
from tests.portal.season import Season
from tests.portal.servers.portal import Served

ROWS = "subject,measure,group,value\nreading,exs_plus,,71\nreading,gds,,20\n"


@with_and_without_scripts
def test_emerging_figures_are_filled_in_put_right_kept_and_taken_back(
    page: Page, portal: Served, season: Season
) -> None:
    collected = collect(season, Practice(benchmarks=Benchmarks.AUTHORITY))
    signed_in(page, portal, season.officer)
    page.goto(portal.at(f"/authority/collections/{collected.collection.public_id}/"))
    follow(page, "What results are compared with")
    look(page, "what results are compared with, nothing entered")
    follow(page, "Emerging national figures of 2026")
    look(page, "emerging figures, nothing typed")
    page.get_by_label("Where do the figures come from?").fill("Made-up Systems Ltd")
    page.get_by_label("Which schools or pupils are they of?").fill("812 schools")
    page.get_by_label("Rows from a spreadsheet").fill(f"{ROWS}music,gds,,3\n")
    follow(page, "Fill the cells")
    assert "Row 4: There is no subject “music” here." in main(page)
    look(page, "emerging figures, rows to be put right")
    page.get_by_label("Rows from a spreadsheet").fill(ROWS)
    follow(page, "Fill the cells")
    assert "2 cells filled in." in main(page)
    look(page, "emerging figures, filled in")
    page.get_by_label("Reading, GDS: all pupils").fill("101")
    follow(page, "Keep these figures")
    look(page, "emerging figures, one over a hundred")
    page.get_by_label("Reading, GDS: all pupils").fill("21")
    follow(page, "Keep these figures")
    assert "In use" in main(page)
    look(page, "what results are compared with")
    follow(page, "Take back")
    assert "Taken back by" in main(page)
    look(page, "what results are compared with, taken back")
