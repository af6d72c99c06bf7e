"""What is written of figures to compare with."""

from muster.portal.benchmarks.actions.figures import enter_figures, take_figures_back
from muster.portal.benchmarks.actions.pool import join_pool, leave_pool
from muster.portal.benchmarks.actions.pooling import renew_pool, renew_pools

__all__ = ["enter_figures", "join_pool", "leave_pool", "renew_pool", "renew_pools", "take_figures_back"]
