"""What is written of national figures."""

from muster.portal.benchmarks.actions.figures import enter_figures, take_figures_back

__all__ = ["enter_figures", "take_figures_back"]
