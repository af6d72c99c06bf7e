"""Figures as they stand in a table's cells."""

from fractions import Fraction

from muster.measures import Difference, Share, Verdict, is_small, whole_number, wilson
from muster.reporting.content.comparators import Benchmark
from muster.reporting.content.paper import Cell
from muster.reporting.content.words import said, signed

NONE = Cell("–")
"""There is no such figure."""
EMPTY = Cell("")
"""The same where a dash stands for what is hidden."""


def number(count: int) -> Cell:
    """A count."""
    return Cell(f"{count:,}", number=count)


def count_cell(share: Share) -> Cell:
    """How many of how many, without a per cent."""
    return Cell(said("cell", "of", part=share.part, whole=share.whole), share=share) if share.whole else NONE


def share_cell(share: Share) -> Cell:
    """How many of how many, and the per cent; of fewer than 11 pupils the count alone."""
    if is_small(share.whole):
        return count_cell(share)
    return Cell(f"{share.per_cent}% ({share.part:,} of {share.whole:,})", share=share)


def stacked_cell(share: Share) -> Cell:
    """The per cent, and under it how many of how many; of fewer than 11 pupils the count alone."""
    if is_small(share.whole):
        return share_cell(share)
    return Cell(f"{share.per_cent}%", said("cell", "of", part=share.part, whole=share.whole), share=share)


def ranged_cell(share: Share) -> Cell:
    """The count, the per cent, and under them how far it may be off; of fewer than 11 pupils the count alone."""
    interval = wilson(share)
    if interval is None or is_small(share.whole):
        return share_cell(share)
    low, high = (whole_number(Fraction(end)) for end in (interval.low, interval.high))
    return Cell(f"{share.part:,}: {share.per_cent}%", f"{low} to {high}%", share=share)


def benchmark_cell(benchmark: Benchmark | None, year: int, nothing: Cell = NONE) -> Cell:
    """A figure to compare with; the year that it is of, where that is not this one. `nothing` where there is none."""
    if benchmark is None:
        return nothing
    of_year = "" if benchmark.year == year else f" ({benchmark.year})"
    return Cell(f"{benchmark.per_cent}%{of_year}", number=benchmark.per_cent)


def points_cell(difference: Difference) -> Cell:
    """How many points two shares are apart, and under it in a word or two what may be said of that."""
    verdict, points = difference.verdict, difference.points
    under = said("verdict", verdict)
    if points is None or verdict is Verdict.TOO_FEW:
        return Cell("–", under)
    return Cell(signed(points), under, number=points)


def in_a_line(cell: Cell) -> Cell:
    """The cell with what stands under it beside it."""
    return Cell(f"{cell.shown} {cell.under}".strip(), share=cell.share, number=cell.number)
