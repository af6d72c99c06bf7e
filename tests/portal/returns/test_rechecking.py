"""Checking again: due when roll, figures, settings or school go on; what was confirmed and said stays."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation import clock, work
from muster.portal.foundation.scope import Level, Scope
from muster.portal.foundation.sweeper import sweep
from muster.portal.organisations.models import School
from muster.portal.returns.actions import rechecking
from muster.portal.returns.actions.explaining import explain
from muster.portal.returns.actions.rechecking import check_again
from muster.portal.returns.checking import Beside, beside
from muster.portal.returns.facts import Draft, InForce
from muster.portal.returns.models import Finding, Return
from muster.portal.returns.reads.findings import findings_of
from muster.portal.returns.reads.rechecked import is_stale, new_since_confirmed
from muster.portal.returns.staleness import due, stale_rows
from muster.portal.rolls import actions as rolls
from muster.portal.rolls.models import ExpectedPupil
from muster.records import HistoryRow, Roll
from tests.portal.collected import TAKEN_ON, Collected, acting, collect, results_file, upn
from tests.portal.returns.signed import confirmed
from tests.portal.season import CANARY, Season


@pytest.fixture
def sent(season: Season) -> Collected:
    collected = collect(season)
    collected.send()
    return collected


def scope_of(sent: Collected) -> Scope:
    return Scope(Level.SCHOOL, sent.side.authority.public_id, frozenset({sent.school.public_id}))


def expect_one_more(sent: Collected) -> None:
    """The officer loads the roll again, with a seventh pupil."""
    more = replace(
        sent.entries[0], upn=upn(77), surname=f"Pupil{CANARY}gil", forename="Gil", dob=date(2019, 5, 5), sex="M"
    )
    rolls.load_roll(acting(sent.side.officer), sent.collection, Roll(TAKEN_ON, (*sent.entries, more)))


def rules(sent: Collected) -> list[str]:
    return list(Finding.objects.order_by("number").values_list("rule", flat=True))


def test_what_was_just_checked_is_not_due(sent: Collected) -> None:
    assert (due(10), check_again(sent.request)) == ([], False)


def test_a_school_without_a_roll_is_checked_once(season: Season) -> None:
    collected = collect(season)
    ExpectedPupil.objects.filter(school=collected.school).delete()
    collected.send()
    assert due(10) == []


def test_another_roll_makes_it_due(sent: Collected) -> None:
    expect_one_more(sent)
    assert is_stale(scope_of(sent), sent.school_return())
    assert check_again(sent.request)
    assert ("C01" in rules(sent), due(10)) == (True, [])


def test_former_years_make_it_due(sent: Collected) -> None:
    row = HistoryRow(sent.school.la, sent.school.estab, 2025, "reading", 60, 40, 10)
    rolls.load_history(acting(sent.side.officer), sent.side.authority, [row])
    assert check_again(sent.request)
    assert due(10) == []


@pytest.mark.parametrize("kind", [Collection, School])
def test_other_settings_and_another_row_of_the_school_make_it_due(
    sent: Collected, kind: type[Collection | School]
) -> None:
    kind._default_manager.update(revision=9)
    assert check_again(sent.request)
    assert due(10) == []


def test_what_waits_for_the_head_may_need_something_after_all(sent: Collected) -> None:
    School.objects.filter(pk=sent.school.pk).update(estab="2999", revision=9)
    sent.request.refresh_from_db()
    check_again(sent.request)
    assert sent.school_return().draft == Draft.NEEDS_ATTENTION


def test_the_school_sees_that_something_else_is_said(sent: Collected) -> None:
    before = sent.school_return().revision
    expect_one_more(sent)
    check_again(sent.request)
    found = sent.school_return()
    assert (found.revision, found.changed_by_name) == (before + 1, "Muster")


def test_a_check_that_says_the_same_disturbs_nobody(sent: Collected) -> None:
    before = sent.school_return().revision
    School.objects.filter(pk=sent.school.pk).update(revision=9)
    check_again(sent.request)
    assert sent.school_return().revision == before


def test_what_is_in_force_is_never_moved(sent: Collected) -> None:
    confirmed(sent)
    expect_one_more(sent)
    assert check_again(sent.request)
    found = sent.school_return()
    assert (found.in_force, found.draft, found.newest) == (InForce.CONFIRMED, Draft.NONE, None)


def test_what_is_found_after_confirming_shows_as_new(sent: Collected) -> None:
    confirmed(sent)
    assert new_since_confirmed(scope_of(sent), sent.school_return()) == frozenset()
    expect_one_more(sent)
    check_again(sent.request)
    new = new_since_confirmed(scope_of(sent), sent.school_return())
    assert set(Finding.objects.filter(public_id__in=new).values_list("rule", flat=True)) >= {"C01"}


def test_what_was_explained_stays_explained(season: Season) -> None:
    collected = collect(season)
    collected.send(results_file(collected.entries, {1: {"reading": "A"}}))
    asked = Finding.objects.filter(severity="query").first()
    assert asked is not None
    said = ("other", "She arrived in May.")
    explain(acting(season.head), collected.request, collected.school_return().revision, [asked.public_id], *said)
    expect_one_more(collected)
    check_again(collected.request)
    version = collected.school_return().newest
    assert version is not None
    found = findings_of(scope_of(collected), collected.school_return(), version)
    assert [one.row.rule for one in found if one.explanation] == [asked.rule]


def test_both_the_newest_and_the_one_in_force_are_checked(sent: Collected) -> None:
    confirmed(sent)
    sent.send(results_file(sent.entries, {1: {"maths": "WTS"}}))
    expect_one_more(sent)
    check_again(sent.request)
    assert set(Finding.objects.filter(rule="C01").values_list("version__number", flat=True)) == {1, 2}


@pytest.mark.parametrize("closed", [True, False])
def test_what_cannot_move_is_left_alone(sent: Collected, closed: bool) -> None:
    expect_one_more(sent)
    if closed:
        with clock.at(sent.collection.closes_at + timedelta(minutes=1)):
            assert due(10) == []
    else:
        type(sent.request).objects.update(participation="declined")
        assert due(10) == []


def test_the_sweeper_works_it_off(sent: Collected) -> None:
    expect_one_more(sent)
    assert "check again" in {one.name for one in work.works()}
    sweep("a sweeper of ours")
    assert due(10) == []


def test_one_killed_half_way_is_checked_again(sent: Collected, monkeypatch: pytest.MonkeyPatch) -> None:
    expect_one_more(sent)
    before = rules(sent)
    with monkeypatch.context() as killed:
        killed.setattr(rechecking, "_settle", _killed)
        assert not work.do("check again", sent.school_return().public_id)
    assert (rules(sent), due(10)) == (before, [sent.school_return().public_id])
    assert work.do("check again", sent.school_return().public_id)
    assert due(10) == []


def test_a_file_that_came_meanwhile_is_not_overwritten(sent: Collected, monkeypatch: pytest.MonkeyPatch) -> None:
    expect_one_more(sent)

    def slow(request: Request) -> Beside:
        held = beside(request)
        sent.send(results_file(sent.entries, {1: {"maths": "WTS"}}))
        return held

    monkeypatch.setattr(rechecking, "beside", slow)
    assert not check_again(sent.request)
    assert not Event.objects.filter(verb="return.checked_again").exists()


def test_another_authority_is_not_told(sent: Collected, season: Season) -> None:
    expect_one_more(sent)
    assert stale_rows().count() == 1
    assert not is_stale(Scope(Level.AUTHORITY, season.twin.authority.public_id), Return.objects.get())


def _killed(*_: object, **__: object) -> None:
    raise RuntimeError
