"""The core's front door: one file checked, or many."""

from muster.checking.batch import check_many, check_one
from muster.checking.checker import BatchPlan, Checker
from muster.checking.expected_store import ExpectedStore
from muster.checking.front_door import check, check_read, read_file, view_file

__all__ = [
    "BatchPlan",
    "Checker",
    "ExpectedStore",
    "check",
    "check_many",
    "check_one",
    "check_read",
    "read_file",
    "view_file",
]
