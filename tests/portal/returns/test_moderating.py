"""The authority's moves: questions and their answers, accepting, opening again."""

from datetime import timedelta

import pytest

from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.returns.actions.accepting import accept
from muster.portal.returns.actions.moderating import Asked, answer_question, reopen, send_back
from muster.portal.returns.facts import InForce, Turn
from muster.portal.returns.models import Question
from muster.portal.returns.reads.questions import questions_of
from muster.portal.returns.states import State, state_of
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.returns.signed import confirmed
from tests.portal.season import CANARY, Season

DAY = timedelta(days=1)
_TEXT = f"Is Ada Pupil{CANARY}ada's outcome in maths right?"


@pytest.fixture
def sent(season: Season) -> Collected:
    collected = collect(season)
    collected.send()
    confirmed(collected)
    return collected


def seen(sent: Collected) -> int:
    return sent.school_return().revision


def ask(sent: Collected, *texts: str) -> list[Question]:
    asked = [Asked(text) for text in texts or (_TEXT,)]
    return send_back(acting(sent.side.officer), sent.request, seen(sent), asked)


def answer(sent: Collected, question: Question, text: str = "It is.") -> None:
    answer_question(acting(sent.side.head), sent.request, seen(sent), question.public_id, text)


def state(sent: Collected) -> State:
    return state_of(sent.school_return().facts)


def scope_of(sent: Collected) -> Scope:
    return Scope(Level.SCHOOL, sent.side.authority.public_id, frozenset({sent.school.public_id}))


def test_questions_leave_what_is_in_force(sent: Collected) -> None:
    version = sent.school_return().confirmed
    ask(sent)
    found = sent.school_return()
    assert (found.confirmed, found.in_force, state(sent)) == (version, InForce.CONFIRMED, State.QUESTIONS)


def test_the_school_is_told_without_the_question(sent: Collected) -> None:
    ask(sent)
    assert Mail.objects.filter(template="question_raised").exists()
    assert CANARY.encode() not in bytes(Question.objects.get().sealed)


def test_the_school_reads_and_answers(sent: Collected) -> None:
    (question,) = ask(sent)
    answer(sent, question)
    (found,) = questions_of(scope_of(sent), sent.school_return())
    assert (found.text, found.answer, found.answered_by) == (_TEXT, "It is.", sent.side.head.name)
    assert state(sent) is State.SENT


def test_the_turn_passes_with_the_last_answer(sent: Collected) -> None:
    one, other = ask(sent, "Is this right?", "And this?")
    answer(sent, one)
    assert sent.school_return().turn == Turn.SCHOOL
    answer(sent, other)
    assert sent.school_return().turn == Turn.AUTHORITY


def test_what_waits_for_an_answer_comes_first(sent: Collected) -> None:
    one, other = ask(sent, "Is this right?", "And this?")
    answer(sent, other)
    assert [found.public_id for found in questions_of(scope_of(sent), sent.school_return())] == [
        one.public_id,
        other.public_id,
    ]


def test_an_answer_is_given_once(sent: Collected) -> None:
    one, _ = ask(sent, "Is this right?", "And this?")
    answer(sent, one)
    with pytest.raises(Refusal, match="not_asked_back"):
        answer(sent, one, "It is not.")


def test_another_schools_question_is_not_answered(sent: Collected, season: Season) -> None:
    (theirs,) = ask(_other(season))
    ask(sent)
    with pytest.raises(Refusal, match="not_asked_back"):
        answer(sent, theirs)


def test_another_authority_reads_no_question(sent: Collected, season: Season) -> None:
    ask(sent)
    assert questions_of(Scope(Level.AUTHORITY, season.twin.authority.public_id), sent.school_return()) == []


