"""An officer goes through pupils in two places: looks, asks, accepts, settles otherwise, undoes, protects."""

from playwright.sync_api import Page

from muster.portal.duplicates.models import Case
from tests.browser.looking import look, with_and_without_scripts
from tests.browser.walking import follow, signed_in
from tests.portal.duplicates.two_places import sent_case, settled_dates
from tests.portal.season import Season
from tests.portal.servers.portal import Served


@with_and_without_scripts
def test_an_officer_asks_and_settles_by_hand(page: Page, portal: Served, season: Season) -> None:
    sent_case(season, Case.Kind.NEAR_NAME)
    signed_in(page, portal, season.officer)
    page.goto(portal.at("/authority/"))
    follow(page, "1 case that waits for you")
    follow(page, "1 pupil in two places")
    look(page, "two places list")
    follow(page, "Pupilzqxada, Ada")
    look(page, "two places case unclear")
    page.get_by_role("link", name="Ask the schools", exact=True).click()
    page.get_by_label("What else do you want to know?").fill("Since when is she with you?")
    look(page, "two places ask")
    follow(page, "Ask")
    assert "Not answered yet." in page.locator("main").inner_text()
    look(page, "two places case asked")
    page.get_by_role("link", name="Settle who submits").click()
    page.get_by_role("radio", name="Canal Street Primary School").check()
    follow(page, "Settle it so, and on to the next")
    assert "Say why, in a sentence" in page.get_by_role("alert").inner_text()
    look(page, "two places settle refused")
    page.get_by_label("Why?").fill("Both schools say so.")
    follow(page, "Settle it so, and on to the next")
    assert "Canal Street Primary School submits the pupil." in page.locator("main").inner_text()


@with_and_without_scripts
def test_an_officer_accepts_undoes_and_protects(page: Page, portal: Served, season: Season) -> None:
    places, case = settled_dates(season)
    signed_in(page, portal, season.officer)
    page.goto(portal.at(f"/authority/collections/{places.first.collection.public_id}/pupils-in-two-places/"))
    follow(page, "Look through it, and accept it")
    look(page, "two places accept")
    page.get_by_role("link", name="Look at Pupilzqxada, Ada").click()
    look(page, "two places case clear")
    follow(page, "Accept, and on to the next")
    page.get_by_role("link", name="Settled", exact=True).click()
    follow(page, "Pupilzqxada, Ada")
    look(page, "two places case settled")
    follow(page, "Undo this")
    look(page, "two places undo")
    follow(page, "Undo it")
    follow(page, "Let these schools see each other’s side")
    look(page, "two places show")
    follow(page, "Let them see it")
    follow(page, "It is not the same child")
    look(page, "two places not the same")
    follow(page, "No, leave it")
    follow(page, "Protect the pupil")
    look(page, "two places protect")
    page.get_by_role("button", name="Protect", exact=True).click()
    page.get_by_text("Nothing of this case is shown at any school").wait_for()
    look(page, "two places case protected")
    assert Case.objects.get(pk=case.pk).outcome == Case.Outcome.OPEN
