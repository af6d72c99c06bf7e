"""What is left to do at every school, read at once, is what each school's own pages say."""

import pytest

from muster.portal.collecting.reads import requests_of
from muster.portal.foundation.scope import Level, Scope
from muster.portal.returns.outstanding import outstanding_in, outstanding_of
from muster.portal.returns.reads.returns import return_of
from muster.portal.returns.states import State
from tests.portal.collected import collect, results_file
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
