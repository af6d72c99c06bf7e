"""What a results file, a roll and a check say: frozen records that travel between processes as msgpack.

Nothing here reads, decides or renders. Everything above imports from here.
"""

from muster.records.context import CheckContext, CollectionSettings, SchoolThresholds, SubmittingSchool
from muster.records.expected import Expected, History, HistoryRow, Roll, RollEntry
from muster.records.finding import CheckResult, Fact, Facts, Finding, SchoolRef, Severity
from muster.records.results import (
    Header,
    Kind,
    OutcomeRow,
    Problem,
    ProblemKind,
    PupilRecord,
    ResultsFile,
)

__all__ = [
    "CheckContext",
    "CheckResult",
    "CollectionSettings",
    "Expected",
    "Fact",
    "Facts",
    "Finding",
    "Header",
    "History",
    "HistoryRow",
    "Kind",
    "OutcomeRow",
    "Problem",
    "ProblemKind",
    "PupilRecord",
    "ResultsFile",
    "Roll",
    "RollEntry",
    "SchoolRef",
    "SchoolThresholds",
    "Severity",
    "SubmittingSchool",
]
