"""What a return's state is called: total over the whole product of the facts, in the words of the field."""

import pytest

from muster.portal.returns.facts import Draft, InForce, Participation, Turn
from muster.portal.returns.states import State, state_of
from muster.portal.returns.workflow import MOVES, Facts, after, every_state, is_possible

_WORDS = {
    "Not started",
    "Something to put right",
    "Not sent yet: waiting for the head to confirm",
    "Sent to Northshire",
    "Questions from Northshire",
    "Accepted",
    "Reports ready",
    "Not taking part",
}


def reached() -> set[Facts]:
    """The facts that moves lead to, from nothing sent."""
    found, new = set[Facts](), {Facts()}
    while new:
        found |= new
        new = {facts for one in new for facts in _next(one)} - found
    return found


def _next(facts: Facts) -> set[Facts]:
    drafts = (Draft.NEEDS_ATTENTION, Draft.READY)
    possible = [move for move in MOVES.values() if is_possible(move, facts)]
    return {
        after(move, facts, draft, keeps_turn=kept) for move in possible for draft in drafts for kept in (False, True)
    }


def test_every_state_is_called_something() -> None:
    said = {
        state_of(facts, reports=reports).words("Northshire") for facts in every_state() for reports in (False, True)
    }
    assert said == _WORDS


def test_the_product_is_whole() -> None:
    assert len(set(every_state())) == len(Draft) * len(InForce) * len(Participation) * len(Turn)


def test_every_word_is_reached_by_moves() -> None:
    assert {state_of(facts) for facts in reached()} == set(State) - {State.REPORTS_READY}


def test_a_school_that_declined_is_told_nothing_else() -> None:
    declined = [facts for facts in every_state() if facts.participation is Participation.DECLINED]
    assert {state_of(facts) for facts in declined} == {State.DECLINED}


def test_nothing_unconfirmed_is_ever_called_sent() -> None:
    unsent = {State.SENT, State.ACCEPTED, State.REPORTS_READY, State.QUESTIONS}
    assert not [facts for facts in every_state() if facts.draft is not Draft.NONE and state_of(facts) in unsent]


def test_what_is_called_sent_was_confirmed() -> None:
    sent = [facts for facts in every_state() if state_of(facts) in {State.SENT, State.ACCEPTED, State.QUESTIONS}]
    assert InForce.NONE not in {facts.in_force for facts in sent}


@pytest.mark.parametrize("facts", sorted(reached(), key=repr), ids=str)
def test_something_can_always_be_done_next(facts: Facts) -> None:
    assert [move for move in MOVES.values() if is_possible(move, facts)]


def test_accepted_results_are_moved_by_reopening_alone() -> None:
    accepted = [facts for facts in reached() if facts.in_force is InForce.ACCEPTED]
    assert accepted
    assert {name for name, move in MOVES.items() for facts in accepted if is_possible(move, facts)} == {"reopen"}


def test_a_school_that_has_confirmed_cannot_decline() -> None:
    assert not [one for one in reached() if one.participation is Participation.DECLINED and one.in_force != "none"]


def test_the_turn_stays_with_the_school_while_a_question_is_open() -> None:
    asked = Facts(in_force=InForce.CONFIRMED, turn=Turn.SCHOOL)
    answer = MOVES["answer"]
    assert after(answer, asked, keeps_turn=True) == asked
    assert after(answer, asked).turn is Turn.AUTHORITY


def test_only_a_move_that_may_keeps_the_turn() -> None:
    sent = Facts(draft=Draft.READY)
    assert after(MOVES["confirm"], sent, keeps_turn=True).turn is Turn.AUTHORITY
