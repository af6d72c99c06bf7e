"""Deciding, accepting what is proposed, saying that they are two, undoing."""

from datetime import date

import pytest
from django.db.models import QuerySet
from msgspec.structs import replace

from muster.portal.duplicates.actions.deciding import (
    Accepted,
    Decision,
    accept_proposals,
    decide,
    hold_decisions,
    not_same,
)
from muster.portal.duplicates.actions.looking import look
from muster.portal.duplicates.actions.undoing import undo
from muster.portal.duplicates.case_view import CaseState
from muster.portal.duplicates.models import Case
from muster.portal.duplicates.sealing import reason_of
from muster.portal.foundation.crypto import vault_of
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.pupils.actions import protect
from muster.portal.pupils.models import Child
from muster.portal.returns.models import StruckClaim
from muster.portal.returns.reads.results import results_of
from tests.portal.collected import acting, results_file, upn
from tests.portal.duplicates.two_places import MOVED, TwoPlaces, name, sent_case, settled_dates
from tests.portal.season import CANARY, Season


def struck(places: TwoPlaces, case: Case) -> list[str]:
    """The names of the schools at which the pupil is not counted."""
    return [one.school.name for one in places.view(case).claims if one.is_struck]


def test_the_losing_claim_is_struck_and_the_other_counts(season: Season) -> None:
    places, case = settled_dates(season)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    view = places.view(case)
    assert view.state is CaseState.SETTLED
    assert struck(places, case) == [season.other_school.name]
    assert (view.case.as_proposed, view.case.rule) == (True, "more_days")


def test_another_decision_than_the_rules_needs_its_reason_and_keeps_it_closed(season: Season) -> None:
    places, case = settled_dates(season)
    with pytest.raises(Refusal, match="case_reason_missing"):
        decide(acting(season.officer), case, case.revision, Decision(season.other_school.public_id))
    decided = decide(
        acting(season.officer), case, case.revision, Decision(season.other_school.public_id, "Both heads agree.")
    )
    assert (decided.as_proposed, decided.rule) == (False, "agreed")
    assert b"heads" not in bytes(decided.sealed)
    assert reason_of(decided, vault_of(season.authority.public_id)) == "Both heads agree."
    assert struck(places, case) == [season.school.name]


def test_that_no_school_submits_strikes_all(season: Season) -> None:
    places, case = sent_case(season)
    decide(acting(season.officer), case, case.revision, Decision("", "Sent by a school elsewhere."))
    assert struck(places, case) == [season.school.name, season.other_school.name]


def test_a_school_that_declined_or_is_none_of_the_cases_cannot_be_chosen(season: Season) -> None:
    places, case = settled_dates(season)
    places.declined(places.first, season.head)
    with pytest.raises(Refusal, match="case_school_declined"):
        decide(acting(season.officer), case, case.revision, Decision(season.school.public_id, "So."))
    with pytest.raises(Refusal, match="case_school_unknown"):
        decide(acting(season.officer), case, case.revision, Decision(season.academy.public_id, "So."))


def test_the_second_of_two_officers_is_told_who_was_first(season: Season) -> None:
    _, case = settled_dates(season)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    with pytest.raises(Changed) as second:
        decide(acting(season.manager), case, case.revision, Decision(season.other_school.public_id, "So."))
    assert second.value.facts["who"] == season.officer.name
    assert second.value.facts["when"]
    assert StruckClaim.objects.get(lifted_at=None).school_return.school == season.other_school


def test_what_is_settled_is_undone_before_it_is_settled_otherwise(season: Season) -> None:
    places, case = settled_dates(season)
    case = decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    with pytest.raises(Refusal, match="case_settled"):
        decide(acting(season.officer), case, case.revision, Decision(season.other_school.public_id, "So."))
    case = undo(acting(season.officer), case, case.revision)
    assert struck(places, case) == []
    assert (case.outcome, case.submits, case.rule) == (Case.Outcome.OPEN, None, "")
    with pytest.raises(Refusal, match="case_open"):
        undo(acting(season.officer), case, case.revision)


