"""Declining by the link in a mail."""

from functools import partial

from muster.portal.collecting.links import decline_token, holder_of, linked_by
from muster.portal.returns.actions.declining import decline_by_link
from tests.everything.example import Call, Example
from tests.portal.collected import collect
from tests.portal.season import Season


def _by_link(season: Season) -> Call:
    request = collect(season).request
    return partial(decline_by_link, holder_of(request), linked_by(decline_token(request)), "A small year group.")


EXAMPLES = {"returns.actions.declining.decline_by_link": Example(_by_link, ("request.declined",))}
