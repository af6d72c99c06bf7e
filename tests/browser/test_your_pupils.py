"""Your pupils, walked: nobody asked about before sending, who is missing and who joined afterwards, and the sheet."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page

from muster.portal.returns.actions.pupil_answers import Answer, Kind
from muster.portal.returns.models import PupilAnswer
from muster.portal.rolls import actions as rolls
from muster.records import Roll
from tests.browser.looking import look, with_and_without_scripts
from tests.browser.walking import main, signed_in
from tests.core.formats.made_tables import read
from tests.portal.collected import TAKEN_ON, Collected, acting, collect
from tests.portal.returns.movement import (
    AFTER_THE_TESTS,
    LEFT_ON,
    child_of,
    joined,
    left,
    newcomer_of,
    say,
    with_newcomer,
)
from tests.portal.season import Season
from tests.portal.servers.portal import Served


@pytest.fixture
def collected(portal: Served, season: Season) -> Collected:
    return collect(season)


def open_pupils(page: Page, portal: Served, collected: Collected) -> None:
    signed_in(page, portal, collected.side.head)
    page.goto(portal.at(f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/pupils/"))


def press(page: Page, name: str) -> None:
    """Press a button by its whole name, and wait until the page that it leads to is there."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


@with_and_without_scripts
def test_who_left_is_said_before_anything_is_sent(page: Page, portal: Served, collected: Collected) -> None:
    open_pupils(page, portal, collected)
    look(page, "pupils before sending")
    page.get_by_label("Ada Pupilzqxada").check()
    page.get_by_label("Ben Pupilzqxben").check()
    page.get_by_label("Has left", exact=True).check()
    page.get_by_label("Last day on your roll, if they have left").fill("14/5/2026")
    page.get_by_label("Where they went, if they have left").select_option("A school in another English authority")
    press(page, "Save for the pupils ticked")
    assert "What you said of 2 pupils is kept." in main(page)
    assert main(page).count("Left on 14 May 2026 (to a school in another English authority)") == 2
    look(page, "pupils said before sending")
    press(page, "Take back what was said of Ada Pupilzqxada")
    assert PupilAnswer.objects.count() == 1


@with_and_without_scripts
def test_one_click_a_pupil_once_it_was_sent(page: Page, portal: Served, collected: Collected) -> None:
    known = replace(collected.entries[2], leaving_date=LEFT_ON)
    entries = (*collected.entries[:2], known, *collected.entries[3:])
    rolls.load_roll(acting(collected.side.officer), collected.collection, Roll(TAKEN_ON, entries))
    collected.send(with_newcomer(collected, entry=date(2025, 9, 2), without=(2, 3)))
    open_pupils(page, portal, collected)
    look(page, "pupils asked about")
    press(page, "Cleo Pupilzqxcleo: Has left")
    press(page, "Dev Pupilzqxdev: Will finish key stage 1 in another year")
    press(page, "Save that they have joined")
    assert list(PupilAnswer.objects.order_by("pk").values_list("kind", "day")) == [
        ("left", LEFT_ON),
        ("other_year", None),
        ("joined", date(2025, 9, 2)),
    ]
    assert "There is nothing left to say about your pupils." in main(page)
    look(page, "pupils all said")


@with_and_without_scripts
def test_a_fault_is_said_at_the_pupil(page: Page, portal: Served, collected: Collected) -> None:
    collected.send(with_newcomer(collected, without=(2, 3)))
    open_pupils(page, portal, collected)
    last_day = page.get_by_label("Last day on your roll, if they have left").nth(1)
    last_day.fill("yesterday")
    press(page, "Dev Pupilzqxdev: Has left")
    look(page, "pupils with a fault")
    page.get_by_role("link", name="Dev Pupilzqxdev: Enter the date").click()
    assert page.locator(":focus").input_value() == "yesterday"


def test_what_does_not_fit_reads_well(page: Page, portal: Served, collected: Collected) -> None:
    collected.send(with_newcomer(collected))
    say(collected, joined(newcomer_of(collected)))
    say(
        collected,
        left(child_of(collected, 0), elsewhere="unknown"),
        left(child_of(collected, 1), AFTER_THE_TESTS, "home"),
        Answer(child=child_of(collected, 3).public_id, kind=Kind.FINISHED),
    )
    collected.send(with_newcomer(collected, without=(1,)))
    open_pupils(page, portal, collected)
    assert "Please look again" in main(page)
    look(page, "pupils that do not fit")


def test_other_pages_of_pupils_read_well(page: Page, portal: Served, season: Season, collected: Collected) -> None:
    collected.send(with_newcomer(collected, without=(2,)))
    signed_in(page, portal, season.reader)
    page.goto(portal.at(f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/pupils/"))
    look(page, "pupils for a reader")
    elsewhere = replace(collected.entries[0], estab=season.other_school.estab)
    rolls.load_roll(acting(season.officer), collected.collection, Roll(TAKEN_ON, (elsewhere,)))
    page.reload()
    look(page, "pupils without a roll")


@with_and_without_scripts
def test_the_spreadsheet_is_downloaded(page: Page, portal: Served, collected: Collected) -> None:
    open_pupils(page, portal, collected)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download a spreadsheet with these pupils to fill in").click()
    assert waiting.value.suggested_filename == "100001_KS1 results.xlsx"
    assert len(read(Path(waiting.value.path()).read_bytes()).pupils) == 6
