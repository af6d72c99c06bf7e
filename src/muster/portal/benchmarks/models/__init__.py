"""The tables of figures to compare with: entered by officers, and pooled over authorities."""

from muster.portal.benchmarks.models.figure_set import FigureSet
from muster.portal.benchmarks.models.pool import Pool, PoolMember

__all__ = ["FigureSet", "Pool", "PoolMember"]
