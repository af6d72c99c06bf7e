"""Which pupils of several schools' returns are the same child, or may be, and why. No web framework, no files."""

from muster.likeness.claimed import Claimed, Kind, Match, Pair
from muster.likeness.finding import find, find_between, find_exact
from muster.likeness.joins import pairs_by_keys
from muster.likeness.reasons import in_words

__all__ = ["Claimed", "Kind", "Match", "Pair", "find", "find_between", "find_exact", "in_words", "pairs_by_keys"]
