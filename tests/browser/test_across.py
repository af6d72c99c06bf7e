"""Two authorities agree to share, find a pupil whom both have, and settle who submits: walked on both sides."""

from playwright.sync_api import Page

from muster.portal.duplicates.actions.keying import compare_all
from tests.browser.looking import look, with_scripts_first
from tests.browser.walking import follow, main, signed_in
from tests.portal.duplicates.neighbours import neighbours, struck
from tests.portal.season import Season
from tests.portal.servers.portal import Served


def record(page: Page, la: str) -> None:
    if page.locator("[name=la]").input_value() != la:
        page.get_by_label("The other authority’s number").fill(la)
    page.get_by_label("Reference of the sharing agreement").fill("ISA 12/2026")
    page.get_by_label("From which day does it hold?").fill("2/2/2026")
    follow(page, "Record the agreement")


@with_scripts_first
def test_a_pupil_of_two_authorities_is_settled_by_both(page: Page, portal: Served, season: Season) -> None:
    neighbours(season).send()
    signed_in(page, portal, season.manager)
    page.goto(portal.at("/authority/"))
    follow(page, "Pupils whom another authority has too")
    look(page, "nobody compared")
    page.goto(portal.at("/authority/"))
    follow(page, "Sharing agreements with other authorities")
    look(page, "no sharing agreement")
    follow(page, "Record an agreement")
    look(page, "record a sharing agreement")
    follow(page, "Record the agreement")
    look(page, "record a sharing agreement, nothing typed")
    record(page, "331")
    assert "Northshire Twin has not recorded it yet." in main(page)

    signed_in(page, portal, season.twin.manager)
    page.goto(portal.at("/authority/"))
    follow(page, "Northshire has recorded a sharing agreement with you")
    look(page, "sharing agreement recorded by the other")
    follow(page, "Record it for your side")
    record(page, "330")
    compare_all()
    follow(page, "See whom you share")
    look(page, "pupils of another authority")
    follow(page, "Ada")
    page.get_by_label("Your message").fill("She came to us on 4 May. Ring me on 01632 960002.")
    follow(page, "Send the message")
    page.get_by_label("We submit this pupil").check()
    follow(page, "Say this")
    look(page, "a pupil whom another authority has too")

    signed_in(page, portal, season.officer)
    page.goto(portal.at("/authority/"))
    follow(page, "1 pupil to settle with another authority")
    follow(page, "Ada")
    assert "Ring me on 01632 960002." in main(page)
    page.get_by_label("Northshire Twin submits this pupil").check()
    follow(page, "Say this")
    assert "they submit this pupil, and you count them no more" in main(page)
    look(page, "settled with another authority")
    assert struck(season) == 1

    signed_in(page, portal, season.manager)
    page.goto(portal.at("/authority/sharing/"))
    follow(page, "End the agreement")
    look(page, "end a sharing agreement")
    follow(page, "End the agreement")
    look(page, "sharing agreement ended")
    assert struck(season) == 1
