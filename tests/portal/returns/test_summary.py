"""The counts of a return."""

import pytest

from muster.portal.foundation.scope import Level, Scope
from muster.portal.returns.models import PupilAnswer, Question, Return
from muster.portal.returns.reads.returns import return_of
from muster.portal.returns.reads.summary import Summary, summary_of
from tests.portal.collected import Collected, collect, results_file
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def counts(collected: Collected) -> Summary:
    scope = Scope(Level.SCHOOL, collected.side.authority.public_id, frozenset({collected.school.public_id}))
    return summary_of(scope, return_of(scope, collected.request))


def test_before_anything_was_sent_only_the_roll_is_known(collected: Collected) -> None:
    assert counts(collected) == Summary(expected=6)


def test_a_faultless_file_leaves_nothing_to_do(collected: Collected) -> None:
    collected.send()
    assert counts(collected) == Summary(pupils_sent=6, expected=6, expected_sent=6)


def test_errors_and_questions_are_counted_apart(collected: Collected) -> None:
    collected.send(results_file(collected.entries, {1: {"maths": ""}, 3: {"reading": "A"}}, without=(5,)))
    found = counts(collected)
    assert (found.errors, found.pupils_sent, found.expected_sent) == (1, 5, 5)
    assert found.movements == 1
    assert found.open_questions > found.movements


def test_a_pupil_who_was_answered_for_is_settled(collected: Collected) -> None:
    collected.send(results_file(collected.entries, without=(5,)))
    before = counts(collected)
    kept = Return.objects.get()
    missing = kept.versions.get().findings.get(rule="C01").child
    assert missing is not None
    PupilAnswer.objects.create(
        authority=kept.authority, school_return=kept, child=missing, kind="left", by_name="A", at=kept.made_at
    )
    after = counts(collected)
    assert (before.movements, after.movements) == (1, 0)
    assert after.explained > before.explained


def test_the_authoritys_questions_count_until_they_are_answered(collected: Collected) -> None:
    collected.send()
    kept = Return.objects.get()
    asked = [
        Question.objects.create(authority=kept.authority, school_return=kept, sealed=b"", asked_by_name="Olu")
        for _ in range(2)
    ]
    Question.objects.filter(pk=asked[0].pk).update(answered_at=kept.made_at)
    assert counts(collected).questions_open == 1


def test_another_school_counts_nothing_of_it(collected: Collected, season: Season) -> None:
    collected.send(results_file(collected.entries, {1: {"maths": ""}}))
    other = Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.other_school.public_id}))
    assert summary_of(other, collected.school_return()).errors == 0


def test_what_was_found_beyond_the_list_is_counted(collected: Collected) -> None:
    collected.send(results_file(collected.entries, {1: {"maths": ""}}))
    Return.objects.update(not_listed={"R01": 40})
    assert counts(collected).errors == 41
