"""What is left to do at every school, read at once, is what each school's own pages say."""

import pytest

from muster.portal.collecting.reads import requests_of
from muster.portal.foundation.scope import Level, Scope
from muster.portal.outbox.models import Mail
from muster.portal.outbox.sealing import text_of
from muster.portal.returns.actions.messages import remind
from muster.portal.returns.outstanding import outstanding_in, outstanding_of
from muster.portal.returns.reads.returns import return_of
from muster.portal.returns.states import State
from tests.portal.collected import acting, collect, results_file
from tests.portal.filed import TITLE, ask_for_file
from tests.portal.returned import WAYS
from tests.portal.season import Season


@pytest.mark.parametrize("state", list(WAYS), ids=lambda one: one.name)
def test_it_is_the_same_in_every_state(season: Season, state: State) -> None:
    collected = collect(season)
    WAYS[state](collected)
    scope = Scope(Level.AUTHORITY, season.authority.public_id)
    [left] = outstanding_in(scope, collected.collection).values()
    assert left == outstanding_of(return_of(scope, requests_of(scope).get()))


def test_it_counts_what_is_still_to_explain(season: Season) -> None:
    collected = collect(season)
    collected.send(results_file(collected.entries, {0: {"reading": "A"}}, without=(5,)))
    scope = Scope(Level.AUTHORITY, season.authority.public_id)
    [left] = outstanding_in(scope, collected.collection).values()
    assert left.unexplained > 0
    assert left == outstanding_of(return_of(scope, requests_of(scope).get()))


def test_the_twin_sees_nothing(season: Season) -> None:
    collected = collect(season)
    assert outstanding_in(Scope(Level.AUTHORITY, season.twin.authority.public_id), collected.collection) == {}


def test_a_file_alone_owes_nothing_once_it_is_handed_in(season: Season) -> None:
    filed = ask_for_file(season)
    scope = Scope(Level.AUTHORITY, season.authority.public_id)
    assert outstanding_in(scope, filed.collection)[filed.request.pk].nothing_sent
    filed.send()
    assert not outstanding_in(scope, filed.collection)[filed.request.pk].is_anything


def test_a_reminder_of_a_file_alone_asks_for_no_confirmation(season: Season) -> None:
    filed = ask_for_file(season)
    remind(acting(season.officer), filed.collection, [filed.request])
    mail = Mail.objects.filter(template="reminder").first()
    assert mail is not None
    said = text_of(mail)
    assert said is not None
    assert f"file for the {TITLE} has not reached us yet" in said.subject
    assert "The file is due by" in said.plain
    assert "confirmation" not in said.plain
