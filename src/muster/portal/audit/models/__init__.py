"""The tables of the audit trail."""

from muster.portal.audit.models.chain import Chain
from muster.portal.audit.models.event import Event

__all__ = ["Chain", "Event"]
