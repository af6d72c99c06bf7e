"""An example of every action on reports of several schools."""

from functools import partial

from muster.portal.foundation import leases
from muster.portal.publishing.actions import summaries
from muster.portal.publishing.models import CollectionBuild
from tests.everything.example import Call, Example
from tests.portal.collected import Collected, acting, collect
from tests.portal.publishing.several import make_summary
from tests.portal.returned import accepted
from tests.portal.season import Season


def _accepted(season: Season) -> Collected:
    found = collect(season)
    accepted(found)
    return found


def _asking(season: Season) -> Call:
    return partial(summaries.ask_for_summary, acting(season.officer), _accepted(season).collection)


def _making(season: Season) -> Call:
    build = summaries.ask_for_summary(acting(season.officer), _accepted(season).collection)
    (row,) = leases.take(CollectionBuild.objects.select_related(*summaries.WITH).filter(pk=build.pk))
    return partial(summaries.do_summary, row)


def _taking(season: Season) -> Call:
    made = make_summary(season.officer, _accepted(season).collection)[0]
    return partial(summaries.record_summary_taken, acting(season.officer), made)


_HERE = "publishing.actions.summaries"
EXAMPLES = {
    f"{_HERE}.ask_for_summary": Example(_asking, ("summary.asked",)),
    f"{_HERE}.do_summary": Example(_making, ("summary.made", "summary.made")),
    f"{_HERE}.record_summary_taken": Example(_taking, ("summary.taken",)),
}
