"""A return's task list in every state, what was sent, questions, taking part: walked, and looked at at every width."""

from collections.abc import Callable
from datetime import timedelta
from typing import Literal

import pytest
from playwright.sync_api import Page

from muster.portal.collecting import actions as collecting
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.organisations.models import School
from muster.portal.returns.models import Result
from muster.portal.returns.states import State
from tests.browser.looking import look, with_and_without_scripts
from tests.browser.walking import signed_in
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.returned import ANSWER, QUESTION, WAYS, ask, confirmed, put_right, questioned
from tests.portal.season import Season
from tests.portal.servers.portal import Served


@pytest.fixture
def collected(portal: Served, season: Season) -> Collected:
    return collect(season)


def there(portal: Served, collected: Collected, part: str = "") -> str:
    return portal.at(f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/{part}")


def follow(page: Page, role: Literal["link", "button"], name: str) -> None:
    """Press a link or button, and wait until the page that it leads to is there."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).first.click()


def said(page: Page) -> str:
    return page.locator("main").inner_text()


@pytest.mark.parametrize("state", WAYS, ids=lambda one: one.name.lower())
def test_every_state_reads_well(page: Page, portal: Served, collected: Collected, state: State) -> None:
    WAYS[state](collected)
    signed_in(page, portal, collected.side.head)
    assert state.words("Northshire") in said(page)
    look(page, f"school home {state.name}")
    follow(page, "link", collected.collection.title)
    assert state.words("Northshire") in page.locator("h1").inner_text()
    look(page, f"return {state.name}")


def newer_file(collected: Collected) -> None:
    """A new file after a confirmation."""
    confirmed(collected)
    put_right(collected)


def newer_file_and_a_question(collected: Collected) -> None:
    """A new file while a question waits."""
    questioned(collected)
    put_right(collected)


SPECIAL: dict[str, Callable[[Collected], object]] = {
    "late": lambda _: Collection.objects.update(deadline=clock.now() - timedelta(days=1)),
    "coming": lambda _: Collection.objects.update(opens_at=clock.now() + timedelta(days=3)),
    "newer file": newer_file,
    "newer file and a question": newer_file_and_a_question,
    "closed": lambda one: (one.send(), Collection.objects.update(deadline=_past(), closes_at=_past())),
}


@pytest.mark.parametrize("name", SPECIAL)
def test_special_moments_read_well(page: Page, portal: Served, collected: Collected, name: str) -> None:
    Collection.objects.update(guidance="Please send one file.\n\nAsk us if a pupil has moved.")
    SPECIAL[name](collected)
    signed_in(page, portal, collected.side.head)
    look(page, f"school home {name}")
    page.goto(there(portal, collected))
    look(page, f"return {name}")


@with_and_without_scripts
def test_a_school_declines_and_takes_part_after_all(page: Page, portal: Served, collected: Collected) -> None:
    signed_in(page, portal, collected.side.head)
    follow(page, "link", collected.collection.title)
    follow(page, "link", "Say that your school is not taking part")
    look(page, "decline")
    page.get_by_label("Why your school is not taking part").fill("A small year group.")
    follow(page, "button", "We are not taking part")
    assert "Not taking part" in page.locator("h1").inner_text()
    follow(page, "button", "Take part after all")
    look(page, "rejoin")
    follow(page, "button", "We are taking part")
    assert "Not started" in page.locator("h1").inner_text()


@with_and_without_scripts
def test_questions_are_answered(page: Page, portal: Served, collected: Collected) -> None:
    questioned(collected)
    ask(collected, "Why has Ada another name now?", Result.objects.get(place=0).child.public_id)
    signed_in(page, portal, collected.side.sender)
    follow(page, "button", "Answer the questions")
    look(page, "questions")
    follow(page, "button", "Send the answer to question 1")
    assert "There is a problem" in said(page)
    look(page, "questions without an answer")
    page.locator("section", has_text=QUESTION).get_by_label("Your answer").fill(ANSWER)
    follow(page, "button", "Send the answer to question 1")
    assert ANSWER in said(page)
    page.get_by_label("Your answer").fill("She has been adopted.")
    follow(page, "button", "Send the answer to question 2")
    assert "Sent to Northshire" in said(page)
    look(page, "questions answered")


def test_everything_that_was_sent_reads_well(page: Page, portal: Served, collected: Collected) -> None:
    collected.send(results_file(collected.entries, estab="2002"), "3302002_KS1_330LLLL_001.xml")
    confirmed(collected)
    collected.send(results_file(collected.entries, without=(3,)), "A very long name of a file " * 4 + ".xml")
    signed_in(page, portal, collected.side.reader)
    page.goto(there(portal, collected, "sent/"))
    look(page, "everything sent")
    with page.expect_download() as taken:
        page.get_by_role("link", name="3302001_KS1_330LLLL_001.xml").click()
    assert taken.value.suggested_filename == "3302001_KS1_330LLLL_001.xml"


def test_a_trust_sees_its_eleven_schools(page: Page, portal: Served, season: Season) -> None:
    here = collect(season, school=season.academy)
    more = [
        School.objects.create(
            authority=season.authority, trust=season.trust, la="330", estab=f"21{one:02}", urn=f"1100{one:02}",
            name=f"Fern Academy {one}",
        )
        for one in range(9)
    ]  # fmt: skip
    collecting.ask_schools(acting(season.officer), here.collection, more)
    here.send(results_file(here.entries, {1: {"maths": ""}}, estab=season.academy.estab), "a.xml", season.trust_lead)
    signed_in(page, portal, season.trust_lead)
    look(page, "home of a trust")
    follow(page, "link", f"Put right and explain for {season.academy.name}")
    assert season.academy.name in page.locator("h1").inner_text()


def _past() -> object:
    return clock.now() - timedelta(days=2)
