"""What reports say, as plain values: no engine that sets them, no web framework."""

from muster.reporting.content.comparators import Benchmark, Beside, Comparator, of_schools, published
from muster.reporting.content.inputs import Queried, ReportInputs, ReportPupil, ReportSchool
from muster.reporting.content.paper import Cell, Chart, Edition, Paper, Row, Section, Table
from muster.reporting.content.pupils import pupil_report
from muster.reporting.content.summary import school_summary

__all__ = [
    "Benchmark",
    "Beside",
    "Cell",
    "Chart",
    "Comparator",
    "Edition",
    "Paper",
    "Queried",
    "ReportInputs",
    "ReportPupil",
    "ReportSchool",
    "Row",
    "Section",
    "Table",
    "of_schools",
    "published",
    "pupil_report",
    "school_summary",
]
