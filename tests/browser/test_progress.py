"""Where the schools are: the page says by itself that something changed, and moves only when it is told to."""

import os
import re
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from muster.portal.casework.actions.assignments import assign_schools
from muster.portal.collecting import actions as collecting
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.organisations.models import School
from muster.portal.returns.models import Confirmation
from tests.browser.looking import look, with_and_without_scripts
from tests.browser.walking import signed_in
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.returned import confirmed
from tests.portal.season import Season
from tests.portal.servers.portal import Served

TREES = Path(__file__).parent / "trees"
_ADDRESS = re.compile(r"\n *- /url: .*")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_MOMENT = re.compile(rf"\d{{1,2}}:\d\d[ap]m|\d{{1,2}} (?:{_MONTHS})[a-z]*(?: \d{{4}})?")


def in_season(season: Season) -> Collected:
    """Every school asked, one confirmed five days ago; last year's collection beside."""
    found = collect(season)
    others = [season.other_school, season.academy, season.second_academy]
    collecting.ask_schools(acting(season.officer), found.collection, others)
    School.objects.filter(pk=season.other_school.pk).update(mis="Arbor", areas=["North", "Canal ward"])
    confirmed(found)
    Confirmation.objects.update(at=clock.now() - timedelta(days=5))
    assign_schools(acting(season.manager), season.authority, season.officer, {season.school.public_id: 0})
    return found


def address_of(collection: Collection) -> str:
    return f"/authority/collections/{collection.public_id}/progress/"


@with_and_without_scripts
def test_the_table_sorts_narrows_and_stays_where_it_was(page: Page, portal: Served, season: Season) -> None:
    collected = in_season(season)
    signed_in(page, portal, season.officer)
    page.goto(portal.at(address_of(collected.collection)))
    look(page, "progress page")
    page.get_by_text("The numbers by day").click()
    page.get_by_role("link", name="To explain", exact=True).click()
    page.get_by_label("Officer").select_option("Nobody")
    page.get_by_role("button", name="Show these schools").click()
    expect(page.locator("#found")).to_have_text("3 of 4 schools.")
    look(page, "progress page narrowed")
    page.get_by_role("link", name="Canal Street Primary School").click()
    page.goto(portal.at(address_of(collected.collection)))
    assert page.url.endswith("?officer=none&order=to_explain")


def test_that_schools_changed_is_said_and_nothing_moves(page: Page, portal: Served, season: Season) -> None:
    collected = in_season(season)
    signed_in(page, portal, season.officer)
    page.goto(portal.at(address_of(collected.collection)))
    heading = page.get_by_role("heading", name="Schools", exact=True)
    before = heading.bounding_box()
    status = page.get_by_role("status")
    expect(status).to_contain_text("As of ")
    collected.send(results_file(collected.entries, {1: {"maths": "WTS"}}))
    expect(status).to_contain_text("1 school changed since ", timeout=10_000)
    assert heading.bounding_box() == before
    page.get_by_role("link", name="update").click()
    expect(status).to_contain_text("As of ")
    expect(page.locator("main")).to_contain_text("waiting for the head to confirm")


def test_schools_are_shared_out(page: Page, portal: Served, season: Season) -> None:
    collected = in_season(season)
    signed_in(page, portal, season.officer)
    page.goto(portal.at(address_of(collected.collection)))
    page.get_by_role("link", name="Who looks after which schools").click()
    look(page, "assignments")
    page.get_by_label("Canal Street Primary School").check()
    page.get_by_label("Dale Academy").check()
    page.get_by_label("Who looks after the schools ticked below?").select_option(season.officer.name)
    page.get_by_role("button", name="Give them the schools ticked").click()
    expect(page.locator("main")).to_contain_text("looks after these 2 schools now.")
    look(page, "assignments given")


def test_what_waits_is_found_from_home(page: Page, portal: Served, season: Season) -> None:
    in_season(season)
    signed_in(page, portal, season.officer)
    page.goto(portal.at("/authority/"))
    page.get_by_role("link", name="1 case that waits for you").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What waits for you")
    look(page, "work queue")
    page.get_by_role("link", name="Beech Lane Infant School").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Beech Lane")


def test_they_read_aloud_as_they_should(page: Page, portal: Served, season: Season) -> None:
    """Read through once and pinned; `MUSTER_TEST_PICTURES=docs` has them written anew."""
    collected = in_season(season)
    signed_in(page, portal, season.officer)
    for name, address in (("progress", address_of(collected.collection)), ("work-queue", "/authority/queue/")):
        page.goto(portal.at(address))
        tree = _MOMENT.sub("MOMENT", _ADDRESS.sub("", page.locator("main").aria_snapshot()))
        file = TREES / f"{name}.yml"
        if os.environ.get("MUSTER_TEST_PICTURES") == "docs":
            file.write_text(tree + "\n", encoding="utf-8")
        assert tree == file.read_text(encoding="utf-8").rstrip("\n")
