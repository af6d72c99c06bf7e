"""Sending a file: what is kept, what is stopped, what changes nothing."""

import pytest

from muster.portal.foundation.once import new_key
from muster.portal.foundation.refusals import Changed
from muster.portal.foundation.scope import Level, Scope
from muster.portal.returns.actions import send_file
from muster.portal.returns.facts import Draft
from muster.portal.returns.models import Finding, Result, Return, TurnedAway, Version
from muster.portal.returns.reads.findings import findings_of, findings_of_turned_away
from muster.portal.returns.reads.results import results_of
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def scope_of(collected: Collected) -> Scope:
    return Scope(Level.SCHOOL, collected.side.authority.public_id, frozenset({collected.school.public_id}))


def test_a_faultless_file_waits_for_the_head(collected: Collected) -> None:
    sent = collected.send()
    found = collected.school_return()
    assert found.newest is not None
    assert (found.draft, found.newest.public_id, found.revision) == (Draft.READY, sent.version, 2)
    assert [one.row.rule for one in findings_of(scope_of(collected), found, found.newest)] == []


def test_every_pupil_is_kept_with_their_results(collected: Collected) -> None:
    collected.send()
    newest = collected.school_return().newest
    assert newest is not None
    found = results_of(scope_of(collected), newest)
    assert [(one.who.forename if one.who else "", one.row.reading) for one in found][:2] == [
        ("Ada", "GDS"),
        ("Ben", "EXS"),
    ]


def test_an_error_needs_attention(collected: Collected) -> None:
    collected.send(results_file(collected.entries, {1: {"maths": ""}}))
    found = collected.school_return()
    assert found.draft == Draft.NEEDS_ATTENTION
    assert list(Finding.objects.values_list("rule", "place", "child")) == [
        ("R01", 1, Result.objects.get(place=1).child_id)
    ]


def test_a_missing_pupil_is_told_by_child(collected: Collected) -> None:
    collected.send(results_file(collected.entries, without=(2,)))
    row = Finding.objects.get(rule="C01")
    assert (row.place, row.child_id is not None) == (None, True)


def test_another_schools_file_replaces_nothing(collected: Collected) -> None:
    first = collected.send()
    sent = collected.send(results_file(collected.entries, estab="2002"))
    stopped = TurnedAway.objects.get(public_id=sent.turned_away)
    assert [one.rule for one in findings_of_turned_away(scope_of(collected), stopped)] == ["F05"]
    assert collected.school_return().newest == Version.objects.get(public_id=first.version)


def test_the_same_file_again_changes_nothing(collected: Collected) -> None:
    first, revision = collected.send(), collected.school_return().revision
    again = collected.send()
    assert (again.version, again.again, collected.school_return().revision) == (first.version, True, revision)


def test_a_double_click_sends_once(collected: Collected) -> None:
    content, key = results_file(collected.entries), new_key()
    actor = acting(collected.side.head)
    both = [send_file(actor, collected.request, 1, "a.xml", content, key) for _ in range(2)]
    assert both[0].version == both[1].version
    assert Version.objects.count() == 1


def test_whoever_comes_second_is_told(collected: Collected) -> None:
    collected.send()
    with pytest.raises(Changed):
        send_file(
            acting(collected.side.head),
            collected.request,
            1,
            "a.xml",
            results_file(collected.entries, without=(1,)),
            new_key(),
        )
    assert Return.objects.get().revision == 2
