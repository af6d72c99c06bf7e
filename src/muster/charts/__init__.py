"""Charts as SVG from plain numbers, for pages and print: readable in black and white, with real text.

Every attribute is one that a strict content security policy lets through; nothing is styled inline. A chart stands
beside a table that says the same.
"""

from muster.charts.bars import Bar, Mark, bar_chart
from muster.charts.curves import Curve, Days, curve_chart
from muster.charts.dots import Dot, dot_chart
from muster.charts.drawing import Drawing
from muster.charts.lines import Line, line_chart
from muster.charts.stacked import Piece, Stack, stacked_chart

__all__ = [
    "Bar",
    "Curve",
    "Days",
    "Dot",
    "Drawing",
    "Line",
    "Mark",
    "Piece",
    "Stack",
    "bar_chart",
    "curve_chart",
    "dot_chart",
    "line_chart",
    "stacked_chart",
]
