"""Sending a file."""

from functools import partial

from muster.portal.foundation.once import new_key
from muster.portal.returns.actions import send_file
from tests.everything.example import Call, Example
from tests.portal.collected import acting, collect, results_file
from tests.portal.season import Season


def _ready(season: Season) -> Call:
    collected = collect(season)
    content = results_file(collected.entries)
    return partial(send_file, acting(season.head), collected.request, 1, "results.xml", content, new_key())


EXAMPLES = {"returns.actions.sending.send_file": Example(_ready, ("return.received", "pupils.identified"))}
