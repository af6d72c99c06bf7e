"""Which pupils of several schools' returns are the same child, or may be, and why. No web framework, no files."""

from muster.likeness.claimed import Claimed, Kind, Match
from muster.likeness.finding import find, find_between, find_exact
from muster.likeness.reasons import in_words

__all__ = ["Claimed", "Kind", "Match", "find", "find_between", "find_exact", "in_words"]
