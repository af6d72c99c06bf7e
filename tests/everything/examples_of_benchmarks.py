"""What is done about figures to compare with."""

from functools import partial

from muster.portal.benchmarks.actions import enter_figures, take_figures_back
from tests.everything.example import Call, Example
from tests.portal.benchmarks.typed import enter, entering
from tests.portal.collected import acting, collect
from tests.portal.season import Season


def _entering(season: Season) -> Call:
    return partial(enter_figures, acting(season.officer), collect(season).collection, entering(), 0)


def _taking_back(season: Season) -> Call:
    row = enter(collect(season))
    return partial(take_figures_back, acting(season.officer), row, row.revision)


EXAMPLES = {
    "benchmarks.actions.figures.enter_figures": Example(_entering, ("benchmarks.entered",)),
    "benchmarks.actions.figures.take_figures_back": Example(_taking_back, ("benchmarks.taken_back",)),
}
