"""What is done in casework."""

from muster.portal.casework.actions.enquiries import (
    Asked,
    answer,
    close,
    open_enquiry,
    renew_link,
    reopen,
    reply,
)

__all__ = ["Asked", "answer", "close", "open_enquiry", "renew_link", "reopen", "reply"]
