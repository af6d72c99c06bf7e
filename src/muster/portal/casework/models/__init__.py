"""The tables of casework."""

from muster.portal.casework.models.assignment import Assignment
from muster.portal.casework.models.bulk_import import BulkImport, ImportedFile
from muster.portal.casework.models.case_note import CaseNote
from muster.portal.casework.models.enquiry import Enquiry, EnquiryKind, EnquiryState
from muster.portal.casework.models.export import Export, ExportedVersion, ExportPart
from muster.portal.casework.models.message import EnquiryMessage
from muster.portal.casework.models.reminding import Reminded, Reminding

__all__ = [
    "Assignment",
    "BulkImport",
    "CaseNote",
    "Enquiry",
    "EnquiryKind",
    "EnquiryMessage",
    "EnquiryState",
    "Export",
    "ExportPart",
    "ExportedVersion",
    "ImportedFile",
    "Reminded",
    "Reminding",
]
