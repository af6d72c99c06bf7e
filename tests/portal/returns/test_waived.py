"""A rule waived for a school: what it finds is shown and counts for nothing, until it is asked again."""

import pytest

from muster.portal.collecting.actions import Waiving, end_waiver, waive
from muster.portal.collecting.models import Waiver
from muster.portal.collecting.policies import waivable
from muster.portal.collecting.reads import waivers_of
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.foundation.sweeper import sweep
from muster.portal.returns.actions.rechecking import check_again
from muster.portal.returns.facts import Draft
from muster.portal.returns.models import Finding, Version
from muster.portal.returns.reads.progress import progress_of
from muster.portal.returns.reads.summary import summary_of
from muster.rules import catalogue
from muster.rules.waiving import is_waivable
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.returns.signed import confirmed
from tests.portal.season import Season

WAIVING = Waiving("R01", "The school has no maths teacher this term.", "Olu Okafor, head of assessment")


@pytest.fixture
def sent(season: Season) -> Collected:
    """One pupil has no outcome in maths."""
    collected = collect(season)
    collected.send(results_file(collected.entries, {1: {"maths": ""}}))
    return collected


def scope_of(sent: Collected) -> Scope:
    return Scope(Level.AUTHORITY, sent.side.authority.public_id)


def waived(sent: Collected, waiving: Waiving = WAIVING) -> Waiver:
    made = waive(acting(sent.side.officer), sent.request, waiving)
    check_again(sent.request)
    return made


def test_an_error_keeps_nobody_from_confirming_any_more(sent: Collected) -> None:
    assert sent.school_return().draft == Draft.NEEDS_ATTENTION
    waived(sent)
    assert (sent.school_return().draft, summary_of(scope_of(sent), sent.school_return()).errors) == (Draft.READY, 0)
    assert confirmed(sent).open_questions == 0
    assert [one.errors for one in progress_of(scope_of(sent), sent.collection)] == [0]


def test_what_is_found_stays_as_a_note(sent: Collected) -> None:
    waived(sent)
    assert Finding.objects.get(rule="R01").severity == "note"


def test_the_school_sees_that_something_has_changed(sent: Collected) -> None:
    before = sent.school_return().revision
    waived(sent)
    assert sent.school_return().revision == before + 1


def test_the_sweeper_finds_it_by_itself(sent: Collected) -> None:
    waive(acting(sent.side.officer), sent.request, WAIVING)
    sweep("a test")
    assert sent.school_return().draft == Draft.READY


def test_a_version_that_comes_later_is_spared_too(sent: Collected) -> None:
    waived(sent)
    sent.send(results_file(sent.entries, {2: {"maths": ""}}))
    assert sent.school_return().draft == Draft.READY


def test_asked_again_it_counts_again(sent: Collected) -> None:
    made = waived(sent)
    end_waiver(acting(sent.side.officer), made, made.revision)
    check_again(sent.request)
    assert sent.school_return().draft == Draft.NEEDS_ATTENTION
    with pytest.raises(Changed):
        end_waiver(acting(sent.side.manager), made, 1)
    again = waived(sent)
    assert [one.pk for one in waivers_of(scope_of(sent), sent.request)] == [again.pk, made.pk]


def test_what_is_confirmed_is_checked_again_and_stays_in_force(sent: Collected) -> None:
    made = waived(sent)
    confirmed(sent)
    end_waiver(acting(sent.side.officer), made, made.revision)
    check_again(sent.request)
    kept = sent.school_return()
    assert (kept.in_force, kept.draft) == ("confirmed", Draft.NONE)


def test_two_officers_at_once_waive_once(sent: Collected) -> None:
    waived(sent)
    with pytest.raises(Refusal, match="waived_already") as second:
        waived(sent)
    assert sent.side.officer.name in second.value.sentence


@pytest.mark.parametrize(
    ("waiving", "refusal"),
    [
        (Waiving("F05", "Please.", "Olu"), "rule_not_waivable"),
        (Waiving("P05", "Please.", "Olu"), "rule_not_waivable"),
        (Waiving("C05", "Please.", "Olu"), "rule_not_waivable"),
        (Waiving("Z99", "Please.", "Olu"), "rule_not_waivable"),
        (Waiving("R01", " ", "Olu"), "waiver_unexplained"),
        (Waiving("R01", "Please.", " "), "waiver_unauthorised"),
    ],
)
def test_what_is_missing_or_may_not_be_is_refused(sent: Collected, waiving: Waiving, refusal: str) -> None:
    with pytest.raises(Refusal, match=refusal):
        waived(sent, waiving)
    assert not Waiver.objects.exists()


def test_no_rule_that_stops_a_file_may_be_waived(sent: Collected) -> None:
    stopping = {"F01", "F02", "F03", "F04", "F05", "F06", "F07", "F12"}
    assert not stopping & {one.id for one in waivable(sent.collection)}
    assert [one.id for one in catalogue().values() if one.severity == "note" and is_waivable(one)] == []


def test_another_school_is_not_spared(sent: Collected) -> None:
    waived(sent)
    assert waivers_of(Scope(Level.AUTHORITY, sent.request.authority.public_id), sent.request)
    assert waivers_of(Scope(Level.SCHOOL, sent.request.authority.public_id, frozenset({"nobody"})), sent.request) == []
    assert Version.objects.count() == 1
