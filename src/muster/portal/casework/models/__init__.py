"""The tables of casework."""

from muster.portal.casework.models.enquiry import Enquiry, EnquiryKind, EnquiryState
from muster.portal.casework.models.message import EnquiryMessage

__all__ = ["Enquiry", "EnquiryKind", "EnquiryMessage", "EnquiryState"]
