"""What is done about figures to compare with."""

from functools import partial

from muster.portal.benchmarks.actions import (
    enter_figures,
    join_pool,
    leave_pool,
    renew_pool,
    renew_pools,
    take_figures_back,
)
from tests.everything.example import Call, Example
from tests.portal.benchmarks.typed import enter, entering
from tests.portal.collected import YEAR, acting, collect
from tests.portal.season import Season


def _entering(season: Season) -> Call:
    return partial(enter_figures, acting(season.officer), collect(season).collection, entering(), 0)


def _taking_back(season: Season) -> Call:
    row = enter(collect(season))
    return partial(take_figures_back, acting(season.officer), row, row.revision)


def _joining(season: Season) -> Call:
    return partial(join_pool, acting(season.officer), collect(season).collection)


def _leaving(season: Season) -> Call:
    member = join_pool(acting(season.officer), collect(season).collection)
    return partial(leave_pool, acting(season.officer), member)


def _pooling(season: Season) -> Call:
    join_pool(acting(season.officer), collect(season).collection)
    return partial(renew_pool, YEAR)


def _pooling_all(season: Season) -> Call:
    join_pool(acting(season.officer), collect(season).collection)
    return renew_pools


EXAMPLES = {
    "benchmarks.actions.pool.join_pool": Example(_joining, ("benchmarks.pool_joined",)),
    "benchmarks.actions.pool.leave_pool": Example(_leaving, ("benchmarks.pool_left",)),
    "benchmarks.actions.pooling.renew_pool": Example(_pooling, ("benchmarks.pooled",) * 3),
    "benchmarks.actions.pooling.renew_pools": Example(_pooling_all, ("benchmarks.pooled",) * 3),
    "benchmarks.actions.figures.enter_figures": Example(_entering, ("benchmarks.entered",)),
    "benchmarks.actions.figures.take_figures_back": Example(_taking_back, ("benchmarks.taken_back",)),
}
