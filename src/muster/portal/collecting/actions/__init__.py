"""Everything that is written of collections: each function one act, with its audit events in the same transaction."""

from muster.portal.collecting.actions.asking import Asked, ask_schools
from muster.portal.collecting.actions.collections import change_collection, draft_collection, open_collection
from muster.portal.collecting.actions.data_care import settle_data_care
from muster.portal.collecting.actions.participation import decline, rejoin

__all__ = [
    "Asked",
    "ask_schools",
    "change_collection",
    "decline",
    "draft_collection",
    "open_collection",
    "rejoin",
    "settle_data_care",
]