@pytest.mark.parametrize(("asked", "refusal"), [((), "question_empty"), ((Asked("  "),), "question_empty")])
def test_nothing_asked_is_no_question(sent: Collected, asked: tuple[Asked, ...], refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        send_back(acting(sent.side.officer), sent.request, seen(sent), asked)


def test_a_question_is_due_in_time_and_about_something(sent: Collected) -> None:
    closes = sent.collection.closes_at.date()
    wrong = {
        "question_due_past": Asked("Is it?", due_on=clock.today() - DAY),
        "question_due_late": Asked("Is it?", due_on=closes + 2 * DAY),
        "question_about_nothing": Asked("Is it?", subject="latin"),
        "question_long": Asked("Is it?" * 1000),
        "answer_gone": Asked("Is it?", follows="noquestionofours"),
    }
    for refusal, asked in wrong.items():
        with pytest.raises(Refusal, match=refusal):
            send_back(acting(sent.side.officer), sent.request, seen(sent), [asked])
    with pytest.raises(Refusal, match="question_about_nothing"):
        send_back(acting(sent.side.officer), sent.request, seen(sent), [Asked("Is it?", rule="X99")])
    assert not Question.objects.exists()


def test_an_answer_that_is_not_enough_is_followed_by_another_question(sent: Collected) -> None:
    officer = acting(sent.side.officer)
    (one,) = send_back(officer, sent.request, seen(sent), [Asked("Is it?", subject="maths", due_on=clock.today())])
    with pytest.raises(Refusal, match="answer_gone"):
        send_back(officer, sent.request, seen(sent), [Asked("And now?", follows=one.public_id)])
    answer(sent, one)
    (other,) = send_back(officer, sent.request, seen(sent), [Asked("And now?", follows=one.public_id)])
    assert (other.follows, other.subject) == (one, "maths")
    with pytest.raises(Refusal, match="answer_gone"):
        send_back(officer, sent.request, seen(sent), [Asked("Once more?", follows=one.public_id)])


def test_results_confirmed_anew_answer_what_was_asked(sent: Collected) -> None:
    (question,) = ask(sent)
    sent.send(results_file(sent.entries, {1: {"maths": "WTS"}}))
    receipt = confirmed(sent).receipt
    question.refresh_from_db()
    assert (question.with_receipt, question.answered_by_name) == (receipt, sent.side.head.name)
    assert state(sent) is State.SENT
    (found,) = questions_of(scope_of(sent), sent.school_return())
    assert (found.is_open, found.answer, found.with_receipt) == (False, "", receipt)


def test_a_question_is_about_a_child_of_the_return(sent: Collected, season: Season) -> None:
    child = sent.school_return().confirmed.results.first().child.public_id  # type: ignore[union-attr] # it was sent
    send_back(acting(season.officer), sent.request, seen(sent), [Asked("Is it?", about=child)])
    with pytest.raises(Refusal, match="question_about_nobody"):
        send_back(acting(season.officer), sent.request, seen(sent), [Asked("Is it?", about="nochildofthiskin")])


def test_an_empty_answer_is_none(sent: Collected) -> None:
    (question,) = ask(sent)
    with pytest.raises(Refusal, match="answer_empty"):
        answer(sent, question, " ")


def test_who_comes_second_is_told(sent: Collected) -> None:
    before = seen(sent)
    ask(sent)
    with pytest.raises(Changed):
        accept(acting(sent.side.officer), sent.request, before)


def test_accepted_results_stand(sent: Collected) -> None:
    accept(acting(sent.side.officer), sent.request, seen(sent))
    assert state(sent) is State.ACCEPTED
    with pytest.raises(Refusal, match="return_accepted"):
        sent.send(results_file(sent.entries, {1: {"maths": "WTS"}}))


def test_newer_results_are_confirmed_before_anything_is_accepted(sent: Collected) -> None:
    sent.send(results_file(sent.entries, {1: {"maths": "WTS"}}))
    with pytest.raises(Refusal, match="unconfirmed_left"):
        accept(acting(sent.side.officer), sent.request, seen(sent))


def test_opened_again_the_school_reads_why_and_may_send(sent: Collected) -> None:
    accept(acting(sent.side.officer), sent.request, seen(sent))
    reopen(acting(sent.side.officer), sent.request, seen(sent), "A pupil has moved.")
    assert [one.text for one in questions_of(scope_of(sent), sent.school_return())] == ["A pupil has moved."]
    assert state(sent) is State.QUESTIONS
    sent.send(results_file(sent.entries, {1: {"maths": "WTS"}}))
    assert state(sent) is State.NOT_SENT


def test_the_school_is_told_that_it_is_open_again_and_not_why_in_the_officers_words(sent: Collected) -> None:
    accept(acting(sent.side.officer), sent.request, seen(sent))
    reopen(acting(sent.side.officer), sent.request, seen(sent), _TEXT)
    said = [text_of(one) for one in Mail.objects.filter(template="opened_again")]
    assert said
    assert not [one for one in said if one is None or f"Pupil{CANARY}" in one.plain + one.html + one.subject]
    assert not Mail.objects.filter(template="question_raised").exists()


def test_opening_again_needs_a_reason(sent: Collected) -> None:
    accept(acting(sent.side.officer), sent.request, seen(sent))
    with pytest.raises(Refusal, match="reason_missing"):
        reopen(acting(sent.side.officer), sent.request, seen(sent), "")


def _other(season: Season) -> Collected:
    """The twin's return, confirmed."""
    collected = collect(season.twin)
    collected.send(by=season.twin.head)
    confirmed(collected, by=season.twin.head)
    return collected
