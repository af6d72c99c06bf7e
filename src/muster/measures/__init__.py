"""Measures of results: counts, shares, and what of them may be compared. No web framework, no files."""

from muster.measures.counting import CombinedCounts, Counts, SubjectCounts, count, count_rows
from muster.measures.intervals import Interval, wilson
from muster.measures.shares import Share, points_between, whole_number

__all__ = [
    "CombinedCounts",
    "Counts",
    "Interval",
    "Share",
    "SubjectCounts",
    "count",
    "count_rows",
    "points_between",
    "whole_number",
    "wilson",
]
