"""The tables of collecting."""

from muster.portal.collecting.models.collection import Collection
from muster.portal.collecting.models.request import Request

__all__ = ["Collection", "Request"]
