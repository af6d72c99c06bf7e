"""The tables of the mechanisms."""

from muster.portal.foundation.models.bucket import TokenBucket
from muster.portal.foundation.models.data_key import DataKey
from muster.portal.foundation.models.done_once import DoneOnce
from muster.portal.foundation.models.leased import Leased
from muster.portal.foundation.models.turn import Turn

__all__ = ["DataKey", "DoneOnce", "Leased", "TokenBucket", "Turn"]
