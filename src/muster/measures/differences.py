"""How far two shares are apart, how far that may be off, and whether chance explains it."""

import math
from fractions import Fraction

import msgspec

from muster.measures.intervals import Interval, wilson
from muster.measures.shares import Share, exactly_between, points_between
from muster.measures.smallness import SMALL
from muster.measures.verdicts import Verdict

_CENT = 100


class Difference(msgspec.Struct, frozen=True):
    """`one` less `other`: both shares of pupils, or the other a published figure in per cent, taken as it stands."""

    one: Share
    other: Share | Fraction

    @property
    def exact(self) -> Fraction | None:
        """By how many percentage points the one is above the other, not rounded; None where either is of no pupils."""
        return exactly_between(self.one, self.other)

    @property
    def points(self) -> int | None:
        """The same of the unrounded figures, then rounded, halves away from nought."""
        return points_between(self.one, self.other)

    @property
    def interval(self) -> Interval | None:
        """Where the difference would lie in 95 of 100 such cohorts, in points; None where there is none.

        Two shares: Newcombe's hybrid score interval (1998, method 10). A share and a figure: Wilson's of the share.
        """
        if isinstance(self.other, Share):
            return newcombe(self.one, self.other)
        own = wilson(self.one)
        return Interval(own.low - float(self.other), own.high - float(self.other)) if own else None

    @property
    def verdict(self) -> Verdict:
        """What may be said of it: clear where the interval does not hold nought, and no group is under 11 pupils."""
        interval = self.interval
        if interval is None:
            return Verdict.NOTHING
        if min(self.one.whole, self.other.whole if isinstance(self.other, Share) else SMALL) < SMALL:
            return Verdict.TOO_FEW
        if interval.low > 0:
            return Verdict.HIGHER
        return Verdict.LOWER if interval.high < 0 else Verdict.NOT_CLEAR


def newcombe(one: Share, other: Share) -> Interval | None:
    """The 95 % interval of `one` less `other` in percentage points; None where either is of no pupils.

    Source: R. G. Newcombe (1998), method 10: the score intervals of both shares, put together. The other way round
    it is the same with its signs changed.
    """
    first, second = wilson(one), wilson(other)
    if first is None or second is None:
        return None
    above, below = _CENT * one.part / one.whole, _CENT * other.part / other.whole
    down = math.hypot(above - first.low, second.high - below)
    up = math.hypot(first.high - above, below - second.low)
    return Interval(max(-100.0, above - below - down), min(100.0, above - below + up))
