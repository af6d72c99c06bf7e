"""Reminders, and the news that reports are ready."""

from functools import partial

from muster.portal.returns.actions.messages import announce_reports, remind
from tests.everything.example import Call, Example
from tests.portal.collected import acting, collect
from tests.portal.season import Season


def _reminding(season: Season) -> Call:
    collected = collect(season)
    return partial(remind, acting(season.officer), collected.collection, [collected.request])


def _announcing(season: Season) -> Call:
    collected = collect(season)
    return partial(
        announce_reports, acting(season.officer), collected.collection, [collected.request], "bcdfghjkmnpqrstv"
    )


EXAMPLES = {
    "returns.actions.messages.remind": Example(_reminding, ("school.reminded", "schools.reminded")),
    "returns.actions.messages.announce_reports": Example(
        _announcing, ("reports.announced", "reports.announced_to_schools")
    ),
}
