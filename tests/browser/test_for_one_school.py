"""An officer waives a check for a school, acts for it, and puts right who a pupil is; the head reads all of it."""

from playwright.sync_api import Page

from tests.browser.looking import look
from tests.browser.walking import main, signed_in
from tests.portal.collected import Collected, collect, results_file
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season
from tests.portal.servers.portal import Served


def follow(page: Page, name: str) -> None:
    """Press a link or button of the page's own part, or of its banner, by its name, and wait for the next page."""
    with page.expect_navigation():
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()


def test_what_is_done_for_one_school(page: Page, portal: Served, season: Season) -> None:
    collected = collect(season)
    collected.send(results_file(collected.entries, {1: {"maths": ""}}))
    own = f"{collected.school.public_id}/returns/{collected.request.public_id}/"
    signed_in(page, portal, season.officer)
    page.goto(portal.at(f"/authority/schools/{own}"))
    _waive(page)
    _act(page, collected)
    confirmed(collected)
    page.goto(portal.at(f"/authority/schools/{own}"))
    _put_right(page)
    page.context.clear_cookies()
    signed_in(page, portal, season.head)
    page.goto(portal.at(f"/schools/{collected.school.public_id}/requests/{collected.request.public_id}/"))
    look(page, "return waived acted put right")
    said = main(page)
    assert "Decided by Olu Okafor" in said
    assert "did this for you, asked by telephone" in said
    follow(page, "See what was put right")
    look(page, "return put right")
    assert "Ada is now Adah" in main(page)


def _waive(page: Page) -> None:
    follow(page, "Waive a check")
    look(page, "waivers none")
    follow(page, "Waive this check")
    assert "There is a problem" in main(page)
    look(page, "waivers refused")
    page.get_by_label("Which check?").select_option("R01")
    page.get_by_label("Why does it not count for this school?").fill("No maths teacher this term.")
    page.get_by_label("Who decided this?").fill("Olu Okafor, assessment manager")
    follow(page, "Waive this check")
    assert "No maths teacher this term." in main(page)
    look(page, "waivers one")


def _act(page: Page, collected: Collected) -> None:
    follow(page, "Act for the school")
    look(page, "act")
    page.get_by_label("By telephone").check()
    page.get_by_label("Who asked, and for what?").fill("The head: send the file that she e-mailed.")
    follow(page, "Act for this school")
    look(page, "return acting")
    follow(page, "Send your results")
    content = results_file(collected.entries, {2: {"maths": ""}})
    page.locator("input[type=file]").set_input_files({"name": "KS1.xml", "mimeType": "text/xml", "buffer": content})
    with page.expect_navigation():
        page.get_by_role("button", name="Send", exact=True).click()
    look(page, "check acting waived")
    assert "Not asked of your school" in main(page)
    follow(page, "Stop acting for the school")
    look(page, "authority return stopped acting")


def _put_right(page: Page) -> None:
    follow(page, "Put right who a pupil is")
    look(page, "identities")
    follow(page, "Put right Ada")
    look(page, "identity")
    page.get_by_label("Forename").fill("Adah")
    page.get_by_label("Why is this right?").fill("The school telephoned.")
    follow(page, "Put this right")
    assert "Ada is now Adah" in main(page)
    look(page, "identities put right")
