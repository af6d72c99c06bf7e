"""Confirming, walked as a head does: a clean file to its receipt, withdrawn and signed again, by keys alone."""

from pathlib import Path

from playwright.sync_api import Locator, Page

from muster.portal.collecting.practice import Practice
from muster.portal.returns.actions.correcting import CellWish, check_and_keep, write_cells
from muster.portal.returns.declarations import declarations
from muster.portal.returns.models import Confirmation, Result
from tests.browser.looking import look, with_and_without_scripts
from tests.browser.walking import code_for, expect_files, sign_in
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.returns.signed import confirmed, withdrawn
from tests.portal.season import PASSWORD, Season
from tests.portal.servers.portal import Served

AT_MOST = 12


class Presses:
    """Counts what somebody presses beyond typing; typing into a field that stands ready is not counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.number = 0

    def on(self, target: Locator) -> None:
        """Press something on the page."""
        self.number += 1
        target.click()

    def onward(self, target: Locator) -> None:
        """Press something that leads to another page."""
        self.number += 1
        with self.page.expect_navigation():
            target.click()


def at(collected: Collected, portal: Served, step: str) -> str:
    school, request = collected.school.public_id, collected.request.public_id
    return portal.at(f"/schools/{school}/requests/{request}/{step}")


def tick_and_sign(page: Page, password: str = PASSWORD) -> None:
    for box in page.locator("[name=agreed]").all():
        box.check()
    page.locator("[name=proof]").fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm the results").click()


def test_from_signing_in_to_the_receipt_takes_few_presses(
    page: Page, portal: Served, season: Season, tmp_path: Path
) -> None:
    collected, presses = collect(season), Presses(page)
    file = tmp_path / "3302001_KS1_330LLLL_001.xml"
    file.write_bytes(results_file(collected.entries))
    expect_files(page)
    page.goto(portal.at("/sign-in/"))
    page.locator("[name=username]").fill(season.school.urn)
    page.locator("[name=password]").fill(PASSWORD)
    presses.onward(page.locator("main form button[type=submit]").first)
    page.locator("[name=code]").fill(code_for(season.head))
    presses.onward(page.locator("main form button[type=submit]").first)
    if page.get_by_role("link", name="Send your results").count():
        presses.onward(page.get_by_role("link", name="Send your results").first)
    else:
        page.goto(at(collected, portal, "send/"))
        presses.number += 1
    with page.expect_file_chooser() as chooser:
        presses.on(page.locator("input[type=file]"))
    chooser.value.set_files(file)
    presses.onward(page.locator("main form button[type=submit]").first)
    presses.onward(page.locator("main a[href$='/confirm/']").first)
    for box in page.locator("[name=agreed]").all():
        presses.on(box)
    page.locator("[name=proof]").fill(PASSWORD)
    presses.onward(page.get_by_role("button", name="Confirm the results"))
    assert "Results confirmed" in page.locator("h1").inner_text()
    assert Confirmation.objects.get().receipt in page.locator("main").inner_text()
    print(f"presses from signing in to the receipt: {presses.number}")
    assert presses.number <= AT_MOST


@with_and_without_scripts
def test_confirmed_withdrawn_and_confirmed_again(page: Page, portal: Served, season: Season) -> None:
    collected = collect(season)
    collected.send(results_file(collected.entries, without=(2,)))
    sign_in(page, portal, season.head)
    page.goto(at(collected, portal, "confirm/"))
    look(page, "confirm with questions")
    tick_and_sign(page, "wrong")
    assert page.locator("[name=agreed]:checked").count() == len(declarations())
    look(page, "confirm refused")
    tick_and_sign(page)
    look(page, "receipt")
    first = Confirmation.objects.get()
    with page.expect_navigation():
        page.get_by_role("link", name="Withdraw this confirmation").click()
    look(page, "withdraw")
    page.get_by_label("Why you withdraw the confirmation").fill("One outcome is wrong.")
    with page.expect_navigation():
        page.get_by_role("button", name="Withdraw the confirmation").click()
    assert "The confirmation is withdrawn" in page.locator("main").inner_text()
    page.goto(at(collected, portal, "confirm/"))
    tick_and_sign(page)
    again = Confirmation.objects.exclude(pk=first.pk).get()
    assert again.receipt in page.locator("main").inner_text()
    with page.expect_navigation():
        page.get_by_role("link", name=first.receipt).click()
    look(page, "receipt withdrawn")
    assert page.locator("h1").inner_text().endswith(f"Withdrawn: receipt {first.receipt}")


def test_it_is_signed_by_keys_alone(page: Page, portal: Served, season: Season) -> None:
    collected = collect(season)
    collected.send()
    sign_in(page, portal, season.head)
    page.goto(at(collected, portal, "confirm/"))
    first = page.locator("[name=agreed]").first
    for _ in range(40):
        page.keyboard.press("Tab")
        if first.evaluate("box => box === document.activeElement"):
            break
    for _ in range(3):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Results confirmed" in page.locator("h1").inner_text()


def test_pages_of_confirming_read_well_in_every_state(page: Page, portal: Served, season: Season) -> None:
    collected = collect(season, Practice(sender_may_confirm=False))
    sign_in(page, portal, season.head)
    page.goto(at(collected, portal, "receipt/"))
    look(page, "no receipt")
    collected.send(results_file(collected.entries, {1: {"maths": ""}}))
    page.goto(at(collected, portal, "confirm/"))
    look(page, "confirm with errors")
    version = collected.school_return().version
    child = Result.objects.get(version=version, place=1).child.public_id
    actor = acting(season.head)
    write_cells(actor, collected.request, 1, [CellWish(child, 0, "maths", "EXS")])
    check_and_keep(actor, collected.request, collected.school_return().revision)
    page.goto(at(collected, portal, "confirm/"))
    look(page, "confirm with changes")
    page.goto(at(collected, portal, "own-system/"))
    look(page, "own system")
    confirmed(collected)
    page.goto(at(collected, portal, "confirm/"))
    look(page, "confirmed already")
    withdrawn(collected)
    page.context.clear_cookies()
    sign_in(page, portal, season.sender)
    page.goto(at(collected, portal, "confirm/"))
    look(page, "confirm as sender")
