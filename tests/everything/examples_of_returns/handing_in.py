"""A file handed in where no more is asked for."""

from functools import partial

from muster.portal.foundation.once import new_key
from muster.portal.returns.actions.handing_in import hand_in
from tests.everything.example import Call, Example
from tests.portal.collected import acting
from tests.portal.filed import ask_for_file
from tests.portal.season import Season


def _hand_in(season: Season) -> Call:
    filed = ask_for_file(season)
    content = b"%PDF-1.7 a made-up file"
    return partial(hand_in, acting(season.head), filed.request, filed.revision, "a.pdf", content, new_key())


EXAMPLES = {"returns.actions.handing_in.hand_in": Example(_hand_in, ("file.received",))}
