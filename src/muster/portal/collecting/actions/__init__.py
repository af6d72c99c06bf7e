"""Everything that is written of collections: each function one act, with its audit events in the same transaction."""

from muster.portal.collecting.actions.asking import Asked, ask_schools
from muster.portal.collecting.actions.collections import change_collection, draft_collection, open_collection
from muster.portal.collecting.actions.participation import decline, rejoin

__all__ = [
    "Asked",
    "ask_schools",
    "change_collection",
    "decline",
    "draft_collection",
    "open_collection",
    "rejoin",
]
