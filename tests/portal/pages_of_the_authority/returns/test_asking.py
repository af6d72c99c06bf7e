"""Asking a school: by hand, again about an explanation, again after an answer; taking what it says; the thread."""

import pytest
from django.test import Client

from muster.portal.foundation import clock
from muster.portal.returns.actions.moderating import Asked, answer_question, send_back
from muster.portal.returns.facts import Turn
from muster.portal.returns.models import Question, Review
from tests.portal.answers import text
from tests.portal.collected import Collected, acting, collect
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_the_authority.returns.worked import at, every_explanation, press, ticked
from tests.portal.returned import confirmed as sent
from tests.portal.returns.explained import explained
from tests.portal.season import CANARY, Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture
def officer(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.officer)


def asking(typed: dict[str, str] | None = None, number: int = 1) -> dict[str, str]:
    empty = {f"text-{place}": "" for place in range(1, number + 1)}
    empty |= {f"about-{place}": "whole" for place in range(1, number + 1)}
    return {"number": str(number), "due_on": "", **empty, **(typed or {})}


def test_several_questions_at_once_each_about_its_own(officer: Client, collected: Collected) -> None:
    sent(collected)
    page = text(officer.get(at(collected, "questions/ask/")))
    child = page.split('value="pupil:')[1][:16]
    more = text(press(officer, collected, "questions/ask/", **asking({"text-1": "Is it right?", "do": "more"})))
    assert "Is it right?" in more
    assert 'name="text-2"' in more
    typed = {
        "text-1": "Is it right?", "about-1": f"pupil:{child}", "text-2": "And science?", "about-2": "subject:science",
        "text-3": "", "text-4": "Who else?", "about-4": "rule:C01",
    }  # fmt: skip
    answer = press(officer, collected, "questions/ask/", **asking(typed, 4))
    assert "no longer in the results" in text(answer)
    press(officer, collected, "questions/ask/", **asking({**typed, "about-4": "whole"}, 4))
    rows = Question.objects.order_by("pk").values_list("about", "subject", "rule")
    assert list(rows) == [(child, "", ""), ("", "science", ""), ("", "", "")]
    assert collected.school_return().turn == Turn.SCHOOL


def test_bad_questions_are_answered_with_a_sentence(officer: Client, collected: Collected) -> None:
    sent(collected)
    wrong = {
        "Enter your question": asking(),
        "Enter a real date for": asking({"text-1": "Is it?", "due_on": "soon"}),
        "The day for the answer is past.": asking({"text-1": "Is it?", "due_on": "1/6/2020"}),
        "The school can answer until the collection closes": asking({"text-1": "Is it?", "due_on": "1/6/2099"}),
        "Shorten this to 4,000 characters.": asking({"text-1": "Is it?" * 1000}),
        "Enter question 1": asking(number=2),
    }
    for sentence, typed in wrong.items():
        assert sentence in text(press(officer, collected, "questions/ask/", **typed))
    assert not Question.objects.exists()


def test_what_was_typed_stays_where_somebody_was_first(officer: Client, season: Season, collected: Collected) -> None:
    sent(collected)
    seen = collected.school_return().revision
    send_back(acting(season.manager), collected.request, seen, [Asked("And this?")])
    answer = press(officer, collected, "questions/ask/", **asking({"text-1": "Is it right?", "revision": str(seen)}))
    assert answer.status_code == 409
    page = text(answer)
    assert f"{season.manager.name} changed this on" in page
    assert ">\nIs it right?</textarea>" in page
    press(officer, collected, "questions/ask/", **asking({"text-1": "Is it right?"}))
    assert Question.objects.count() == 2


def test_all_explanations_of_a_cause_are_taken_by_one_press(officer: Client, collected: Collected) -> None:
    said = explained(collected)
    page = text(officer.get(at(collected)))
    assert len(ticked(page)) == len(said)
    taken = press(officer, collected, "review/", explanation=ticked(page), do="take")
    assert taken.headers["Location"].endswith("#to-read")
    press(officer, collected, "review/", explanation=ticked(page), do="take")
    assert Review.objects.filter(taken=True).count() == len(said)
    after = text(officer.get(at(collected)))
    assert ticked(after) == []
    assert "Taken by" in after
    assert "These results are clear" in after


def test_nothing_ticked_is_said(officer: Client, collected: Collected) -> None:
    explained(collected)
    press(officer, collected, "review/", do="take")
    assert "Nothing was ticked, so nothing was taken." in text(officer.get(at(collected)))


