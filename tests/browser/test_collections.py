"""An officer begins a collection, settles everything, opens it, asks the schools, and sees where they are."""

from datetime import timedelta

from playwright.sync_api import Page

from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock
from tests.browser.looking import look, with_scripts_first
from tests.browser.walking import follow, main, signed_in
from tests.portal.cared import CARE
from tests.portal.collected import collect
from tests.portal.returned import put_right
from tests.portal.season import Season
from tests.portal.servers.portal import Served


def in_days(days: int) -> str:
    day = clock.today() + timedelta(days=days)
    return f"{day.day}/{day.month}/{day.year}"


@with_scripts_first
def test_a_collection_is_begun_settled_opened_and_asked_for(page: Page, portal: Served, season: Season) -> None:
    signed_in(page, portal, season.officer)
    page.goto(portal.at("/authority/"))
    follow(page, "All collections, or begin one")
    look(page, "collections none")
    follow(page, "Begin a collection")
    look(page, "collection begin")
    page.get_by_label("Summer of which year?").select_option("2026")
    follow(page, "Begin the collection")
    look(page, "collection draft")
    _dates(page)
    _checks_and_practice(page)
    _care(page)
    follow(page, "Open the collection")
    assert "is open. Now ask the schools." in main(page)
    follow(page, "Ask schools")
    look(page, "ask schools")
    follow(page, "Ask the schools ticked")
    assert "4 schools are asked." in main(page)
    assert Request.objects.count() == 4


def _dates(page: Page) -> None:
    follow(page, "Dates and subjects")
    look(page, "collection dates")
    page.get_by_label("First day on which schools can send").fill(in_days(-1))
    page.get_by_label("Day of the deadline").fill("31/6/2027")
    page.get_by_label("Last day on which anything is taken").fill(in_days(60))
    follow(page, "Keep this")
    assert "Enter a real date for" in page.get_by_role("alert").inner_text()
    look(page, "collection dates refused")
    page.get_by_label("Day of the deadline").fill(in_days(30))
    follow(page, "Keep this")


def _checks_and_practice(page: Page) -> None:
    follow(page, "Checks")
    look(page, "collection checks")
    page.get_by_label("(C01)").select_option("note")
    follow(page, "Keep this")
    assert Collection.objects.get().settings["softened"] == {"C01": "note"}
    follow(page, "How schools take part")
    look(page, "collection practice")
    follow(page, "SIMS")
    look(page, "collection system")
    page.get_by_label("Helpline").fill("01632 960123")
    follow(page, "Keep this")
    follow(page, "Your own words in the guidance")
    page.get_by_label("What you tell schools first").fill("Send early.")
    follow(page, "Keep this")
    follow(page, "Read the guidance as schools do")
    assert "Send early." in main(page)
    look(page, "collection preview")
    page.go_back()


def _care(page: Page) -> None:
    assert "Nobody has settled yet what the data is for" in main(page)
    page.locator("main").get_by_role("link", name="The pupils’ data").click()
    look(page, "collection data")
    for name in CARE.__struct_fields__:
        page.locator(f"[name={name}]").fill(str(getattr(CARE, name)))
    follow(page, "Keep this")
    assert "Settled by" in main(page)


def test_where_the_schools_are_reads_well(page: Page, portal: Served, season: Season) -> None:
    collected = collect(season)
    put_right(collected)
    signed_in(page, portal, season.adviser)
    page.goto(portal.at(f"/authority/collections/{collected.collection.public_id}/"))
    look(page, "collection open for an adviser")
    follow(page, "Where the schools are")
    look(page, "progress")
    page.get_by_label("State", exact=True).select_option("Accepted")
    follow(page, "Show these schools")
    assert "No school is like that at present." in main(page)
    look(page, "progress narrowed")
