"""The tables of expected pupils and former years' figures."""

from muster.portal.rolls.models.expected_pupil import ExpectedPupil
from muster.portal.rolls.models.former_results import FormerResults
from muster.portal.rolls.models.roll_load import RollLoad
from muster.portal.rolls.models.school_roll import SchoolRoll
from muster.portal.rolls.models.table_upload import ColumnMapping, TableKind, TableUpload

__all__ = [
    "ColumnMapping",
    "ExpectedPupil",
    "FormerResults",
    "RollLoad",
    "SchoolRoll",
    "TableKind",
    "TableUpload",
]
