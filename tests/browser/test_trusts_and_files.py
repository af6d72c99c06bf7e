"""A trust looks at its schools; a school hands in a file where no more is asked for. Walked, and looked at."""

from playwright.sync_api import Page

from muster.portal.foundation import work
from muster.portal.publishing.actions.summaries import WORK
from tests.browser.looking import look
from tests.browser.walking import signed_in
from tests.portal.collected import collect
from tests.portal.filed import PDF, TITLE, ask_for_file
from tests.portal.publishing.several import newest_build
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season
from tests.portal.servers.portal import Served


def test_a_trust_looks_at_its_schools_and_the_head_sees_that(page: Page, portal: Served, season: Season) -> None:
    collected = collect(season, school=season.academy)
    collected.send(by=season.executive_head)
    confirmed(collected)
    signed_in(page, portal, season.trust_lead)
    page.get_by_role("link", name="See where Rowan Learning Trust’s schools are").click()
    look(page, "trust")
    page.get_by_role("link", name=collected.collection.title).click()
    look(page, "trust schools")
    _have_a_report_made(page)
    page.goto(portal.at(f"/trusts/{season.trust.public_id}/"))
    page.get_by_role("link", name="The trust’s people").click()
    look(page, "trust people")
    page.context.clear_cookies()
    signed_in(page, portal, season.executive_head)
    page.goto(portal.at(f"/schools/{season.academy.public_id}/"))
    page.get_by_role("link", name="Trusts that see your school").click()
    assert season.trust_lead.name in page.inner_text("main")
    look(page, "school trusts")


def _have_a_report_made(page: Page) -> None:
    page.get_by_role("link", name="A report on the trust’s schools").click()
    page.get_by_role("button", name="Make the report").click()
    look(page, "trust report waiting")
    assert work.do(WORK, newest_build().public_id)
    page.get_by_role("link", name="Look again now").click()
    look(page, "trust report made")
    page.get_by_role("link", name="Trust report, number 1", exact=True).click()
    assert "Dale Academy" in page.inner_text("main")
    look(page, "trust report")


def test_a_school_hands_in_a_file_and_an_officer_takes_it(page: Page, portal: Served, season: Season) -> None:
    filed = ask_for_file(season)
    signed_in(page, portal, season.head)
    page.get_by_role("button", name="Send your file").click()
    page.get_by_label("Your file").set_input_files({"name": "phonics.pdf", "mimeType": "", "buffer": PDF})
    look(page, "hand in")
    page.get_by_role("button", name="Send").click()
    assert "File received" in page.inner_text("main")
    look(page, "file received")
    page.get_by_role("link", name="Back").or_(page.get_by_role("link", name=TITLE)).first.click()
    look(page, "file page")
    page.context.clear_cookies()
    signed_in(page, portal, season.officer)
    page.goto(portal.at(f"/authority/collections/{filed.collection.public_id}/"))
    page.get_by_role("link", name="Which kind of file").click()
    look(page, "which file")
    page.go_back()
    page.get_by_role("link", name="The files received").click()
    look(page, "files received")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download all of them").click()
    assert taken.value.suggested_filename == f"{TITLE}.zip"
