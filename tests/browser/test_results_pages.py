"""Looking at the results: at every width, with scripts and without, with the keyboard alone."""

import pytest
from playwright.sync_api import Page

from muster.portal.organisations.models import School
from tests.browser.looking import PICTURES, look, with_and_without_scripts
from tests.browser.walking import signed_in
from tests.portal.collected import Collected, collect, results_file
from tests.portal.pages_of_returns.results.made_up import LOW, former, many, mixed, send_many
from tests.portal.season import Season
from tests.portal.servers.portal import Served

SHOWN = "#every-pupil tbody tr:visible"


@pytest.fixture
def collected(portal: Served, season: Season) -> Collected:
    return collect(season)


def open_page(page: Page, portal: Served, collected: Collected, name: str = "results/") -> None:
    where = f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/{name}"
    page.goto(portal.at(where))


def names(page: Page) -> list[str]:
    return [one.split(", ")[1] for one in page.locator(f"{SHOWN} th").all_inner_texts()]


@with_and_without_scripts
def test_the_pages_read_well(page: Page, portal: Served, season: Season, collected: Collected) -> None:
    send_many(collected, 64)
    changed = mixed(64)
    changed[1] = {**changed[1], "maths": "WTS"}
    changed[40] = {**changed[40], "science": "HNM"}
    collected.send(results_file(many(collected, 64), changed, without=(9,)))
    former(collected, 2025)
    signed_in(page, portal, season.head)
    for name in ("", "changes/", "print/"):
        open_page(page, portal, collected, f"results/{name}")
        look(page, f"results {name}" if name else "results")


def test_few_pupils_and_a_special_school_read_well(
    page: Page, portal: Served, season: Season, collected: Collected
) -> None:
    signed_in(page, portal, season.head)
    open_page(page, portal, collected)
    look(page, "results none")
    collected.send()
    open_page(page, portal, collected)
    look(page, "results of few")
    School.objects.filter(pk=collected.school.pk).update(type="Community special school")
    low = {place: {**LOW, "reading": ("PK4", "PK3", "PK2", "PK1", "EM", "A")[place % 6]} for place in range(6)}
    collected.send(results_file(collected.entries, low))
    open_page(page, portal, collected)
    look(page, "results special")


def test_the_list_narrows_and_says_so_without_asking_the_server(
    page: Page, portal: Served, season: Season, collected: Collected
) -> None:
    collected.send()
    signed_in(page, portal, season.head)
    open_page(page, portal, collected)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    status = page.locator("#shown")
    page.get_by_label("Subject", exact=True).select_option("maths")
    page.get_by_label("Outcome", exact=True).select_option("WTS")
    assert (names(page), status.inner_text()) == (["Esme", "Finn"], "2 of 6 pupils are shown.")
    page.get_by_label("Name", exact=True).press_sequentially("FÍNN")
    assert (names(page), status.inner_text()) == (["Finn"], "1 of 6 pupils are shown.")
    page.get_by_label("Name", exact=True).fill("nobody")
    assert status.inner_text() == "No pupil fits. Choose something else."
    assert [one for one in asked if "/static/" not in one] == []
    assert "code=WTS" in page.url
    assert "nobody" not in page.url
    page.reload()
    assert names(page) == ["Esme", "Finn"]


@pytest.mark.parametrize("javascript", [False], ids=["no-scripts"])
def test_without_scripts_the_form_narrows_and_headings_sort(
    page: Page, portal: Served, season: Season, collected: Collected
) -> None:
    collected.send()
    signed_in(page, portal, season.head)
    open_page(page, portal, collected)
    assert page.get_by_label("Name", exact=True).is_hidden()
    page.get_by_label("Outcome", exact=True).select_option("GDS")
    with page.expect_navigation():
        page.get_by_role("button", name="Show these pupils").click()
    assert names(page) == ["Ada", "Ben"]
    with page.expect_navigation():
        page.get_by_role("link", name="Reading", exact=True).click()
    assert names(page) == ["Ben", "Ada"]
    assert page.locator("#shown").inner_text() == "2 of 6 pupils are shown."


def test_the_keyboard_sorts_and_it_is_announced(
    page: Page, portal: Served, season: Season, collected: Collected
) -> None:
    collected.send()
    signed_in(page, portal, season.head)
    open_page(page, portal, collected)
    heading = page.locator("#every-pupil thead button", has_text="Reading")
    page.get_by_role("region", name="Every pupil").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert heading.evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    assert names(page) == ["Esme", "Finn", "Ben", "Cleo", "Dev", "Ada"]
    page.keyboard.press("Space")
    assert names(page)[0] == "Ada"
    assert "Reading (descending)" in page.locator("#every-pupil + [role=status]").inner_text()


def test_a_sheet_of_thirty_pupils_is_one_page_of_paper(
    page: Page, portal: Served, season: Season, collected: Collected
) -> None:
    send_many(collected, 60)
    signed_in(page, portal, season.head)
    open_page(page, portal, collected, "results/print/")
    assert page.get_by_role("button", name="Print").is_visible()
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 2
    page.emulate_media(media="print")
    PICTURES.mkdir(exist_ok=True)
    page.set_viewport_size({"width": 703, "height": 1030})
    page.screenshot(path=PICTURES / "results-on-paper.png", full_page=True)
