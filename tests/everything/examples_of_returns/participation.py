"""Declining and taking part after all."""

from functools import partial

from muster.portal.returns.actions.participation import decline, rejoin
from tests.everything.example import Call, Example
from tests.portal.collected import acting, collect
from tests.portal.season import Season


def _declining(season: Season) -> Call:
    return partial(decline, acting(season.head), collect(season).request, 1, "A small year group.")


def _rejoining(season: Season) -> Call:
    request = collect(season).request
    decline(acting(season.head), request, 1)
    return partial(rejoin, acting(season.head), request, 2)


EXAMPLES = {
    "returns.actions.participation.decline": Example(_declining, ("request.declined",)),
    "returns.actions.participation.rejoin": Example(_rejoining, ("request.rejoined",)),
}
