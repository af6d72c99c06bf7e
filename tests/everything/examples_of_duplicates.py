"""What is done about pupils in two places."""

from functools import partial

from muster.portal.returns.actions.striking import lift, strike
from muster.portal.returns.models import Result
from tests.everything.example import Call, Example
from tests.portal.collected import Collected, acting, collect
from tests.portal.season import Season

CASE = "case"


def _strike(season: Season) -> Call:
    return _striking(season, collect(season))


def _lift(season: Season) -> Call:
    collected = collect(season)
    _striking(season, collected)()
    return partial(lift, acting(season.officer), collected.school_return(), CASE)


def _striking(season: Season, collected: Collected) -> Call:
    collected.send()
    child = Result.objects.select_related("child")[0].child
    return partial(strike, acting(season.officer), collected.school_return(), [child], CASE)


EXAMPLES = {
    "returns.actions.striking.strike": Example(_strike, ("claim.struck",)),
    "returns.actions.striking.lift": Example(_lift, ("claim.lifted",)),
}
