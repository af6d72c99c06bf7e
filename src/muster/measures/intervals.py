"""How far a share of few pupils may be off."""

import math

import msgspec

from muster.measures.shares import Share

_Z_95 = 1.959963984540054
"""The standard normal quantile of 0.975."""


class Interval(msgspec.Struct, frozen=True):
    """From `low` to `high`, in per cent, not rounded."""

    low: float
    high: float


def wilson(share: Share, z: float = _Z_95) -> Interval | None:
    """Wilson's score interval of a share, 95 % unless another quantile is given; None of no pupils.

    Source: E. B. Wilson (1927), without continuity correction, as public bodies in England use it for shares.
    """
    if not share.whole:
        return None
    part, whole, square = share.part, share.whole, z * z
    middle = part + square / 2
    reach = z * math.sqrt(part * (whole - part) / whole + square / 4)
    # What rounding of floats adds beyond none and all is cut off.
    low = max(0.0, (middle - reach) / (whole + square)) if part else 0.0
    high = min(1.0, (middle + reach) / (whole + square)) if part < whole else 1.0
    return Interval(100 * low, 100 * high)
