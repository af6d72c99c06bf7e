"""Every action writes its events in its own transaction, or nothing at all."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connections, transaction

from muster.portal.audit.action import INSTANCE, UnrecordedAction, action
from muster.portal.audit.models import Chain, Event
from muster.portal.audit.reads import events, since
from muster.portal.audit.verify import verify
from muster.portal.audit.viewing import record_view
from muster.portal.foundation.actor import SYSTEM, Actor, ActorKind
from muster.portal.foundation.scope import EVERYTHING, NOBODY, Level, Scope
from muster.portal.organisations.models import Authority

pytestmark = pytest.mark.django_db

HERE = "bbbbbbbbbbbbbbbb"
THERE = "cccccccccccccccc"
SCHOOL = "dddddddddddddddd"
OFFICER = Actor(ActorKind.PERSON, "ffffffffffffffff", "An officer")


def do(verb: str = "school.added", chain: str = HERE, school: str = "") -> None:
    with action(OFFICER, chain) as act:
        act.record(verb, school=school, phase="Primary")


def found(name: str) -> Authority:
    return Authority.objects.create(la="330", name=name, team_email="team@la.example")


class Broken(Exception):
    """What goes wrong in the test."""


def test_an_event_says_who_did_what_to_what() -> None:
    with action(OFFICER, HERE) as act:
        authority = found("Northshire")
        act.record("authority.founded", authority, school=SCHOOL, schools=3)
    event = Event.objects.get()
    assert (event.actor_kind, event.actor, event.actor_name) == ("person", OFFICER.public_id, "An officer")
    assert (event.verb, event.subject_kind, event.subject) == ("authority.founded", "authority", authority.public_id)
    assert (event.chain, event.number, event.school, event.facts) == (HERE, 1, SCHOOL, {"schools": 3})


def test_an_action_that_records_nothing_writes_nothing() -> None:
    with pytest.raises(UnrecordedAction), action(OFFICER, HERE):
        found("Northshire")
    assert not Authority.objects.exists()


def test_where_the_event_cannot_be_written_nothing_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise Broken

    monkeypatch.setattr(Event.objects, "bulk_create", fail)
    with pytest.raises(Broken), action(OFFICER, HERE) as act:
        act.record("authority.founded", found("Northshire"))
    assert not Authority.objects.exists()
    assert not Chain.objects.exists()


def test_an_action_that_fails_leaves_no_event() -> None:
    with suppress(Broken), action(OFFICER, HERE) as act:
        act.record("authority.founded", found("Northshire"))
        raise Broken
    assert not Authority.objects.exists()
    assert not Event.objects.exists()


def test_an_action_inside_an_action_joins_its_transaction_and_keeps_its_own_chain() -> None:
    with action(OFFICER, HERE) as act:
        act.record("outer.done")
        do("inner.done", THERE)
    assert Event.objects.get(chain=HERE).verb == "outer.done"
    assert Event.objects.get(chain=THERE).verb == "inner.done"


def test_an_inner_action_that_is_refused_and_caught_leaves_the_outer_whole() -> None:
    with action(OFFICER, HERE) as act:
        act.record("outer.done")
        with suppress(Broken), action(OFFICER, HERE) as inner:
            inner.record("inner.done")
            raise Broken
    assert list(Event.objects.values_list("verb", flat=True)) == ["outer.done"]
    assert verify(HERE).is_whole


@pytest.mark.django_db(transaction=True)
def test_what_runs_on_commit_is_an_action_of_its_own() -> None:
    with action(OFFICER, HERE) as act:
        act.record("first.done")
        transaction.on_commit(lambda: do("afterwards.done"))
    assert list(Event.objects.order_by("number").values_list("verb", flat=True)) == ["first.done", "afterwards.done"]


@pytest.mark.django_db(transaction=True)
def test_two_hundred_actions_at_once_leave_no_gap() -> None:
    def act_once(_number: int) -> None:
        try:
            do()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(act_once, range(200)))
    report = verify(HERE)
    assert report.is_whole
    assert report.events == 200


def test_a_page_of_pupils_that_was_seen_is_one_event() -> None:
    record_view(OFFICER, HERE, "pupils", SCHOOL, shown=58)
    event = Event.objects.get()
    assert (event.verb, event.school, event.facts) == ("pupils.seen", SCHOOL, {"shown": 58})


def test_events_are_read_newest_first_by_cursor() -> None:
    for number in range(5):
        do(f"step.{number}")
    scope = Scope(Level.AUTHORITY, HERE)
    first = events(scope, limit=2)
    assert [event.verb for event in first] == ["step.4", "step.3"]
    assert [event.verb for event in events(scope, before=first[-1].number, limit=2)] == ["step.2", "step.1"]


def test_events_of_one_subject_are_read_alone() -> None:
    do()
    with action(OFFICER, HERE) as act:
        authority = found("Northshire")
        act.record("authority.founded", authority)
    [event] = events(Scope(Level.AUTHORITY, HERE), subject=authority.public_id)
    assert str(event) == "2 authority.founded"
    assert str(Chain.objects.get()) == HERE


def test_events_are_followed_oldest_first_by_cursor() -> None:
    for number in range(3):
        do(f"step.{number}")
    scope = Scope(Level.AUTHORITY, HERE)
    assert [event.verb for event in since(scope, 0, limit=2)] == ["step.0", "step.1"]
    assert [event.verb for event in since(scope, 2)] == ["step.2"]


def test_a_scope_reaches_its_own_events_alone() -> None:
    do("ours.done")
    do("schools.done", school=SCHOOL)
    do("others.done", school="gggggggggggggggg")
    do("theirs.done", THERE, SCHOOL)
    with action(SYSTEM) as act:
        act.record("installation.done")

    def verbs(scope: Scope, school: str = "") -> list[str]:
        return [event.verb for event in events(scope, school=school)]

    assert verbs(Scope(Level.AUTHORITY, HERE)) == ["others.done", "schools.done", "ours.done"]
    assert verbs(Scope(Level.AUTHORITY, HERE), SCHOOL) == ["schools.done"]
    assert verbs(Scope(Level.SCHOOL, HERE, frozenset({SCHOOL}))) == ["schools.done"]
    assert verbs(EVERYTHING) == ["installation.done"]
    assert verbs(NOBODY) == []
    assert Event.objects.get(verb="installation.done").chain == INSTANCE
