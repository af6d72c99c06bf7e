"""The whole way by keys alone and at 200 per cent, the session that ends in the middle, and the back button."""

import pytest
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect

from muster.portal.returns.models import Confirmation, Correction, Explanation, Version
from tests.browser.test_door import let_time_pass
from tests.browser.walking import choose_by_key, code_for, expect_files, main, sign_in
from tests.portal.collected import Collected, collect, results_file
from tests.portal.season import PASSWORD, Season
from tests.portal.servers.portal import Served

FILE = "3302001_KS1_330LLLL_001.xml"
FAULTS = {1: {"maths": ""}, 3: {"reading": "A"}}
STOPS = 80
_IS_FOCUSED = "one => one === document.activeElement"
_SHOWN = """() => {
  const one = document.activeElement, own = getComputedStyle(one), rest = one.closest('label, .govuk-radios__item');
  const box = one.getBoundingClientRect(), beside = one.nextElementSibling;
  const ring = style => style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  return box.bottom > 0 && box.top < innerHeight
    && (ring(own) || (beside && ring(getComputedStyle(beside, '::before'))) || (rest && ring(getComputedStyle(rest))));
}"""


class Keys:
    """A person who has a keyboard alone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, target: Locator) -> None:
        """Press Tab until the target has the focus; wherever the focus stands on the way, it can be seen."""
        for _ in range(STOPS):
            if target.evaluate(_IS_FOCUSED):
                return
            self.page.keyboard.press("Tab")
            assert self.page.evaluate(_SHOWN), self.page.evaluate("document.activeElement.outerHTML")
        raise AssertionError(f"Tab never came to {target}")

    def follow(self, name: str) -> None:
        """Go to a link or button and press Enter; the page that it leads to is there afterwards."""
        main = self.page.locator("main")
        self.to(main.get_by_role("link", name=name).or_(main.get_by_role("button", name=name)).first)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def tick(self, target: Locator) -> None:
        """Go to a box and press Space, unless it is ticked already."""
        self.to(target)
        if not target.is_checked():
            self.page.keyboard.press("Space")

    def type(self, target: Locator, text: str) -> None:
        """Go to a field and type."""
        self.to(target)
        self.page.keyboard.type(text)


@pytest.fixture
def collected(portal: Served, season: Season) -> Collected:
    return collect(season)


def at(collected: Collected, portal: Served, step: str = "") -> str:
    school, request = collected.school.public_id, collected.request.public_id
    return portal.at(f"/schools/{school}/requests/{request}/{step}")


def test_the_whole_way_by_keys_alone(page: Page, portal: Served, season: Season, collected: Collected) -> None:
    keys = Keys(page)
    expect_files(page)
    _sign_in_by_keys(page, portal, season, keys)
    keys.follow("Send your results")
    keys.to(page.get_by_label("Your results file"))
    file = results_file(collected.entries, FAULTS)
    choose_by_key(page, FilePayload(name=FILE, mimeType="text/xml", buffer=file))
    keys.follow("Send")
    keys.follow("Put this right here – No outcome for a subject")
    keys.type(page.get_by_label("Maths of Ben"), "EXS")
    keys.follow("Check and keep")
    keys.follow("Answer this – Absent or not enough information")
    keys.tick(page.get_by_label("Dev").and_(page.locator("[name=explain]")))
    keys.tick(page.locator("[name=reason]").first)
    keys.type(page.get_by_label("In a sentence"), "He came to us in May.")
    keys.follow("Keep this answer")
    assert Explanation.objects.count() == 1
    keys.follow("See every pupil’s results")
    assert "Pupilzqxben, Ben" in main(page)
    page.go_back()
    keys.follow("Look at your results and confirm")
    for box in page.locator("[name=agreed]").all():
        keys.tick(box)
    keys.type(page.locator("[name=proof]"), PASSWORD)
    keys.follow("Confirm the results")
    assert Confirmation.objects.get().receipt in main(page)


def _sign_in_by_keys(page: Page, portal: Served, season: Season, keys: Keys) -> None:
    page.goto(portal.at("/sign-in/"))
    keys.type(page.get_by_label("User name"), season.school.urn)
    keys.type(page.get_by_role("textbox", name="Password"), PASSWORD)
    keys.follow("Sign in")
    keys.type(page.get_by_label("Code"), code_for(season.head))
    keys.follow("Continue")


STEPS = ("", "pupils/", "send/", "check/", "check/R01/", "check/R08/", "results/", "confirm/", "questions/", "sent/")


@pytest.mark.parametrize("javascript", [True], ids=["scripts"])
def test_at_200_per_cent_nothing_is_cut_off(
    browser: Browser, page: Page, portal: Served, season: Season, collected: Collected
) -> None:
    collected.send(results_file(collected.entries, FAULTS, without=(5,)))
    sign_in(page, portal, season.head)
    page.set_viewport_size({"width": 640, "height": 512})
    for step in STEPS:
        page.goto(at(collected, portal, step))
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, step
        assert page.evaluate(_CUT_OFF) == [], step


_CUT_OFF = """() => [...document.querySelectorAll('main :is(h1, h2, p, label, legend, button, a, td, th, li)')]
  .filter(one => one.checkVisibility() && !one.closest('.govuk-visually-hidden, .muster-wide'))
  .filter(one => ['hidden', 'clip'].includes(getComputedStyle(one).overflowX) && one.scrollWidth > one.clientWidth + 1)
  .map(one => one.outerHTML.slice(0, 120))"""


def again(page: Page, season: Season) -> None:
    """Sign in again on the page that asks for it, and send what was kept."""
    expect(page.get_by_text("We kept what you typed")).to_be_visible()
    page.get_by_label("User name").fill(season.school.urn)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Code").fill(code_for(season.head))
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="We kept what you typed")).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Send it again").click()


def test_a_correction_outlives_the_session(page: Page, portal: Served, season: Season, collected: Collected) -> None:
    collected.send(results_file(collected.entries, FAULTS))
    sign_in(page, portal, season.head)
    page.goto(at(collected, portal, "check/R01/"))
    page.get_by_label("Maths of Ben").select_option("EXS")
    let_time_pass(minutes=31)
    with page.expect_navigation():
        page.get_by_role("button", name="Check and keep").click()
    again(page, season)
    assert "nothing needs putting right" in main(page)
    assert Correction.objects.count() == 1


def test_an_explanation_outlives_the_session(page: Page, portal: Served, season: Season, collected: Collected) -> None:
    collected.send(results_file(collected.entries, {3: {"reading": "A"}}))
    sign_in(page, portal, season.head)
    page.goto(at(collected, portal, "check/R08/"))
    page.locator("[name=explain]").first.check()
    page.locator("[name=reason]").first.check()
    page.get_by_label("In a sentence").fill("He came to us in May.")
    let_time_pass(minutes=31)
    with page.expect_navigation():
        page.get_by_role("button", name="Keep this answer").click()
    again(page, season)
    assert "Your explanation is kept." in main(page)
    assert Explanation.objects.count() == 1


def test_the_back_button_sends_and_confirms_nothing_twice(
    page: Page, portal: Served, season: Season, collected: Collected
) -> None:
    sign_in(page, portal, season.head)
    page.goto(at(collected, portal, "send/"))
    page.get_by_label("Your results file").set_input_files(
        FilePayload(name=FILE, mimeType="text/xml", buffer=results_file(collected.entries))
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Send", exact=True).click()
    page.go_back()
    page.reload()
    assert Version.objects.count() == 1
    page.goto(at(collected, portal, "confirm/"))
    for box in page.locator("[name=agreed]").all():
        box.check()
    page.locator("[name=proof]").fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm the results").click()
    page.go_back()
    page.reload()
    assert "confirmed" in main(page)
    assert page.get_by_role("button", name="Confirm the results").count() == 0
    assert Confirmation.objects.count() == 1
