"""A chain that somebody tampered with is found out, and the first bad event named."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.db.models import F

from muster.portal.audit.action import action
from muster.portal.audit.command import said_of, verify_all
from muster.portal.audit.models import Chain, Event
from muster.portal.audit.verify import Kind, Report, verify
from muster.portal.foundation.actor import Actor, ActorKind

pytestmark = pytest.mark.django_db

CHAIN = "bbbbbbbbbbbbbbbb"
OTHER = "cccccccccccccccc"
LENGTH = 6


@pytest.fixture(autouse=True)
def chain() -> None:
    """Six events, one a transaction; and another authority's two."""
    for name, length in ((CHAIN, LENGTH), (OTHER, 2)):
        for number in range(length):
            with action(Actor(ActorKind.PERSON, "ffffffffffffffff", "Ann Okazqxfor"), name) as act:
                act.record("school.added", school=f"school{number}", phase="Primary", urns=["100001"], closed=None)


def named() -> tuple[Kind, int] | None:
    """What verification says is the first bad event."""
    fault = verify(CHAIN).fault
    return (fault.kind, fault.number) if fault else None


def change(number: int, /, **fields: object) -> None:
    Event.objects.filter(chain=CHAIN, number=number).update(**fields)


def test_a_chain_as_it_was_written_is_whole() -> None:
    report = verify(CHAIN)
    assert report == Report(CHAIN, LENGTH, Chain.objects.get(name=CHAIN).seal)
    assert report.is_whole


@pytest.mark.parametrize("number", [1, 3, LENGTH])
@pytest.mark.parametrize(
    "fields",
    [
        {"verb": "school.removed"},
        {"actor": "gggggggggggggggg"},
        {"actor_name": "Bo Okazqxfor"},
        {"actor_kind": "system"},
        {"subject": "gggggggggggggggg"},
        {"subject_kind": "school"},
        {"school": "gggggggggggggggg"},
        {"facts": {"phase": "Secondary", "urns": ["100001"], "closed": None}},
        {"facts": {}},
        {"at": F("at") + timedelta(seconds=1)},
        {"public_id": "gggggggggggggggg"},
        {"seal": "0" * 64},
    ],
    ids="-".join,
)
def test_an_event_that_was_edited_is_named(number: int, fields: dict[str, object]) -> None:
    change(number, **fields)
    assert named() == (Kind.ALTERED, number)


@pytest.mark.parametrize("number", [1, 3, LENGTH - 1])
def test_an_event_that_was_deleted_is_named(number: int) -> None:
    Event.objects.filter(chain=CHAIN, number=number).delete()
    assert named() == (Kind.MISSING, number)


def test_a_deletion_that_was_closed_up_is_named() -> None:
    Event.objects.filter(chain=CHAIN, number=3).delete()
    for number in (4, 5, 6):
        change(number, number=number - 1)
    Chain.objects.filter(name=CHAIN).update(length=LENGTH - 1)
    assert named() == (Kind.ALTERED, 3)


def test_two_events_that_changed_places_are_named() -> None:
    change(2, number=100)
    change(4, number=2)
    change(100, number=4)
    assert named() == (Kind.ALTERED, 2)


def test_an_event_of_another_chain_put_into_a_gap_is_named() -> None:
    Event.objects.filter(chain=CHAIN, number=2).delete()
    Event.objects.filter(chain=OTHER, number=2).update(chain=CHAIN)
    assert named() == (Kind.ALTERED, 2)


def test_an_end_that_was_cut_off_is_named() -> None:
    Event.objects.filter(chain=CHAIN, number__gte=5).delete()
    assert named() == (Kind.CUT_SHORT, 5)


def test_an_event_that_was_added_is_named() -> None:
    last = Event.objects.get(chain=CHAIN, number=LENGTH)
    Event.objects.create(chain=CHAIN, number=LENGTH + 1, verb="x.y", actor_kind="system", seal=last.seal)
    assert named() == (Kind.ADDED, LENGTH + 1)


def test_an_added_event_that_the_chains_row_was_made_to_fit_is_named() -> None:
    Event.objects.create(chain=CHAIN, number=LENGTH + 1, verb="x.y", actor_kind="system", seal="1" * 64)
    Chain.objects.filter(name=CHAIN).update(length=LENGTH + 1, seal="1" * 64)
    assert named() == (Kind.ALTERED, LENGTH + 1)


def test_a_chain_whose_row_was_taken_away_is_named() -> None:
    Chain.objects.filter(name=CHAIN).delete()
    assert named() == (Kind.ADDED, 1)


def roll_back() -> None:
    """Cut the last two events off, and set the chain's row back to match: what the database alone cannot tell."""
    Event.objects.filter(chain=CHAIN, number__gt=4).delete()
    seal = Event.objects.get(chain=CHAIN, number=4).seal
    Chain.objects.filter(name=CHAIN).update(length=4, seal=seal)


def test_a_chain_that_was_set_back_is_found_out_by_a_noted_seal() -> None:
    noted = verify(CHAIN).seal
    roll_back()
    assert verify(CHAIN).is_whole
    fault = verify(CHAIN, noted).fault
    assert fault is not None
    assert fault.kind is Kind.NOT_THE_NOTED


def test_a_noted_seal_is_met_though_the_chain_has_grown() -> None:
    noted = Event.objects.get(chain=CHAIN, number=4).seal
    assert verify(CHAIN, noted).is_whole


def test_another_key_finds_every_event_altered(settings: LazySettings) -> None:
    class Environment:
        audit_key = "B" * 42 + "A="

    settings.ENVIRONMENT = Environment()
    assert named() == (Kind.ALTERED, 1)


def test_the_command_reports_every_chain() -> None:
    change(3, verb="school.removed")
    first, second = [said_of(report) for report in verify_all()]
    assert first == f"{CHAIN}: Event 3 is not as it was written: it was changed, or stands in another's place."
    seal = Chain.objects.get(name=OTHER).seal
    assert second == f"{OTHER}: 2 events, all as they were written. Seal to note: {seal}"


def test_the_command_reports_events_without_a_chain() -> None:
    Chain.objects.filter(name=OTHER).delete()
    assert [report.is_whole for report in verify_all()] == [True, False]


def test_the_command_finds_the_noted_seal_in_whichever_chain_bears_it() -> None:
    noted = verify(CHAIN).seal
    assert all(report.is_whole for report in verify_all(f" {noted.upper()} "))
    roll_back()
    *whole, last = verify_all(noted)
    assert all(report.is_whole for report in whole)
    assert said_of(last).startswith("No event bears the seal that was noted")


def test_a_chain_whose_row_bears_another_seal_is_named_at_its_end() -> None:
    Chain.objects.filter(name=CHAIN).update(seal="0" * 64)
    assert named() == (Kind.ALTERED, LENGTH)