def test_clear_proposals_are_accepted_at_once_and_changed_ones_left_out(season: Season) -> None:
    places, case = settled_dates(season)
    other = places.find(Case.Kind.NEAR_NAME)
    collection, officer = places.first.collection, acting(season.officer)
    asked = [(case.public_id, case.revision), (other.public_id, other.revision)]
    assert accept_proposals(officer, collection, [(case.public_id, case.revision + 1)]) == Accepted(0, 1)
    assert accept_proposals(officer, collection, asked) == Accepted(1, 1)
    assert places.view(case).state is CaseState.SETTLED
    assert accept_proposals(officer, collection, asked) == Accepted(0, 2)


def test_a_protected_pupil_is_never_accepted_unread_and_nobody_is_written_to(season: Season) -> None:
    places, case = settled_dates(season)
    child = Child.objects.get(pk=places.view(case).claims[0].side.child_id)
    protect(acting(season.officer), child, child.revision)
    before = Mail.objects.count()
    asked = [(case.public_id, case.revision)]
    assert accept_proposals(acting(season.officer), places.first.collection, asked) == Accepted(0, 1)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    assert struck(places, case) == [season.other_school.name]
    assert Mail.objects.count() == before


def test_schools_are_told_that_there_is_news_and_of_nobody(season: Season, mails: QuerySet[Mail]) -> None:
    _, case = settled_dates(season)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    news = list(mails.filter(template="news_of_move"))
    assert {one.school for one in news} == {season.school.public_id, season.other_school.public_id}
    for one in news:
        said = text_of(one)
        assert said is not None
        other = season.other_school if one.school == season.school.public_id else season.school
        assert f"Pupil{CANARY}" not in said.plain + said.subject
        assert other.name not in said.plain


def test_two_children_stay_counted_where_they_were_sent(season: Season) -> None:
    places, case = sent_case(season)
    with pytest.raises(Refusal, match="case_reason_missing"):
        not_same(acting(season.officer), case, case.revision, " ")
    not_same(acting(season.officer), case, case.revision, "Twins.")
    assert places.view(case).state is CaseState.NOT_SAME
    assert struck(places, case) == []


def test_a_pupil_sent_again_after_the_decision_stays_struck(season: Season) -> None:
    places, case = settled_dates(season)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    places.send(second=False)
    places.send()
    assert struck(places, case) == [season.other_school.name]


def test_what_turns_up_later_is_struck_as_it_was_settled(season: Season) -> None:
    places, case = settled_dates(season)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    StruckClaim.objects.all().delete()
    assert places.view(case).unheld
    assert hold_decisions(acting(season.officer), places.first.collection) == 1
    assert struck(places, case) == [season.other_school.name]
    assert hold_decisions(acting(season.officer), places.first.collection) == 0


def test_a_pupil_whom_nobody_sends_twice_cannot_be_settled(season: Season) -> None:
    places, case = settled_dates(season)
    places.send(first=False, second=False)
    with pytest.raises(Refusal, match="case_gone"):
        decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))


def test_a_move_in_the_first_half_of_may_is_the_second_schools(season: Season) -> None:
    places, case = sent_case(season)
    places.moved(date(2026, 5, 6), date(2026, 5, 7))
    accept_proposals(acting(season.officer), places.first.collection, [(case.public_id, case.revision)])
    assert struck(places, case) == [season.school.name]


def test_whoever_turns_up_of_a_protected_pupil_is_protected_too(season: Season) -> None:
    places, case = settled_dates(season)
    child = Child.objects.get(pk=places.view(case).claims[0].side.child_id)
    protect(acting(season.officer), child, child.revision)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    renumbered = replace(places.second.entries[MOVED], upn=upn(66))
    places.second.send(results_file((renumbered, *places.second.entries[1:])), name(places.second), season.other_head)
    look(places.first.collection)
    version = places.second.school_return().version
    assert version is not None
    assert [one.is_struck for one in results_of(places.scope, version)] == [True, False, False, False]
    school = Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.other_school.public_id}))
    assert not any(one.is_struck for one in results_of(school, version))
