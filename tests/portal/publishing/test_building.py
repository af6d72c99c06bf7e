"""Reports of whatever is in force: made once, made anew when what they tell changes, and kept."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock, files, leases, work
from muster.portal.organisations.models import School
from muster.portal.publishing import due as due_now
from muster.portal.publishing import papers
from muster.portal.publishing.actions import building
from muster.portal.publishing.models import Build
from muster.portal.pupils.actions import erase
from muster.portal.returns.models import Result
from muster.portal.rolls import actions as rolls
from muster.records import Roll
from tests.portal.collected import TAKEN_ON, Collected, acting, collect, results_file
from tests.portal.duplicates.two_places import settled_dates
from tests.portal.publishing.made import KINDS, confirm_and_make, content, editions, is_due, make, newest
from tests.portal.returns.signed import confirmed, withdrawn
from tests.portal.season import CANARY, Season


@pytest.fixture
def collected(season: Season) -> Collected:
    """Sent, and not confirmed."""
    found = collect(season)
    found.send()
    return found


def test_what_is_not_confirmed_has_no_reports(collected: Collected) -> None:
    assert not is_due(collected)
    assert make(collected) == []


def test_a_confirmed_return_gets_both_reports_marked_provisional(collected: Collected) -> None:
    confirmed(collected)
    assert is_due(collected)
    made = make(collected)
    assert [(one.kind, one.number, one.provisional) for one in made] == [(kind, 1, True) for kind in KINDS]
    assert all(content(one).startswith(b"%PDF") for one in made)
    assert not is_due(collected)


def test_their_names_begin_with_the_urn_and_have_one_underscore(collected: Collected) -> None:
    names = [one.name for one in confirm_and_make(collected)]
    assert all(name.startswith(f"{collected.school.urn}_") and name.count("_") == 1 for name in names)


def test_they_are_kept_closed_and_neither_name_nor_event_tells_a_pupil(collected: Collected) -> None:
    made = confirm_and_make(collected)
    event = Event.objects.get(verb="report.made")
    assert event.school == collected.school.public_id
    assert event.facts == {"number": 1, "provisional": True}
    assert not any(CANARY in one.name or CANARY in one.file for one in made)


def test_nudged_twice_they_are_made_once(collected: Collected) -> None:
    confirm_and_make(collected)
    assert len(make(collected)) == len(KINDS)


def test_a_roll_that_changed_makes_them_due_and_the_old_ones_stay(collected: Collected) -> None:
    first = confirm_and_make(collected)
    entries = (replace(collected.entries[0], sen="E"), *collected.entries[1:])
    rolls.load_roll(acting(collected.side.officer), collected.collection, Roll(TAKEN_ON, entries))
    assert is_due(collected)
    made = make(collected)
    assert [one.number for one in made] == [1, 1, 2, 2]
    assert [content(one) for one in made[:2]] == [content(one) for one in first]


def test_results_confirmed_anew_get_new_reports(collected: Collected) -> None:
    confirm_and_make(collected)
    withdrawn(collected)
    assert not is_due(collected)
    collected.send(results_file(collected.entries, {2: {"maths": "GDS"}}))
    confirmed(collected)
    assert newest(collected).number == 1
    assert make(collected)[-1].number == 2


def test_an_erased_pupil_makes_them_due(collected: Collected) -> None:
    confirm_and_make(collected)
    erase(acting(collected.side.officer), collected.side.authority, [Result.objects.get(place=3).child])
    assert is_due(collected)
    assert make(collected)[-1].number == 2


HOSTILE = ("#set page(fill: red)", "$x$ 100% [", "李" * 90, "\U0001f600 O’Neill", "\u202eevil", "e" + "\u0301" * 60)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_stops_a_report(season: Season, name: str) -> None:
    collected = collect(season)
    named = replace(collected.entries[0], surname=name)
    collected.send(results_file((named, *collected.entries[1:])))
    School.objects.filter(pk=collected.school.pk).update(name=name)
    assert len(confirm_and_make(collected)) == len(KINDS)


def test_one_that_cannot_be_made_is_tried_three_times_and_waits_for_somebody(
    collected: Collected, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> bytes:
        raise ValueError(CANARY)

    confirmed(collected)
    monkeypatch.setattr(papers, "paper_pdf", broken)
    for day in range(4):
        with clock.at(clock.now() + timedelta(days=day)):
            work.do(building.WORK, collected.school_return().public_id)
    build = Build.objects.get()
    assert (build.attempts, build.last_fault) == (3, "ValueError")
    assert build.stopped_at is not None
    assert not is_due(collected)
    monkeypatch.undo()
    leases.start_again(Build.objects.all())
    assert len(make(collected)) == len(KINDS)


def test_while_somebody_has_it_nobody_else_begins(collected: Collected) -> None:
    confirmed(collected)
    Build.objects.create(
        authority=collected.side.authority, school_return=collected.school_return(), wanted="another",
        lease_owner="a", lease_until=clock.now() + leases.LEASE,
    )  # fmt: skip
    assert not is_due(collected)
    assert make(collected) == []


def test_whose_lease_was_lost_keeps_nothing(collected: Collected, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    put = files.put

    def lost(authority: str, given: bytes) -> files.FileReference:
        Build.objects.update(lease_owner="another")
        reference = put(authority, given)
        kept.append(reference.name)
        return reference

    confirmed(collected)
    monkeypatch.setattr(files, "put", lost)
    assert not work.do(building.WORK, collected.school_return().public_id)
    assert (len(kept), editions(collected)) == (2 * len(KINDS), [])
    for name in kept:
        with pytest.raises(files.FileMissing):
            files.get(collected.side.authority.public_id, name)


def test_every_return_has_its_turn_however_few_are_looked_at(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    places, _ = settled_dates(season)
    returns = []
    for one, head in places.schools:
        confirmed(one, head)
        make(one)
        returns.append(one.school_return().public_id)
    monkeypatch.setattr(due_now, "PORTION", 1)
    Collection.objects.update(science=False)
    looks = [due_now.due(50) for _ in range(4)]
    assert all(len(found) <= 1 for found in looks)
    assert {public_id for found in looks for public_id in found} == set(returns)


def test_whoever_has_no_report_yet_is_found_at_once(collected: Collected, monkeypatch: pytest.MonkeyPatch) -> None:
    confirm_and_make(collected)
    monkeypatch.setattr(due_now, "PORTION", 1)
    due_now.due(50)
    withdrawn(collected)
    collected.send(results_file(collected.entries, {2: {"maths": "GDS"}}))
    confirmed(collected)
    assert [is_due(collected) for _ in range(3)] == [True] * 3
