"""Where every school is: the same counts as on the school's own pages, for all schools in a few queries."""

import pytest
from pytest_django import DjangoAssertNumQueries

from muster.portal.collecting import actions as collecting
from muster.portal.foundation.scope import Level, Scope
from muster.portal.returns.actions.pupil_answers import Answer, answer_pupils
from muster.portal.returns.models import PupilAnswer
from muster.portal.returns.reads.progress import SchoolProgress, progress_of
from muster.portal.returns.reads.returns import return_of
from muster.portal.returns.reads.summary import summary_of
from muster.portal.returns.states import State
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.pages_of_returns.results.made_up import many, send_many
from tests.portal.returned import accepted, confirmed, put_right, questioned
from tests.portal.returns.movement import LEFT_ON, child_of
from tests.portal.season import Season

FAULTS = {1: {"maths": ""}, 3: {"reading": "A"}, 4: {"maths": "A"}}


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def scope_of(collected: Collected) -> Scope:
    return Scope(Level.AUTHORITY, collected.side.authority.public_id)


def line(collected: Collected) -> SchoolProgress:
    (found,) = progress_of(scope_of(collected), collected.collection)
    return found


def same_as_the_schools_own(collected: Collected) -> bool:
    scope, found = scope_of(collected), line(collected)
    own = summary_of(scope, return_of(scope, collected.request))
    counted = (found.expected, found.sent, found.errors, found.to_explain, found.unanswered)
    return counted == (own.expected, own.pupils_sent, own.errors, own.open_questions, own.questions_open)


def test_a_school_that_has_done_nothing(collected: Collected) -> None:
    found = line(collected)
    assert (found.request, found.state, found.expected, found.sent) == (collected.request, State.NOT_STARTED, 6, 0)
    assert (found.changed_at, found.revision, found.is_clear) == (None, 1, False)


def test_errors_and_what_is_to_explain_are_counted_as_the_school_sees_them(collected: Collected) -> None:
    collected.send(results_file(collected.entries, FAULTS, without=(5,)))
    found = line(collected)
    assert (found.state, found.errors, found.sent) == (State.PUT_RIGHT, 1, 5)
    assert found.to_explain > 0
    assert found.changed_by == collected.side.head.name
    assert same_as_the_schools_own(collected)


def test_what_was_said_of_a_pupil_counts(collected: Collected) -> None:
    collected.send(results_file(collected.entries, without=(5,)))
    before = line(collected).to_explain
    child = child_of(collected, 5).public_id
    said = Answer(child=child, kind=PupilAnswer.Kind.LEFT, day=LEFT_ON, elsewhere="england")
    answer_pupils(acting(collected.side.head), collected.request, collected.school_return().revision, [said])
    assert line(collected).to_explain < before
    assert same_as_the_schools_own(collected)


def test_whoever_left_too_late_is_asked_for_on(collected: Collected) -> None:
    collected.send(results_file(collected.entries, without=(5,)))
    before, day = line(collected).to_explain, collected.collection.test_period_to
    child = child_of(collected, 5).public_id
    said = Answer(child=child, kind=PupilAnswer.Kind.LEFT, day=day, elsewhere="england")
    answer_pupils(acting(collected.side.head), collected.request, collected.school_return().revision, [said])
    assert line(collected).to_explain == before
    assert same_as_the_schools_own(collected)


def test_those_that_are_counted_only_are_counted_too(collected: Collected) -> None:
    send_many(collected, 40)
    kept = collected.school_return()
    kept.not_listed = {"C02": 3}
    kept.save(update_fields=["not_listed"])
    assert same_as_the_schools_own(collected)


@pytest.mark.parametrize(
    ("way", "state", "is_clear"),
    [
        (put_right, State.PUT_RIGHT, False),
        (confirmed, State.SENT, True),
        (questioned, State.QUESTIONS, False),
        (accepted, State.ACCEPTED, False),
    ],
    ids=lambda one: getattr(one, "__name__", str(one)),
)
def test_each_state_and_whether_it_is_clear(collected: Collected, way: object, state: State, is_clear: bool) -> None:
    assert callable(way)
    way(collected)
    found = line(collected)
    assert (found.state, found.is_clear) == (state, is_clear)
    assert same_as_the_schools_own(collected)


def test_without_a_roll_nobody_can_say_how_many_are_expected(collected: Collected) -> None:
    other = collected.side.other_school
    collecting.ask_schools(acting(collected.side.officer), collected.collection, [other])
    found = {one.request.school: one.expected for one in progress_of(scope_of(collected), collected.collection)}
    assert found == {collected.school: 6, other: None}


def test_ten_times_the_pupils_ask_no_more_queries(
    collected: Collected, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    collected.send(results_file(many(collected, 30), FAULTS))
    with django_assert_num_queries(10):
        progress_of(scope_of(collected), collected.collection)


def test_the_twins_schools_and_another_schools_are_never_among_them(season: Season) -> None:
    ours, twins = collect(season), collect(season.twin)
    twins.send()
    assert [one.request for one in progress_of(scope_of(ours), ours.collection)] == [ours.request]
    assert progress_of(scope_of(ours), twins.collection) == []
    school = Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.other_school.public_id}))
    assert progress_of(school, ours.collection) == []
