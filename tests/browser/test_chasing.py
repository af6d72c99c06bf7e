"""An officer sees who is not ready, reminds schools, notes a promise and writes down a refusal by telephone."""

from datetime import timedelta

from playwright.sync_api import Page

from muster.portal.casework.models import CaseNote, Reminding
from muster.portal.collecting import actions as collecting
from muster.portal.foundation import clock, work
from muster.portal.organisations.models import School
from tests.browser.looking import look
from tests.browser.test_collections import in_days
from tests.browser.walking import follow, main, signed_in
from tests.portal.collected import acting, collect
from tests.portal.season import Season
from tests.portal.servers.portal import Served


def _work_off() -> None:
    kind = next(one for one in work.works() if one.name == "reminders")
    for item in kind.pending(50):
        work.do("reminders", item)


def test_schools_are_chased(page: Page, portal: Served, season: Season) -> None:
    School.objects.filter(pk=season.second_academy.pk).update(email="")
    collected = collect(season)
    collecting.ask_schools(acting(season.officer), collected.collection, [season.other_school, season.academy])
    signed_in(page, portal, season.officer)
    page.goto(portal.at(f"/authority/collections/{collected.collection.public_id}/"))
    follow(page, "Are schools ready?")
    look(page, "ready")
    follow(page, "Ask 4 schools to sign in and name a second sender")
    page.get_by_text("Read the e-mail, as").click()
    look(page, "remind not ready")
    follow(page, "Send or set this reminder")
    look(page, "reminder waiting")
    _work_off()
    follow(page, "Look again")
    assert "Schools written to (4)" in main(page)
    look(page, "reminder sent")
    _later_and_off(page)
    _note(page, portal, season)
    _telephone(page)


def _way(page: Page, name: str) -> None:
    """Follow a link beside the page's own part."""
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).click()


def _later_and_off(page: Page) -> None:
    _way(page, "Reminders")
    follow(page, "Set these reminders")
    look(page, "reminders")
    follow(page, "Schools that have sent nothing")
    page.get_by_label("Canal Street Primary School").uncheck()
    page.get_by_label("On a day and hour").check()
    follow(page, "Send or set this reminder")
    look(page, "reminder without its day")
    page.locator("[name=day]").fill(in_days(3))
    follow(page, "Send or set this reminder")
    assert "those of 2 chosen schools" in main(page)
    follow(page, "Call it off")
    assert "The reminder is called off." in main(page)
    assert Reminding.objects.filter(called_off_at=None).count() == 4


def _note(page: Page, portal: Served, season: Season) -> None:
    page.goto(portal.at(f"/authority/schools/{season.school.public_id}/"))
    follow(page, "Optional key stage 1 teacher assessment 2026")
    _way(page, "Notes and contact")
    page.get_by_label("Note for the data team").fill("Bea is back on Monday.")
    page.get_by_label("The school will send by").fill(in_days(4))
    page.keyboard.press("Tab")
    follow(page, "Note this")
    look(page, "notes and contact")
    CaseNote.objects.update(promised_on=clock.today() - timedelta(days=1))
    collection = season.school.requests.get().collection.public_id
    page.goto(portal.at(f"/authority/collections/{collection}/promises/"))
    look(page, "promises due")
    follow(page, "Beech Lane Infant School")
    assert "That day has passed." in main(page)


def _telephone(page: Page) -> None:
    follow(page, "Write down that the school is not taking part")
    page.get_by_label("Who at the school said so?").fill("Ida Lin, head teacher")
    look(page, "refusal by telephone")
    follow(page, "The school is not taking part")
    assert "on the word of Ida Lin, head teacher" in main(page)
    follow(page, "Write down that it takes part after all")
    look(page, "taking part after all")
    _way(page, "The school and its people")
    follow(page, "See all contact with the school")
    look(page, "all contact")
