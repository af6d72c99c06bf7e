"""The authority's questions, and the school's answers."""

import pytest

from muster.portal.audit.models import Event
from muster.portal.returns.models import Question, Result, Return
from muster.portal.returns.states import State, state_of
from tests.portal.answers import text
from tests.portal.collected import Collected
from tests.portal.fixtures import ClientOf
from tests.portal.returned import ANSWER, QUESTION, ask, confirmed, questioned
from tests.portal.season import Season


def sent(question: Question, answer: str = ANSWER, revision: int = 0) -> dict[str, str]:
    now = revision or Return.objects.get().revision
    return {"revision": str(now), "question": question.public_id, "text": answer}


def test_a_question_is_read_with_who_asked_it(collected: Collected, there: str, client_of: ClientOf) -> None:
    questioned(collected)
    page = text(client_of(collected.side.head).get(f"{there}questions/"))
    assert QUESTION in page
    assert collected.side.officer.name in page
    assert "Send the answer" in page


def test_an_answer_reaches_the_authority(collected: Collected, there: str, client_of: ClientOf) -> None:
    question = questioned(collected)
    browser = client_of(collected.side.sender)
    page = text(browser.post(f"{there}questions/answer/", sent(question), follow=True))
    assert "Your answer has reached the data team" in page
    assert ANSWER in page
    assert state_of(collected.school_return().facts) is State.SENT


def test_with_two_questions_the_second_still_waits(collected: Collected, there: str, client_of: ClientOf) -> None:
    questioned(collected)
    other = ask(collected, "And writing?")
    client_of(collected.side.head).post(f"{there}questions/answer/", sent(other))
    assert state_of(collected.school_return().facts) is State.QUESTIONS


def test_an_empty_answer_is_asked_for_again(collected: Collected, there: str, client_of: ClientOf) -> None:
    question = questioned(collected)
    page = text(client_of(collected.side.head).post(f"{there}questions/answer/", sent(question, "")))
    assert "Enter your answer." in page
    assert f'href="#id_{question.public_id}_text"' in page
    assert f'id="id_{question.public_id}_text"' in page


def test_whoever_comes_second_keeps_the_answer(collected: Collected, there: str, client_of: ClientOf) -> None:
    question = questioned(collected)
    page = text(client_of(collected.side.head).post(f"{there}questions/answer/", sent(question, revision=1)))
    assert "changed this on" in page
    assert ANSWER in page
    assert Question.objects.get().answered_at is None


def test_a_forged_question_is_refused_and_nothing_is_written(
    season: Season, collected: Collected, there: str, client_of: ClientOf
) -> None:
    question = questioned(collected)
    forged = sent(question) | {"question": "bcdfghjkmnpqrstv"}
    answer = client_of(collected.side.head).post(f"{there}questions/answer/", forged)
    assert answer.status_code in (200, 404)
    assert Question.objects.get().answered_at is None


def test_a_question_about_a_pupil_names_them_and_is_recorded(
    collected: Collected, there: str, client_of: ClientOf
) -> None:
    confirmed(collected)
    child = Result.objects.get(place=0).child
    ask(collected, about=child.public_id)
    page = text(client_of(collected.side.head).get(f"{there}questions/"))
    assert "about Ada Pupilzqxada" in page
    assert Event.objects.get(verb="questions.seen").facts == {"shown": 1}


def test_without_questions_it_says_so(collected: Collected, there: str, client_of: ClientOf) -> None:
    assert "has asked nothing" in text(client_of(collected.side.reader).get(f"{there}questions/"))


def test_a_reader_reads_and_does_not_answer(collected: Collected, there: str, client_of: ClientOf) -> None:
    question = questioned(collected)
    browser = client_of(collected.side.reader)
    page = text(browser.get(f"{there}questions/"))
    assert QUESTION in page
    assert "Send the answer" not in page
    assert browser.post(f"{there}questions/answer/", sent(question)).status_code == 403


@pytest.mark.parametrize("role", ["other_head", "twin_head", "stranger"])
def test_nobody_else_reads_or_answers(
    season: Season, collected: Collected, there: str, client_of: ClientOf, role: str
) -> None:
    question = questioned(collected)
    browser = client_of(getattr(season, role))
    assert browser.get(f"{there}questions/").status_code == 404
    assert browser.post(f"{there}questions/answer/", sent(question)).status_code == 404
