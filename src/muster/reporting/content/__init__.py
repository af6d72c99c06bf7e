"""What reports say, as plain values: no engine that sets them, no web framework."""

from muster.reporting.content.authority import authority_summary
from muster.reporting.content.comparators import Benchmark, Beside, Comparator, of_schools, published
from muster.reporting.content.inputs import Queried, ReportInputs, ReportPupil, ReportSchool
from muster.reporting.content.paper import Cell, Chart, Edition, Paper, Row, Section, Table
from muster.reporting.content.pupils import pupil_report
from muster.reporting.content.schools import OneSchool, SchoolsInputs, Standing
from muster.reporting.content.summary import school_summary
from muster.reporting.content.trust import trust_report

__all__ = [
    "Benchmark",
    "Beside",
    "Cell",
    "Chart",
    "Comparator",
    "Edition",
    "OneSchool",
    "Paper",
    "Queried",
    "ReportInputs",
    "ReportPupil",
    "ReportSchool",
    "Row",
    "SchoolsInputs",
    "Section",
    "Standing",
    "Table",
    "authority_summary",
    "of_schools",
    "published",
    "pupil_report",
    "school_summary",
    "trust_report",
]
