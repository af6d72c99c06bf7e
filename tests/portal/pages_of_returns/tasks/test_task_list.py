"""The task list of a return: its state, its next step, its five steps, in every state and for everybody."""

import re
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from muster.portal.collecting.models import Collection
from muster.portal.collecting.times import said
from muster.portal.foundation import clock
from muster.portal.organisations.access import access_of
from muster.portal.organisations.models import Person
from muster.portal.pages.returns.place import place_of
from muster.portal.pages.returns.tasks.next_step import next_of
from muster.portal.pages.shared.visits import Visit, actor_of
from muster.portal.returns.models import Return
from muster.portal.returns.states import State
from tests.portal.answers import text
from tests.portal.collected import Collected, results_file
from tests.portal.fixtures import ClientOf
from tests.portal.returned import WAYS, confirmed, put_right, questioned
from tests.portal.season import Season

_UNSAID = re.compile(r"\b(?:findings?|establishment|ruleset|hash|clear|[CFPRSX]\d\d)\b", re.IGNORECASE)
NEXT = {
    State.NOT_STARTED: ("Send your results by", "Send your results", "send/"),
    State.PUT_RIGHT: ("1 thing in your results must be put right", "Put right and explain", "check/"),
    State.NOT_SENT: ("Look at them, then confirm them", "Confirm your results", "confirm/"),
    State.SENT: ("Northshire has your confirmed results and checks them", "See your receipt", "receipt/"),
    State.QUESTIONS: ("Northshire has 1 question about your results", "Answer the questions", "questions/"),
    State.ACCEPTED: ("Northshire has accepted your results", "See your receipt", "receipt/"),
    State.REPORTS_READY: ("Your reports are ready", "Get your reports", "reports/"),
    State.DECLINED: ("nobody reminds you", "Take part after all", "rejoin/"),
}


def shown(client_of: ClientOf, person: Person, there: str) -> str:
    answer = client_of(person).get(there)
    assert answer.status_code == 200
    return text(answer)


def main(page: str) -> str:
    """What the page itself says, without tags."""
    inside = page.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]*>", " ", inside).split())


def statuses(page: str) -> list[str]:
    return [
        " ".join(re.sub(r"<[^>]*>", " ", one).split())
        for one in re.findall(r'id="step-\d-status">(.*?)</div>', page, re.DOTALL)
    ]


@pytest.mark.parametrize("state", WAYS, ids=lambda one: one.name)
def test_every_state_says_itself_and_its_next_step(
    collected: Collected, there: str, client_of: ClientOf, state: State
) -> None:
    WAYS[state](collected)
    page = shown(client_of, collected.side.head, there)
    sentence, words, address = NEXT[state]
    heading = re.search(r"<h1.*?</h1>", page, re.DOTALL)
    assert heading is not None
    assert collected.school.name in heading.group()
    assert collected.collection.title in heading.group()
    assert state.words("Northshire") in heading.group()
    assert sentence in main(page)
    assert re.search(rf'href="{there}{address}" role="button"[^>]*>{words}', page)


@pytest.mark.parametrize("state", WAYS, ids=lambda one: one.name)
def test_no_state_says_what_schools_are_not_told(
    collected: Collected, there: str, client_of: ClientOf, state: State
) -> None:
    WAYS[state](collected)
    assert _UNSAID.findall(main(shown(client_of, collected.side.head, there))) == []


def test_ready_reports_have_their_sentence(collected: Collected, season: Season) -> None:
    confirmed(collected)
    access = access_of(season.head)
    scope = access.scope_at_school(collected.school)
    visit = Visit(actor=actor_of(season.head), scope=scope, person=season.head, access=access, school=collected.school)
    place = place_of(visit, collected.request.public_id)
    assert next_of(place, state=State.REPORTS_READY).kind == "reports"


STATUSES = {
    State.NOT_STARTED: ["6 pupils expected", "To do", "Not yet", "Not yet", "Not yet"],
    State.PUT_RIGHT: [
        "1 pupil to tell us about", "Received", "1 to put right, 1 to explain", "5 pupils",
        "Not yet: 1 to put right first",
    ],
    State.NOT_SENT: ["6 of 6 pupils sent", "Received", "Nothing left to do", "6 pupils", "Waiting for the head"],
    State.SENT: ["6 of 6 pupils sent", "Received", "Nothing left to do", "6 pupils", "Confirmed"],
    State.ACCEPTED: ["6 of 6 pupils sent", "Received", "Nothing left to do", "6 pupils", "Confirmed"],
}  # fmt: skip


@pytest.mark.parametrize("state", STATUSES, ids=lambda one: one.name)
def test_each_step_says_how_far_it_is(collected: Collected, there: str, client_of: ClientOf, state: State) -> None:
    WAYS[state](collected)
    assert statuses(shown(client_of, collected.side.head, there)) == STATUSES[state]


def test_what_is_asked_by_when_and_what_for_is_said(collected: Collected, there: str, client_of: ClientOf) -> None:
    Collection.objects.update(guidance="Send it early.\n\nThank you.")
    page = main(shown(client_of, collected.side.head, there))
    assert said(collected.collection.deadline) in page
    assert "Send it early." in page
    assert "makes reports on the results for your school" in page


def test_late_results_are_accepted_until_the_collection_closes(
    collected: Collected, there: str, client_of: ClientOf
) -> None:
    now = clock.now()
    Collection.objects.update(deadline=now - timedelta(days=1))
    page = main(shown(client_of, collected.side.head, there))
    assert "what comes now is marked as late" in page
    assert "Send your results as soon as you can" in page


