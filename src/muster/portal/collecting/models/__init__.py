"""The tables of collecting."""

from muster.portal.collecting.models.collection import Collection
from muster.portal.collecting.models.data_care import DataCare
from muster.portal.collecting.models.request import Request
from muster.portal.collecting.models.waiver import Waiver

__all__ = ["Collection", "DataCare", "Request", "Waiver"]
