"""A file with errors, questions and a pupil who is missing: corrected and explained on screen."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from muster.portal.returns.models import Explanation, Result
from tests.browser.looking import look, with_and_without_scripts
from tests.browser.walking import signed_in
from tests.portal.collected import Collected, collect, results_file
from tests.portal.season import Season
from tests.portal.servers.portal import Served

CHANGES = {
    0: {"science": "PK3"},
    1: {"maths": "", "science": "WTS"},
    2: {"science": "EM"},
    3: {"reading": "A"},
    4: {"maths": "A"},
}
_ADDRESS = re.compile(r"\n *- /url: .*")
TREES = Path(__file__).parent / "trees"


@pytest.fixture
def collected(season: Season) -> Collected:
    found = collect(season)
    found.send(results_file(found.entries, CHANGES, without=(5,)))
    return found


def check_of(collected: Collected) -> str:
    return f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/check/"


def follow(page: Page, role: str, name: str) -> None:
    """Press a link or button, and wait until the page that it leads to is there."""
    with page.expect_navigation():
        page.get_by_role(role, name=name).click()  # type: ignore[arg-type] # "link" or "button"


def said(page: Page) -> str:
    return page.locator("main").inner_text()


@with_and_without_scripts
def test_everything_is_put_right_and_explained_on_screen(
    page: Page, portal: Served, season: Season, collected: Collected
) -> None:
    signed_in(page, portal, season.head)
    page.goto(portal.at(check_of(collected)))
    look(page, "check with everything")
    follow(page, "link", "Put this right here – Code that the subject does not take")
    look(page, "check wrong codes")
    follow(page, "button", "Set science to HNM for these 3 pupils")
    assert "Your changes were checked and kept." in said(page)
    follow(page, "link", "Put this right here – No outcome for a subject")
    page.get_by_label("Maths of Ben").select_option("EXS")
    follow(page, "button", "Save for later")
    assert "1 typed change is not checked yet" in said(page)
    look(page, "check with something typed")
    follow(page, "button", "Check and keep these changes")
    assert "nothing needs putting right" in said(page)
    follow(page, "link", "Answer this – Absent or not enough information")
    look(page, "check explain")
    for name in ("Dev", "Esme"):
        page.get_by_label(name).and_(page.locator("[name=explain]")).check()
    page.get_by_label("The pupil arrived recently").check()
    page.get_by_label("In a sentence").fill("They came to us in May.")
    follow(page, "button", "Keep this answer")
    assert "Your explanation is kept." in said(page)
    look(page, "check answered")
    assert Explanation.objects.count() == 2
    newest = collected.school_return().newest
    rows = Result.objects.filter(version=newest).order_by("place").values_list("maths", "science")
    assert list(rows)[:3] == [("EXS", "HNM"), ("EXS", "HNM"), ("EXS", "HNM")]


@with_and_without_scripts
def test_what_is_typed_wrong_is_said_and_kept(page: Page, portal: Served, season: Season, collected: Collected) -> None:
    content = results_file(collected.entries).replace(collected.entries[0].upn.encode(), b"A1", 1)
    collected.send(content)
    signed_in(page, portal, season.head)
    page.goto(portal.at(check_of(collected)))
    follow(page, "link", "Put this right here – UPN malformed")
    page.get_by_label("UPN of Ada").fill("A330299923017")
    follow(page, "button", "Check and keep")
    look(page, "check wrong upn")
    assert "its other characters call for" in said(page)
    assert page.get_by_label("UPN of Ada").input_value() == "A330299923017"


def test_a_clean_file_has_one_way_on(page: Page, portal: Served, season: Season) -> None:
    collected = collect(season)
    collected.send()
    signed_in(page, portal, season.head)
    page.goto(portal.at(check_of(collected)))
    look(page, "check clean")
    follow(page, "button", "Look at your results and confirm")
    assert "/confirm/" in page.url


@pytest.mark.parametrize("name", ["check", "cause"])
def test_the_page_reads_aloud_as_it_should(
    page: Page, portal: Served, season: Season, collected: Collected, name: str
) -> None:
    """The accessibility tree, word for word but for addresses and the time."""
    signed_in(page, portal, season.head)
    page.goto(portal.at(check_of(collected) + ("R08/" if name == "cause" else "")))
    if name == "check":
        page.locator("dd").nth(1).evaluate("one => { one.textContent = 'WHEN, by WHOM'; }")
    tree = _ADDRESS.sub("", page.locator("main").aria_snapshot())
    assert tree == (TREES / f"{name}.yml").read_text(encoding="utf-8").rstrip("\n")