def test_no_deadline_is_mourned_once_the_results_are_confirmed(
    collected: Collected, there: str, client_of: ClientOf
) -> None:
    confirmed(collected)
    Collection.objects.update(deadline=clock.now() - timedelta(days=1))
    assert "marked as late" not in main(shown(client_of, collected.side.head, there))


@pytest.mark.parametrize(
    ("way", "sentence"),
    [
        (State.NOT_STARTED, "and nothing was sent"),
        (State.NOT_SENT, "Your results were not confirmed"),
        (State.SENT, "has the results that you confirmed"),
        (State.DECLINED, "Your school did not take part"),
    ],
)
def test_a_closed_collection_stays_and_says_what_it_has(
    collected: Collected, there: str, client_of: ClientOf, way: State, sentence: str
) -> None:
    WAYS[way](collected)
    past = clock.now() - timedelta(days=2)
    Collection.objects.update(deadline=past, closes_at=past)
    page = shown(client_of, collected.side.head, there)
    assert sentence in main(page)
    assert f'href="{there}send/"' not in page


def test_before_it_opens_a_school_need_do_nothing(collected: Collected, there: str, client_of: ClientOf) -> None:
    Collection.objects.update(opens_at=clock.now() + timedelta(days=3))
    page = shown(client_of, collected.side.head, there)
    assert "Until then you need do nothing" in main(page)
    assert f'href="{there}send/"' not in page


def test_a_newer_file_leaves_what_was_confirmed_in_force(collected: Collected, there: str, client_of: ClientOf) -> None:
    receipt = confirmed(collected).receipt
    collected.send(results_file(collected.entries, {0: {"reading": "EXS"}}))
    page = main(shown(client_of, collected.side.head, there))
    assert State.NOT_SENT.value in page
    assert f"Northshire still has the results that {collected.side.head.name} confirmed" in page
    assert receipt in page


def test_questions_are_said_beside_a_newer_file(collected: Collected, there: str, client_of: ClientOf) -> None:
    questioned(collected)
    collected.send(results_file(collected.entries, {0: {"reading": "EXS"}}))
    assert "Northshire has 1 question about your results. Read and answer" in main(
        shown(client_of, collected.side.head, there)
    )


def test_results_opened_again_are_not_called_questions(collected: Collected, there: str, client_of: ClientOf) -> None:
    questioned(collected)
    Return.objects.get().questions.all().delete()
    assert "Northshire has opened your results again" in main(shown(client_of, collected.side.head, there))


def test_open_questions_do_not_stop_the_head(collected: Collected, there: str, client_of: ClientOf) -> None:
    collected.send(results_file(collected.entries, without=(5,)))
    page = main(shown(client_of, collected.side.head, there))
    assert "1 question is still to answer; you can confirm before or after" in page


def test_an_authority_may_want_the_answers_first(collected: Collected, there: str, client_of: ClientOf) -> None:
    Collection.objects.update(practice={"answers_first": True})
    collected.send(results_file(collected.entries, without=(5,)))
    page = shown(client_of, collected.side.head, there)
    assert "still to answer before the head teacher can confirm them" in main(page)
    assert f'href="{there}confirm/" role="button"' not in page


def test_who_may_send_is_told_that_the_head_confirms(collected: Collected, there: str, client_of: ClientOf) -> None:
    collected.send()
    page = shown(client_of, collected.side.sender, there)
    assert f"{collected.side.head.name}, the head teacher, confirms them" in main(page)
    assert f'href="{there}confirm/"' not in page


def test_who_may_send_confirms_where_the_authority_lets_them(
    collected: Collected, there: str, client_of: ClientOf
) -> None:
    Collection.objects.update(practice={"sender_may_confirm": True})
    collected.send()
    assert f'href="{there}confirm/" role="button"' in shown(client_of, collected.side.sender, there)


@pytest.mark.parametrize("role", ["reader", "officer", "adviser"])
@pytest.mark.parametrize("state", WAYS, ids=lambda one: one.name)
def test_who_only_looks_gets_no_button_that_changes_something(
    collected: Collected, there: str, client_of: ClientOf, role: str, state: State
) -> None:
    WAYS[state](collected)
    page = shown(client_of, getattr(collected.side, role), there)
    for kept in ("send/", "confirm/", "rejoin/", "decline/", "withdraw/"):
        assert f'href="{there}{kept}"' not in page


@pytest.mark.parametrize("role", ["other_head", "trust_lead", "twin_officer", "twin_head", "stranger", "operator"])
def test_to_everybody_else_there_is_no_such_return(
    season: Season, collected: Collected, there: str, client_of: ClientOf, role: str
) -> None:
    assert client_of(getattr(season, role)).get(there).status_code == 404


def test_nobody_is_asked_to_sign_in(there: str, client_of: ClientOf) -> None:
    assert client_of(None).get(there).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("state", [State.NOT_STARTED, State.PUT_RIGHT, State.SENT], ids=lambda one: one.name)
def test_the_page_asks_the_database_little(
    collected: Collected,
    there: str,
    client_of: ClientOf,
    state: State,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    WAYS[state](collected)
    browser = client_of(collected.side.head)
    with django_assert_max_num_queries(28):
        browser.get(there)


def test_pupils_are_not_named(collected: Collected, there: str, client_of: ClientOf) -> None:
    put_right(collected)
    page = main(shown(client_of, collected.side.adviser, there))
    assert "Pupilzqx" not in page
