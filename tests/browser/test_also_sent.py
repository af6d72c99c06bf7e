"""A pupil whom two schools send, from one school's side: asked, answered, settled, shown; looked at at every width."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from muster.portal.duplicates.actions.asking import ask
from muster.portal.duplicates.actions.deciding import Decision, decide
from muster.portal.duplicates.actions.showing import show_to_schools
from muster.portal.duplicates.models import Ask, Case
from muster.portal.foundation import clock
from muster.portal.organisations.models import Person
from tests.browser.looking import look, with_and_without_scripts
from tests.browser.walking import signed_in
from tests.portal.collected import Collected, acting
from tests.portal.duplicates.two_places import TwoPlaces, sent_case
from tests.portal.season import Season
from tests.portal.servers.portal import Served

QUESTION = "We are not sure when she came to you. Can you look it up?"


@pytest.fixture
def places(portal: Served, season: Season) -> TwoPlaces:
    """Both schools have sent the pupil, and the case is found."""
    return sent_case(season)[0]


def asked(places: TwoPlaces) -> None:
    case = Case.objects.get()
    side = places.view(case).claims[0].side.public_id
    ask(acting(places.side.officer), case, case.revision, [side], QUESTION, clock.today() + timedelta(days=3))


def open_task_list(page: Page, portal: Served, school: Collected, head: Person) -> None:
    signed_in(page, portal, head)
    page.goto(portal.at(f"/schools/{school.school.public_id}/requests/{school.request.public_id}/"))


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=name).first.click()


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def main(page: Page) -> str:
    return page.locator("main").inner_text()


@with_and_without_scripts
def test_a_school_answers_and_reads_what_is_settled(page: Page, portal: Served, places: TwoPlaces) -> None:
    asked(places)
    open_task_list(page, portal, places.first, places.side.head)
    look(page, "task list with a pupil also sent")
    follow(page, "Pupils another school has also sent")
    assert QUESTION in main(page)
    look(page, "also sent, asked")
    page.get_by_label("First day on your roll").fill("1/9/2022")
    page.get_by_label("Last day on your roll").fill("someday")
    press(page, "Send the answer")
    look(page, "also sent, with faults")
    page.get_by_label("Last day on your roll").fill("20/5/2026")
    page.get_by_label("We submit this pupil").check()
    press(page, "Send the answer")
    assert "Your answer has reached the data team" in main(page)
    look(page, "also sent, answered")
    assert Ask.objects.get().leaving_date == date(2026, 5, 20)
    case = Case.objects.get()
    case = show_to_schools(acting(places.side.officer), case, case.revision)
    decide(acting(places.side.officer), case, case.revision, Decision(places.second.school.public_id, "Agreed."))
    page.reload()
    assert "Your school does not submit this pupil." in main(page)
    assert places.second.school.name in main(page)
    look(page, "also sent, settled and shown")


@with_and_without_scripts
def test_a_school_says_it_of_its_own_accord(page: Page, portal: Served, places: TwoPlaces) -> None:
    open_task_list(page, portal, places.second, places.side.other_head)
    follow(page, "Put right and explain")
    look(page, "check with a pupil also sent")
    follow(page, "Say when this pupil was on your roll")
    page.get_by_label("Another school submits this pupil").check()
    press(page, "Send the answer")
    assert Ask.objects.get().view == "not_ours"
    look(page, "also sent, said unasked")
