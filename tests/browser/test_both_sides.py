"""A pupil in two places settled from every side, without scripts: by the officer, and by both of the schools."""

import pytest
from playwright.sync_api import Page

from muster.portal.duplicates.models import Case
from muster.portal.organisations.models import Person
from tests.browser.looking import look
from tests.browser.walking import follow, main, signed_in
from tests.portal.collected import Collected
from tests.portal.duplicates.two_places import TwoPlaces, sent_case
from tests.portal.season import Season
from tests.portal.servers.portal import Served

ALSO_SENT = "Pupils another school has also sent"
PUPIL = "Pupilzqxada, Ada"

pytestmark = pytest.mark.parametrize("javascript", [False], ids=["no-scripts"])


@pytest.fixture
def places(portal: Served, season: Season) -> TwoPlaces:
    """Both schools have sent the pupil, and nobody has said when they changed school."""
    return sent_case(season)[0]


def open_case(page: Page, portal: Served, places: TwoPlaces) -> None:
    """The officer's page of the case."""
    signed_in(page, portal, places.side.officer)
    (case,) = Case.objects.all()
    page.goto(
        portal.at(f"/authority/collections/{places.first.collection.public_id}/pupils-in-two-places/{case.public_id}/")
    )


def open_tasks(page: Page, portal: Served, school: Collected, head: Person) -> None:
    """The school's task list, as its head sees it."""
    signed_in(page, portal, head)
    page.goto(portal.at(f"/schools/{school.school.public_id}/requests/{school.request.public_id}/"))


def answer(page: Page, first: str, last: str, view: str) -> None:
    """Answer what the school is asked."""
    follow(page, ALSO_SENT)
    page.get_by_label("First day on your roll").fill(first)
    page.get_by_label("Last day on your roll").fill(last)
    page.get_by_label(view).check()
    follow(page, "Send the answer")


def settle(page: Page, school: str, why: str) -> None:
    """Settle the case for the school."""
    follow(page, "Settle who submits")
    page.get_by_role("radio", name=school).check()
    page.get_by_label("Why?").fill(why)
    follow(page, "Settle it so, and on to the next")


def test_both_schools_answer_and_the_officer_settles(page: Page, portal: Served, places: TwoPlaces) -> None:
    (first, head), (second, other_head) = places.schools
    open_case(page, portal, places)
    follow(page, "Ask the schools")
    follow(page, "Ask")
    open_tasks(page, portal, first, head)
    answer(page, "4/9/2023", "20/5/2026", "We submit this pupil")
    open_tasks(page, portal, second, other_head)
    answer(page, "21/5/2026", "", "Another school submits this pupil")
    assert first.school.name not in main(page)
    open_case(page, portal, places)
    assert "20 May 2026" in main(page)
    look(page, "both sides answered")
    settle(page, first.school.name, "")
    open_tasks(page, portal, second, other_head)
    follow(page, ALSO_SENT)
    assert "Your school does not submit this pupil." in main(page)
    assert first.school.name not in main(page)
    look(page, "both sides settled for the other school")
    open_tasks(page, portal, first, head)
    follow(page, ALSO_SENT)
    assert second.school.name not in main(page)
    assert "does not submit" not in main(page)


def test_a_protected_pupil_is_settled_and_no_school_is_told(page: Page, portal: Served, places: TwoPlaces) -> None:
    open_case(page, portal, places)
    follow(page, "Protect the pupil")
    follow(page, "Protect")
    settle(page, places.first.school.name, "By telephone with both head teachers.")
    assert Case.objects.get().outcome == Case.Outcome.DECIDED
    for school, head in places.schools:
        open_tasks(page, portal, school, head)
        assert ALSO_SENT not in main(page)
        follow(page, "Look at your results")
        assert "another school" not in main(page).lower()
