"""A case as officers read it: claims with their dates, what the rules propose, how far it is."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from muster.movers import Source, Task, Wanted
from muster.portal.duplicates.actions.answering import OwnAnswer, answer_ask
from muster.portal.duplicates.actions.asking import ask
from muster.portal.duplicates.actions.deciding import Decision, decide, not_same
from muster.portal.duplicates.case_view import CaseState
from muster.portal.duplicates.claim import Dated, DateSource
from muster.portal.duplicates.models import Ask, Case
from muster.portal.duplicates.reads.cases import cases_of, opened_case
from muster.portal.foundation.scope import NOBODY, Level, Scope
from muster.portal.pupils.actions import protect
from muster.portal.pupils.models import Child
from muster.portal.rolls.models import ExpectedPupil
from tests.portal.collected import acting
from tests.portal.duplicates.two_places import sent_case, settled_dates, two_places
from tests.portal.season import CANARY, Season


def test_both_claims_stand_beside_each_other_with_who_they_are(season: Season) -> None:
    places, case = sent_case(season)
    first, second = places.view(case).claims
    assert (first.school, second.school) == (season.school, season.other_school)
    assert first.name == second.name == f"Ada Pupil{CANARY}ada"
    assert first.expected is not None
    assert second.expected is None
    assert first.is_sent
    assert second.sent_by_name == season.other_head.name


def test_dates_come_from_the_roll_where_nobody_says_otherwise(season: Season) -> None:
    places, case = sent_case(season)
    first, second = places.view(case).claims
    assert (first.entry.day, first.entry.source) == (date(2023, 9, 4), DateSource.ROLL)
    assert second.entry.source is None
    assert places.view(case).state is CaseState.UNCLEAR


def test_what_schools_say_of_their_pupils_gives_dates_and_a_proposal(season: Season) -> None:
    places, case = settled_dates(season)
    view = places.view(case)
    assert view.claims[0].leaving.source is DateSource.SAID
    assert (view.state, view.proposal.submits, view.proposal.source) == (
        CaseState.PROPOSED, season.school.number, Source.MORE_DAYS,
    )  # fmt: skip
    assert view.is_clear
    assert view.tasks_of(view.claims[1]) == (Task.GIVE_THE_REST, Task.LEAVE_OUT)


def test_an_answer_goes_before_everything_else(season: Season) -> None:
    places, case = settled_dates(season)
    first = places.view(case).claims[0]
    case = ask(acting(season.officer), case, case.revision, [first.side.public_id])
    answer = OwnAnswer(entry=date(2023, 9, 4), leaving=date(2026, 5, 4), view="not_ours")
    asked = Ask.objects.get()
    assert places.view(case).state is CaseState.ASKED
    answer_ask(acting(season.head), asked, asked.revision, answer)
    view = places.view(case)
    assert (view.claims[0].leaving.day, view.claims[0].leaving.source) == (date(2026, 5, 4), DateSource.ANSWER)
    assert (view.state, view.proposal.submits) == (CaseState.ANSWERED, season.other_school.number)


def test_a_school_that_declined_does_not_submit(season: Season) -> None:
    places, case = settled_dates(season)
    places.declined(places.first, season.head)
    view = places.view(case)
    assert not view.claims[0].takes_part
    assert view.proposal.submits == season.other_school.number


def test_a_pupil_sent_by_the_school_that_submits_alone_agrees_with_the_roll(season: Season) -> None:
    places, case = sent_case(season)
    places.moved(date(2026, 5, 6), date(2026, 5, 7))
    places.send(first=False)
    assert places.view(case).state is CaseState.AGREES


def test_a_pupil_of_another_year_on_the_roll_is_not_expected(season: Season) -> None:
    places, case = sent_case(season)
    places.send(first=False)
    assert places.view(case).claims[0].is_expected
    ExpectedPupil.objects.filter(school=season.school).update(nc_year="3")
    view = places.view(case)
    assert (view.claims[0].is_expected, view.state) == (False, CaseState.GONE)


def test_who_left_before_the_test_period_is_not_expected_and_their_last_day_still_counts(season: Season) -> None:
    places, case = sent_case(season)
    ExpectedPupil.objects.filter(school=season.school).update(leaving_date=date(2026, 3, 20))
    first = places.view(case).claims[0]
    assert not first.is_expected
    assert first.leaving == Dated(date(2026, 3, 20), DateSource.ROLL)


def test_a_pupil_that_is_neither_sent_nor_expected_twice_has_gone(season: Season) -> None:
    places = two_places(season)
    places.send()
    case = places.find()
    places.send(first=False)
    case.sides.get(request=places.first.request).child.expected.all().delete()
    assert places.view(case).state is CaseState.GONE


def test_a_protected_pupil_is_settled_by_hand(season: Season) -> None:
    places, case = settled_dates(season)
    _protect(season, case)
    view = places.view(case)
    assert view.state is CaseState.PROTECTED
    assert not view.is_clear


def test_like_names_are_never_accepted_unread(season: Season) -> None:
    places, case = settled_dates(season)
    Case.objects.update(kind=Case.Kind.NEAR_NAME)
    view = places.view(case)
    assert view.state is CaseState.PROPOSED
    assert not view.is_clear


def test_an_unclear_case_says_what_is_needed(season: Season) -> None:
    places, case = sent_case(season)
    needs = {one.what for one in places.view(case).proposal.needs}
    assert needs & {Wanted.ENTRY, Wanted.LEAVING}


def test_a_case_of_two_children_stands_in_the_list_as_that(season: Season) -> None:
    places, case = sent_case(season)
    assert [one.state for one in cases_of(places.scope, places.first.collection)] == [CaseState.UNCLEAR]
    not_same(acting(season.officer), case, case.revision, "Cousins.")
    assert [one.state for one in cases_of(places.scope, places.first.collection)] == [CaseState.NOT_SAME]


def test_more_cases_take_no_more_queries(season: Season, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    places, _ = sent_case(season)
    for _ in range(3):
        places.find()
    with django_assert_max_num_queries(9):
        assert len(cases_of(places.scope, places.first.collection)) == 4


@pytest.mark.parametrize("who", ["school", "nobody", "twin"])
def test_only_the_authority_reads_cases(season: Season, who: str) -> None:
    places, case = sent_case(season)
    scope = {
        "school": Scope(Level.SCHOOL, season.authority.public_id, frozenset([season.school.public_id])),
        "nobody": NOBODY,
        "twin": Scope(Level.AUTHORITY, season.twin.authority.public_id),
    }[who]
    assert cases_of(scope, places.first.collection) == []
    assert opened_case(scope, case.public_id) is None


def test_a_decision_for_a_school_that_does_not_send_is_awaited(season: Season) -> None:
    places, case = settled_dates(season)
    places.send(first=False)
    assert places.view(case).state is CaseState.PROPOSED
    case = decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    assert places.view(case).is_awaited
    places.send()
    assert not places.view(case).is_awaited


def _of(school: object) -> Scope:
    return Scope(Level.SCHOOL, school.authority.public_id, frozenset([school.public_id]))  # type: ignore[attr-defined]


def _protect(season: Season, case: Case) -> None:
    child = Child.objects.get(pk=case.sides.first().child_id)  # type: ignore[union-attr]
    protect(acting(season.officer), child, child.revision)
