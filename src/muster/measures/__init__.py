"""Measures of results: counts, shares, and what of them may be compared. No web framework, no files."""

from muster.measures.change import Change
from muster.measures.compare import Pooled, Reason, Withheld, pooled, tells_apart
from muster.measures.counting import CombinedCounts, Counts, SubjectCounts, count, count_rows
from muster.measures.coverage import Coverage, coverage_of
from muster.measures.differences import Difference, newcombe
from muster.measures.fifths import FIFTHS, fifths
from muster.measures.forms import Form, form_of, is_infant, is_special, kind_of_school, low_leads
from muster.measures.gaps import BESIDE, Gap, gaps
from muster.measures.grouped import (
    GroupedCounts,
    count_columns,
    count_groups,
    count_schools,
    groups_together,
    together,
)
from muster.measures.groups import GROUPS, Characteristic, Group
from muster.measures.intervals import Interval, wilson
from muster.measures.prior import PriorRow, PriorTable, prior_tables
from muster.measures.pupils import Columns, MeasuredPupil, columns_of, measured
from muster.measures.shares import Share, points_between, whole_number
from muster.measures.smallness import SMALL, is_small
from muster.measures.standards import COMBINED, Headline, Measure, headlines, share_of
from muster.measures.trend import Point, Trend, trend_of
from muster.measures.verdicts import Verdict
from muster.measures.years import Missing, has_break_between, may_stand_in_a_trend

__all__ = [
    "BESIDE",
    "COMBINED",
    "FIFTHS",
    "GROUPS",
    "SMALL",
    "Change",
    "Characteristic",
    "Columns",
    "CombinedCounts",
    "Counts",
    "Coverage",
    "Difference",
    "Form",
    "Gap",
    "Group",
    "GroupedCounts",
    "Headline",
    "Interval",
    "Measure",
    "MeasuredPupil",
    "Missing",
    "Point",
    "Pooled",
    "PriorRow",
    "PriorTable",
    "Reason",
    "Share",
    "SubjectCounts",
    "Trend",
    "Verdict",
    "Withheld",
    "columns_of",
    "count",
    "count_columns",
    "count_groups",
    "count_rows",
    "count_schools",
    "coverage_of",
    "fifths",
    "form_of",
    "gaps",
    "groups_together",
    "has_break_between",
    "headlines",
    "is_infant",
    "is_small",
    "is_special",
    "kind_of_school",
    "low_leads",
    "may_stand_in_a_trend",
    "measured",
    "newcombe",
    "points_between",
    "pooled",
    "prior_tables",
    "share_of",
    "tells_apart",
    "together",
    "trend_of",
    "whole_number",
    "wilson",
]
