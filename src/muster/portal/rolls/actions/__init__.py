"""Everything that is written of rolls and former years."""

from muster.portal.rolls.actions.history import HistoryLoaded, load_history
from muster.portal.rolls.actions.loading import RollLoaded, load_roll
from muster.portal.rolls.actions.mergers import move_roll
from muster.portal.rolls.actions.removal import erase_pupils, forget_source

__all__ = ["HistoryLoaded", "RollLoaded", "erase_pupils", "forget_source", "load_history", "load_roll", "move_roll"]
