"""A school declines, and takes part after all."""

from datetime import timedelta

import pytest

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.returns.actions.participation import decline, rejoin
from muster.portal.returns.facts import Draft, InForce
from muster.portal.returns.models import Return
from muster.portal.returns.states import State, state_of
from tests.portal.collected import Collected, acting, collect, results_file
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def state(collected: Collected) -> State:
    return state_of(collected.school_return().facts)


def test_a_school_that_declines_is_not_taking_part(collected: Collected) -> None:
    decline(acting(collected.side.head), collected.request, 1, "A small year group.")
    assert state(collected) is State.DECLINED
    collected.request.refresh_from_db()
    assert collected.request.reason == "A small year group."


def test_it_is_one_event_without_the_reason(collected: Collected) -> None:
    before = Event.objects.count()
    decline(acting(collected.side.head), collected.request, 1, "A small year group.")
    (event,) = Event.objects.order_by("number")[before:]
    assert event.verb == "request.declined"
    assert "small" not in str(event.facts)


def test_what_was_sent_is_there_again_once_the_school_takes_part(collected: Collected) -> None:
    collected.send(results_file(collected.entries, {1: {"maths": ""}}))
    decline(acting(collected.side.head), collected.request, 2)
    rejoin(acting(collected.side.sender), collected.request, 3)
    assert collected.school_return().draft == Draft.NEEDS_ATTENTION
    assert state(collected) is State.PUT_RIGHT


def test_confirmed_results_are_withdrawn_first(collected: Collected) -> None:
    collected.send()
    Return.objects.update(in_force=InForce.CONFIRMED, draft=Draft.NONE)
    with pytest.raises(Refusal) as refused:
        decline(acting(collected.side.head), collected.request, 2)
    assert refused.value.id == "return_confirmed"
    collected.request.refresh_from_db()
    assert collected.request.participation == "asked"


def test_whoever_comes_after_a_new_file_is_told(collected: Collected) -> None:
    collected.send()
    with pytest.raises(Changed):
        decline(acting(collected.side.head), collected.request, 1)


def test_declining_twice_is_told_kindly(collected: Collected) -> None:
    decline(acting(collected.side.head), collected.request, 1)
    with pytest.raises(Refusal) as refused:
        decline(acting(collected.side.head), collected.request, 1)
    assert refused.value.id == "declined_already"
    assert collected.side.head.name in refused.value.sentence


def test_rejoining_twice_is_told_kindly(collected: Collected) -> None:
    decline(acting(collected.side.head), collected.request, 1)
    rejoin(acting(collected.side.head), collected.request, 2)
    with pytest.raises(Refusal) as refused:
        rejoin(acting(collected.side.head), collected.request, 2)
    assert refused.value.id == "takes_part_already"


def test_whoever_rejoins_on_an_old_page_is_told(collected: Collected) -> None:
    decline(acting(collected.side.head), collected.request, 1)
    with pytest.raises(Changed):
        rejoin(acting(collected.side.head), collected.request, 1)


def test_a_file_after_declining_asks_to_take_part_first(collected: Collected) -> None:
    decline(acting(collected.side.head), collected.request, 1)
    with pytest.raises(Refusal) as refused:
        collected.send()
    assert refused.value.id == "return_declined"


def test_a_school_may_decline_before_files_are_taken(collected: Collected) -> None:
    Collection.objects.update(opens_at=clock.now() + timedelta(days=2))
    decline(acting(collected.side.head), collected.request, 1)
    assert state(collected) is State.DECLINED


def test_a_closed_collection_takes_no_answer(collected: Collected) -> None:
    with clock.at(collected.collection.closes_at + timedelta(minutes=2)), pytest.raises(Refusal) as refused:
        decline(acting(collected.side.head), collected.request, 1)
    assert refused.value.id == "collection_closed"
