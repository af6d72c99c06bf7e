"""An officer checks returns one after the other: reads, takes, asks, accepts, opens again, accepts what is clear."""

from playwright.sync_api import Page

from muster.portal.collecting.actions import ask_schools
from muster.portal.returns.actions.moderating import answer_question
from muster.portal.returns.models import Question
from tests.browser.looking import look, with_scripts_first
from tests.browser.walking import main, signed_in
from tests.portal.collected import Collected, acting, collect, roll_entries
from tests.portal.returns.explained import explained
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season
from tests.portal.servers.portal import Served


def follow(page: Page, name: str) -> None:
    """Press a link or button by its name, and wait for the page that it leads to."""
    with page.expect_navigation():
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()


def three(season: Season) -> list[Collected]:
    """The first has explained something, the others are clear."""
    first = collect(season)
    asked = ask_schools(acting(season.officer), first.collection, [season.other_school, season.academy]).requests
    rest = [Collected(season, first.collection, one, roll_entries(one.school)) for one in asked]
    for one, head in zip(rest, [season.other_head, season.executive_head], strict=True):
        one.send(by=head)
        confirmed(one, by=head)
    explained(first)
    return [first, *rest]


def answer(season: Season, collected: Collected) -> None:
    """The head answers every question."""
    for question in Question.objects.filter(answered_at=None):
        seen = collected.school_return().revision
        answer_question(acting(season.head), collected.request, seen, question.public_id, "Since the 4th of May.")


@with_scripts_first
def test_returns_are_checked_one_after_the_other(page: Page, portal: Served, season: Season) -> None:
    first = three(season)[0]
    signed_in(page, portal, season.officer)
    page.goto(portal.at(f"/authority/collections/{first.collection.public_id}/progress/"))
    follow(page, "Beech Lane Infant School")
    look(page, "return to check")
    _ask(page)
    answer(season, first)
    page.reload()
    look(page, "return answered")
    follow(page, "Take this answer")
    _accept_by_key(page)
    assert "Canal Street Primary School" in page.locator("h1").inner_text()
    follow(page, "Next return")
    assert "Dale Academy" in page.locator("h1").inner_text()
    follow(page, "Previous return")
    _clear(page, portal, first)
    _open_again(page, portal, first)


def _ask(page: Page) -> None:
    page.get_by_role("checkbox").nth(1).uncheck()
    follow(page, "Ask again")
    look(page, "ask again")
    page.get_by_label("Your question").fill("Since when exactly?")
    follow(page, "Ask the school")
    assert "asked. The school is told by e-mail." in main(page)
    follow(page, "Ask the school")
    follow(page, "Write another question")
    look(page, "ask by hand")
    page.locator("[name=text-1]").fill("Are the results of science all moderated?")
    page.get_by_label("What is question 1 about?").select_option(label="Science")
    follow(page, "Ask the school")
    follow(page, "Questions")
    look(page, "thread")
    follow(page, "Check and accept")


def _accept_by_key(page: Page) -> None:
    """From the top of the page: past the links, then the first button."""
    # Asked for without the place where reading went on, the page begins at its top.
    page.goto(page.url.partition("#")[0])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Beech Lane Infant School: accepted." in main(page)


def _clear(page: Page, portal: Served, collected: Collected) -> None:
    page.goto(portal.at(f"/authority/collections/{collected.collection.public_id}/progress/"))
    follow(page, "Accept what is clear")
    look(page, "accept what is clear")
    follow(page, "Accept those ticked")
    assert "2 returns accepted." in main(page)


def _open_again(page: Page, portal: Served, collected: Collected) -> None:
    page.goto(portal.at(f"/authority/schools/{collected.school.public_id}/"))
    follow(page, collected.collection.title)
    look(page, "return accepted")
    follow(page, "Open the results again")
    look(page, "open again")
    page.get_by_label("Why do you open them again?").fill("A pupil has moved here since.")
    follow(page, "Open them again")
    follow(page, "Accept all the same")
    look(page, "accept over what is left")
    follow(page, "No, leave them")
    follow(page, "History")
    look(page, "history")
    assert "A pupil has moved here since." in main(page)
