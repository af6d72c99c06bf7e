"""Every action writes what it did in its own transaction: exactly its events, and nothing at all without them."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper

from muster.portal.audit import action as mechanism
from muster.portal.audit.models import Event
from muster.portal.audit.verify import verify
from tests.everything.example import Example
from tests.everything.examples import EXAMPLES, UPN, WITHOUT_EXAMPLE
from tests.everything.source import APPS, full_name
from tests.everything.test_source import ACTIONS, calls_action
from tests.portal.season import CANARY, Season

# Tokens are taken before an action begins, and stay taken where it fails; keys are made once and kept.
_BESIDE = ("foundation",)

each = pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES.keys())


class Broken(Exception):
    """The audit trail could not be written."""


def rows_of_everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, as the database has it."""
    with connection.cursor() as cursor:
        return {table: sorted(_rows(cursor, table), key=repr) for table in _tables()}


def _rows(cursor: CursorWrapper, table: str) -> list[tuple[Any, ...]]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
    return list(cursor.fetchall())


@cache
def _tables() -> tuple[str, ...]:
    apps_of_actions = [apps.get_app_config(app) for app in APPS if app not in _BESIDE]
    return tuple(model._meta.db_table for app in apps_of_actions for model in app.get_models())


def test_every_action_has_an_example() -> None:
    acting = {full_name(one) for one in ACTIONS if calls_action(one)}
    assert acting - EXAMPLES.keys() - WITHOUT_EXAMPLE.keys() == set()


def test_no_example_is_left_of_an_action_that_went() -> None:
    assert (EXAMPLES.keys() | WITHOUT_EXAMPLE.keys()) - {full_name(one) for one in ACTIONS} == set()


@each
@pytest.mark.on_every_database
def test_an_action_writes_exactly_its_events_and_they_name_nobody(
    example: Example, season: Season, record_property: Callable[[str, object], None]
) -> None:
    """No pupil's name, no address, no token: the actor's own name and the organisations' are the exceptions."""
    call = example.ready(season)
    before = set(Event.objects.values_list("pk", flat=True))
    call()
    events = Event.objects.exclude(pk__in=before).order_by("pk")
    assert sorted(event.verb for event in events) == sorted(example.verbs)
    assert all(verify(chain).fault is None for chain in {event.chain for event in events})
    facts = [str(event.facts) for event in events]
    assert not [said for said in facts if CANARY in said.lower() or "@" in said or UPN in said]
    record_property("cells: actions that write their events", 1)


@each
@pytest.mark.on_every_database
def test_an_action_that_cannot_say_what_it_did_does_nothing(
    example: Example, season: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = example.ready(season)
    before = rows_of_everything()

    def broken(*_: object) -> None:
        raise Broken

    monkeypatch.setattr(mechanism, "_append", broken)
    with pytest.raises(Broken):
        call()
    assert rows_of_everything() == before
