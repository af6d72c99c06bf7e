"""What an officer does about one school's return beside questions and accepting: waive, act for it, put right."""

from functools import partial

from muster.portal.collecting.actions import Waiving, end_waiver, waive
from tests.everything.example import Call, Example
from tests.portal.collected import acting, collect
from tests.portal.season import Season

WAIVING = Waiving("R01", "Agreed for this year.", "Olu Okafor")


def _waive(season: Season) -> Call:
    return partial(waive, acting(season.officer), collect(season).request, WAIVING)


def _end_waiver(season: Season) -> Call:
    made = waive(acting(season.officer), collect(season).request, WAIVING)
    return partial(end_waiver, acting(season.officer), made, made.revision)


EXAMPLES = {
    "collecting.actions.waiving.waive": Example(_waive, ("rule.waived",)),
    "collecting.actions.waiving.end_waiver": Example(_end_waiver, ("rule.asked_again",)),
}