def test_asked_again_about_explanations(officer: Client, collected: Collected) -> None:
    said = explained(collected)
    tokens = every_explanation(text(officer.get(at(collected))))
    form = press(officer, collected, "review/", explanation=tokens, do="ask").headers["Location"]
    page = text(officer.get(form))
    assert f"One question for each of these {len(said)} explanations" in page
    typed = {"number": "1", "text-1": "Since when?", "due_on": "", "explanation": " ".join(tokens)}
    press(officer, collected, "questions/ask/", **typed)
    assert Question.objects.filter(about__gt="").count() == Question.objects.count() == len(said)
    assert "asked again</span>" in text(officer.get(at(collected))).replace(" on ", "</span>")


def test_what_another_officer_asked_meanwhile_is_told(officer: Client, season: Season, collected: Collected) -> None:
    explained(collected)
    page = text(officer.get(at(collected)))
    seen = collected.school_return().revision
    send_back(acting(season.manager), collected.request, seen, [Asked("And this?")])
    refused = press(officer, collected, "review/", explanation=ticked(page), do="take", revision=seen)
    assert "#" not in refused.headers["Location"]
    assert f"{season.manager.name} changed this on" in text(officer.get(at(collected)))
    assert not Review.objects.exists()


@pytest.mark.parametrize("query", ["explanation=nosuchthingofours", "follows=nosuchquestionxx"])
def test_what_is_none_of_the_returns_is_not_found(officer: Client, collected: Collected, query: str) -> None:
    explained(collected)
    assert officer.get(at(collected, f"questions/ask/?{query}")).status_code == 404


def test_the_thread_is_the_same_on_both_sides(season: Season, client_of: ClientOf, collected: Collected) -> None:
    sent(collected)
    officer, head, seen = client_of(season.officer), client_of(season.head), collected.school_return
    kept = seen().confirmed
    assert kept is not None
    child = kept.results.first().child.public_id  # type: ignore[union-attr] # it was sent
    asked = Asked("Is it right?", about=child, due_on=clock.today())
    (question,) = send_back(acting(season.officer), collected.request, seen().revision, [asked])
    answer_question(acting(season.head), collected.request, seen().revision, question.public_id, "It is.")
    page = text(officer.get(at(collected)))
    assert "It is." in page
    follow = {"number": "1", "text-1": "Who says so?", "due_on": "", "follows": question.public_id}
    press(officer, collected, "questions/ask/", **follow)
    theirs = f"/schools/{season.school.public_id}/requests/{collected.request.public_id}/questions/"
    for page in (text(officer.get(at(collected, "questions/"))), text(head.get(theirs))):
        assert page.index("Is it right?") < page.index("It is.") < page.index("Who says so?")
        assert f"Pupil{CANARY}" in page
    press(officer, collected, "review/", answer=question.public_id)
    assert Question.objects.filter(settled_at__isnull=False).count() == 0


def test_an_answer_is_taken_on_either_page(officer: Client, season: Season, collected: Collected) -> None:
    sent(collected)
    seen = collected.school_return
    (question,) = send_back(acting(season.officer), collected.request, seen().revision, [Asked("Is it?")])
    answer_question(acting(season.head), collected.request, seen().revision, question.public_id, "It is.")
    assert "1 explanation or answer is still to read" in text(officer.get(at(collected)))
    answer = press(officer, collected, "review/", answer=question.public_id, back="questions")
    assert answer.headers["Location"] == at(collected, "questions/")
    assert f"Taken: {season.officer.name}" in text(officer.get(at(collected, "questions/")))
    assert "These results are clear" in text(officer.get(at(collected)))


def test_nothing_is_asked_where_nothing_is_confirmed(officer: Client, collected: Collected) -> None:
    collected.send()
    assert "No results are confirmed" in text(officer.get(at(collected, "questions/ask/")))


def test_a_question_is_no_longer_asked(
    officer: Client, season: Season, client_of: ClientOf, collected: Collected
) -> None:
    sent(collected)
    seen = collected.school_return
    asked = [Asked("Is it?"), Asked("And this?")]
    one, other = send_back(acting(season.officer), collected.request, seen().revision, asked)
    drop = {"do": "drop", "back": "questions"}
    press(officer, collected, "review/", answer=one.public_id, **drop)
    assert seen().turn == Turn.SCHOOL
    before = seen().revision
    press(officer, collected, "review/", answer=other.public_id, **drop)
    assert seen().turn == Turn.AUTHORITY
    press(officer, collected, "review/", answer=other.public_id, revision=before, **drop)
    page = text(officer.get(at(collected, "questions/")))
    assert f"{season.officer.name} changed this on" in page
    assert f"No longer asked: {season.officer.name}" in page
    theirs = f"/schools/{season.school.public_id}/requests/{collected.request.public_id}/questions/"
    assert "Northshire no longer asks this." in text(client_of(season.head).get(theirs))
