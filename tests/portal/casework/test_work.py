"""What waits for officers: every kind, the oldest first, with whoever looks after the school."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from muster.portal.casework.actions.assignments import assign_schools
from muster.portal.casework.actions.enquiries import Asked as Enquired
from muster.portal.casework.actions.enquiries import open_enquiry
from muster.portal.casework.actions.notes import add_note
from muster.portal.casework.cases import Case, Kind
from muster.portal.casework.models import EnquiryKind
from muster.portal.casework.reads.work import work_of
from muster.portal.collecting import actions as collecting
from muster.portal.duplicates.actions.across import say_view
from muster.portal.duplicates.models import Match
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.actions.head_changes import ask_for_head
from muster.portal.outbox.models import Mail
from muster.portal.returns.actions.explaining import explain
from muster.portal.returns.actions.moderating import Asked, answer_question, send_back
from muster.portal.returns.models import Confirmation, Finding, Return
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.duplicates.neighbours import matched
from tests.portal.returned import accepted, confirmed, declined, put_right
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def cases(season: Season) -> list[Case]:
    return work_of(Scope(Level.AUTHORITY, season.authority.public_id))


def only(season: Season) -> Case:
    (found,) = cases(season)
    return found


def asked_back(collected: Collected, days: int = 3) -> str:
    confirmed(collected)
    question = Asked("Is science right?", due_on=clock.today() + timedelta(days=days))
    (made,) = send_back(
        acting(collected.side.officer), collected.request, collected.school_return().revision, [question]
    )
    return made.public_id


def answered(collected: Collected) -> None:
    question = asked_back(collected)
    revision = collected.school_return().revision
    answer_question(acting(collected.side.head), collected.request, revision, question, "Yes.")


def explained(collected: Collected) -> None:
    """A school that was sent back has explained something meanwhile."""
    collected.send(results_file(collected.entries, {1: {"maths": "A"}}))
    kept = collected.school_return()
    Return.objects.filter(pk=kept.pk).update(
        newest=None, confirmed=kept.newest, draft="none", in_force="confirmed", turn="school"
    )
    query = Finding.objects.filter(version=kept.newest, rule="R08").first()
    assert query is not None
    explain(acting(collected.side.head), collected.request, kept.revision, [query.public_id], "absent_long", "")


def test_what_the_school_still_works_on_waits_for_nobody(season: Season, collected: Collected) -> None:
    assert cases(season) == []
    put_right(collected)
    assert cases(season) == []


@pytest.mark.parametrize("way", [accepted, declined])
def test_what_is_done_waits_for_nobody(season: Season, collected: Collected, way: Callable[[Collected], None]) -> None:
    way(collected)
    assert cases(season) == []


def test_a_confirmed_return_waits_since_it_was_confirmed(season: Season, collected: Collected) -> None:
    signed = confirmed(collected)
    found = only(season)
    assert (found.kind, found.since, found.request) == (Kind.CONFIRMED, signed.at, collected.request)
    assert (found.is_clear, found.unread, found.officer) == (True, 0, None)


def test_answers_that_came_back_wait_since_they_came(season: Season, collected: Collected) -> None:
    answered(collected)
    found = only(season)
    assert (found.kind, found.unread, found.is_clear) == (Kind.ANSWERED, 1, False)
    assert found.since > Confirmation.objects.get().at


def test_what_is_explained_while_the_school_has_questions_waits_too(season: Season, collected: Collected) -> None:
    explained(collected)
    found = only(season)
    assert (found.kind, found.unread) == (Kind.EXPLAINED, 1)


def test_a_question_waits_from_the_day_after_its_own(season: Season, collected: Collected) -> None:
    asked_back(collected, days=1)
    assert cases(season) == []
    with clock.at(clock.now() + timedelta(days=2)):
        found = only(season)
        assert (found.kind, found.many) == (Kind.OVERDUE, 1)


def test_a_promise_waits_from_the_day_after_its_own(season: Season, collected: Collected) -> None:
    add_note(acting(season.officer), collected.request, "On Friday.", clock.today() + timedelta(days=1))
    assert cases(season) == []
    with clock.at(clock.now() + timedelta(days=2)):
        assert only(season).kind is Kind.PROMISED
        confirmed(collected)
        assert only(season).kind is Kind.CONFIRMED


def test_enquiries_new_heads_and_mails_wait(season: Season) -> None:
    asked = Enquired(kind=EnquiryKind.QUESTION, name="Ada", email="ada@a.example", text="How?", school=season.school)
    enquiry = open_enquiry(acting(season.head), season.authority, asked)
    ask_for_head(acting(season.other_head), season.other_school, "Sam New", "sam@a.example")
    Mail.objects.all().delete()
    for school in (season.academy.public_id, season.academy.public_id, ""):
        Mail.objects.create(
            authority=season.authority.public_id,
            school=school,
            template="first_access",
            to_address="a@a.example",
            sealed=b"",
            queued_at=clock.now(),
            stopped_at=clock.now(),
        )
    found = [(one.kind, one.school, one.many) for one in cases(season)]
    assert found == [
        (Kind.ENQUIRY, season.school, 1),
        (Kind.HEAD, season.other_school, 1),
        (Kind.MAIL, season.academy, 2),
        (Kind.MAIL, None, 1),
    ]
    assert cases(season)[0].subject == enquiry.public_id


def test_the_oldest_comes_first_and_the_officer_stands_with_it(season: Season, collected: Collected) -> None:
    confirmed(collected)
    with clock.at(clock.now() - timedelta(days=1)):
        ask_for_head(acting(season.other_head), season.other_school, "Sam New", "sam@a.example")
    assign_schools(acting(season.manager), season.authority, season.officer, {season.school.public_id: 0})
    assert [(one.kind, one.officer) for one in cases(season)] == [
        (Kind.HEAD, None), (Kind.CONFIRMED, season.officer),
    ]  # fmt: skip


def test_pupils_whom_another_authority_has_too_are_one_line_for_either(season: Season) -> None:
    matched(season)
    for side in (season, season.twin):
        found = work_of(Scope(Level.AUTHORITY, side.authority.public_id))
        match = Match.objects.get(authority=side.authority)
        assert [(one.kind, one.since, one.many) for one in found] == [(Kind.ACROSS, match.made_at, 1)]
    ours = Match.objects.get(authority=season.authority)
    say_view(acting(season.officer), ours, ours.revision, Match.View.OURS)
    assert cases(season) == []


def test_the_twins_work_is_never_ours_and_a_school_sees_none(season: Season) -> None:
    confirmed(collect(season.twin))
    ask_for_head(acting(season.twin.other_head), season.twin.other_school, "Sam New", "sam@b.example")
    assert cases(season) == []
    school = Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.school.public_id}))
    assert work_of(school) == []


def test_more_returns_ask_no_more_queries(
    season: Season, collected: Collected, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    answered(collected)
    asked = collecting.ask_schools(acting(season.officer), collected.collection, [season.other_school, season.academy])
    for one in asked.requests:
        Return.objects.create(
            authority=season.authority, request=one, school=one.school, in_force="confirmed", turn="authority"
        )
    with django_assert_num_queries(21):
        cases(season)
