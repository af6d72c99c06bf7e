"""Sending a file, another school's file, help for the school's own system, and checking without sending."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from muster.portal.collecting.practice import Practice, SystemHelp
from muster.portal.organisations.models import Authority, School
from muster.portal.returns.models import Return, TurnedAway, Version
from tests.browser.looking import look, with_and_without_scripts
from tests.browser.walking import main, signed_in
from tests.portal.collected import Collected, collect, results_file
from tests.portal.season import CANARY, Season
from tests.portal.servers.portal import Served

NAME = "3302001_KS1_330LLLL_001.xml"
SIMS = SystemHelp(
    text="Our helpers know SIMS. Ask them before the last week.",
    document="KB0099999",
    link="https://help.example/sims",
    telephone="01632 960123",
    email="help@sims.example",
)
PRACTICE = Practice(open_check=True, systems={"sims": SIMS})


def address(portal: Served, collected: Collected, page: str = "send/") -> str:
    return portal.at(f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/{page}")


def choose(page: Page, folder: Path, content: bytes, button: str = "Send", name: str = NAME) -> None:
    """Choose the file and press the button."""
    file = folder / name
    file.write_bytes(content)
    page.get_by_label("Your results file").set_input_files(file)
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


@with_and_without_scripts
def test_the_wrong_schools_file_is_stopped_and_the_right_one_taken(
    page: Page, portal: Served, season: Season, tmp_path: Path
) -> None:
    collected = collect(season, PRACTICE)
    signed_in(page, portal, season.head)
    page.goto(address(portal, collected))
    look(page, "send a file")
    choose(page, tmp_path, results_file(collected.entries, estab="2002"))
    assert "This file was not taken" in page.locator("h1").inner_text()
    assert f"Pupil{CANARY}" not in main(page)
    look(page, "file stopped")
    with page.expect_navigation():
        page.get_by_role("button", name="Choose another file").click()
    choose(page, tmp_path, results_file(collected.entries))
    assert "We have your results" in main(page)
    assert (Version.objects.count(), TurnedAway.objects.count()) == (1, 1)


@with_and_without_scripts
def test_without_a_file_the_form_says_so(page: Page, portal: Served, season: Season, tmp_path: Path) -> None:
    collected = collect(season)
    signed_in(page, portal, season.head)
    page.goto(address(portal, collected))
    with page.expect_navigation():
        page.get_by_role("button", name="Send", exact=True).click()
    assert "Choose your results file." in page.get_by_role("alert").inner_text()
    look(page, "send without a file")
    choose(page, tmp_path, b"")
    assert "That file is empty" in page.get_by_role("alert").inner_text()
    assert not Return.objects.exists()


def test_whoever_comes_second_is_told_and_sends_again(
    page: Page, portal: Served, season: Season, tmp_path: Path
) -> None:
    collected = collect(season)
    signed_in(page, portal, season.head)
    page.goto(address(portal, collected))
    collected.send(results_file(collected.entries, without=(0,)), by=season.sender)
    choose(page, tmp_path, results_file(collected.entries))
    assert f"{season.sender.name} changed these results on" in page.get_by_role("alert").inner_text()
    look(page, "sent meanwhile")
    choose(page, tmp_path, results_file(collected.entries))
    assert "We have your results" in main(page)


@pytest.mark.parametrize(
    ("mis", "title", "said"),
    [
        ("SIMS.net", "How to make the file in SIMS", "Routines, Data Out, CTF"),
        ("Cloud School", "How to make the file in Cloud School", "Advanced, the supplier"),
        ("Arbor", "How to make the file in Arbor", "Search Arbor for"),
        ("Horizons", "How to make the file", "as we know it, is Horizons"),
    ],
)
def test_each_school_sees_the_help_for_its_own_system(
    page: Page, portal: Served, season: Season, mis: str, title: str, said: str
) -> None:
    School.objects.filter(pk=season.school.pk).update(mis=mis)
    collected = collect(season, PRACTICE)
    signed_in(page, portal, season.head)
    page.goto(address(portal, collected))
    shown = main(page)
    assert title in shown.splitlines()
    assert said in shown
    assert ("KB0099999" in shown) == (mis == "SIMS.net")
    look(page, f"help for {mis}")
    page.locator("summary", has_text="Integris").click()
    assert "Look for the CTF export among the imports and exports" in main(page)


@with_and_without_scripts
def test_a_file_is_checked_without_sending_it(page: Page, portal: Served, season: Season, tmp_path: Path) -> None:
    collected = collect(season, PRACTICE)
    signed_in(page, portal, season.head)
    page.goto(address(portal, collected))
    with page.expect_navigation():
        page.get_by_role("link", name="Check a file without sending it").click()
    look(page, "check without sending")
    faulty = results_file(collected.entries, {1: {"maths": ""}, 2: {"reading": "A"}}, without=(5,))
    choose(page, tmp_path, faulty, "Check this file")
    shown = main(page)
    assert [
        one for one in ("Must be put right", "Please explain", "It was checked, not sent") if one not in shown
    ] == []
    look(page, "answer without sending")
    choose(page, tmp_path, results_file(collected.entries), "Check this file")
    assert "Nothing needs putting right" in main(page)
    assert not Return.objects.exists()


def test_anybody_may_check_where_the_authority_allows_it(
    page: Page, portal: Served, season: Season, tmp_path: Path
) -> None:
    Authority.objects.filter(pk=season.authority.pk).update(host="127.0.0.1")
    collected = collect(season, PRACTICE)
    page.goto(portal.at("/check/"))
    look(page, "check for anybody")
    choose(page, tmp_path, results_file(collected.entries, {1: {"maths": ""}}), "Check this file")
    assert "Must be put right" in main(page)


def test_elsewhere_the_page_says_that_schools_sign_in(page: Page, portal: Served, season: Season) -> None:
    page.goto(portal.at("/check/"))
    assert "once they have signed in" in main(page)
    look(page, "check not offered")
