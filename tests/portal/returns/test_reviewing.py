"""Taking what a school says as it is, or asking again about it."""

import pytest

from muster.portal.audit.models import Event
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.returns.actions.moderating import Asked, answer_question, send_back
from muster.portal.returns.actions.reviewing import Read, take
from muster.portal.returns.models import Explanation, Question, Review
from muster.portal.returns.reads.left import Left, left_of
from tests.portal.collected import Collected, acting, collect
from tests.portal.returns.explained import explained, read, say
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def seen(collected: Collected) -> int:
    return collected.school_return().revision


def left(collected: Collected) -> Left:
    return left_of(Scope(Level.AUTHORITY, collected.side.authority.public_id), collected.school_return())


def taken(collected: Collected, *explanations: Explanation) -> int:
    return take(acting(collected.side.officer), collected.request, seen(collected), read(*explanations))


def test_what_is_taken_is_read_and_the_return_stays_as_it_is(collected: Collected) -> None:
    said = explained(collected)
    before = seen(collected)
    assert left(collected) == Left(to_read=len(said))
    assert taken(collected, *said[1:]) == len(said) - 1
    assert left(collected) == Left(to_read=1)
    assert (taken(collected, said[0]), left(collected), seen(collected)) == (1, Left(), before)


def test_taken_twice_is_taken_once(collected: Collected) -> None:
    said = explained(collected)
    assert (taken(collected, *said), taken(collected, *said)) == (len(said), 0)
    assert Event.objects.filter(verb="explanations.taken").count() == 1


def test_an_explanation_written_anew_is_unread_again(collected: Collected) -> None:
    said = explained(collected)
    taken(collected, *said)
    before = seen(collected)
    say(collected, "Something else, zqxsaid.")
    assert left(collected) == Left(to_read=len(said))
    with pytest.raises(Changed):
        take(acting(collected.side.officer), collected.request, before, read(*said))


def test_another_returns_explanation_is_not_taken(collected: Collected, season: Season) -> None:
    twins = collect(season.twin)
    theirs = explained(twins)
    explained(collected)
    ours = list(Explanation.objects.filter(authority=season.authority))
    assert taken(collected, *ours)
    with pytest.raises(Refusal, match="explanation_gone"):
        taken(collected, theirs[0])


def test_asked_again_it_is_the_schools_turn_about_the_same(collected: Collected) -> None:
    said = explained(collected)
    asked = [Asked("Since when exactly?", read=Read(said[0].public_id))]
    (question,) = send_back(acting(collected.side.officer), collected.request, seen(collected), asked)
    assert said[0].child is not None
    assert (question.rule, question.about, question.subject) == (
        said[0].rule, said[0].child.public_id, said[0].subject,
    )  # fmt: skip
    assert left(collected) == Left(unanswered=1, to_read=len(said) - 1)
    answer_question(acting(collected.side.head), collected.request, seen(collected), question.public_id, "Since May.")
    assert left(collected) == Left(to_read=len(said))


def test_an_answer_is_taken(collected: Collected) -> None:
    said, officer = explained(collected), acting(collected.side.officer)
    (question,) = send_back(officer, collected.request, seen(collected), [Asked("Why?", read=Read(said[0].public_id))])
    with pytest.raises(Refusal, match="answer_gone"):
        take(officer, collected.request, seen(collected), [], ["noquestionofours"])
    assert take(officer, collected.request, seen(collected), [], [question.public_id]) == 0
    answer_question(acting(collected.side.head), collected.request, seen(collected), question.public_id, "Since May.")
    assert take(officer, collected.request, seen(collected), read(*said[1:]), [question.public_id]) == len(said)
    assert left(collected).is_nothing
    assert Question.objects.get().settled_by_name == collected.side.officer.name


def test_of_two_officers_the_second_is_told(collected: Collected) -> None:
    said = explained(collected)
    before = seen(collected)
    taken(collected, said[0])
    manager = acting(collected.side.manager)
    with pytest.raises(Changed) as told:
        send_back(manager, collected.request, before, [Asked("Why?", read=Read(said[0].public_id))])
    assert told.value.facts["who"] == collected.side.officer.name
    review = Review.objects.get().public_id
    send_back(manager, collected.request, before, [Asked("Why?", read=Read(said[0].public_id, review))])
    with pytest.raises(Changed):
        taken(collected, *said)
