"""The table of figures that an officer enters."""

from muster.portal.benchmarks.models.figure_set import FigureSet

__all__ = ["FigureSet"]
