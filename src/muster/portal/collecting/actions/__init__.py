"""Everything that is written of collections: each function one act, with its audit events in the same transaction."""

from muster.portal.collecting.actions.asking import Asked, ask_schools
from muster.portal.collecting.actions.collections import change_collection, draft_collection, open_collection
from muster.portal.collecting.actions.data_care import settle_data_care
from muster.portal.collecting.actions.participation import decline, rejoin
from muster.portal.collecting.actions.waiving import Waiving, end_waiver, waive

__all__ = [
    "Asked",
    "Waiving",
    "ask_schools",
    "change_collection",
    "decline",
    "draft_collection",
    "end_waiver",
    "open_collection",
    "rejoin",
    "settle_data_care",
    "waive",
]
