"""Shares of pupils, exact until they are shown: whole per cent, halves rounded up."""

from fractions import Fraction

import msgspec

_CENT = 100


class Share(msgspec.Struct, frozen=True, order=False):
    """`part` of `whole` pupils. Both are counts, and `part` is at most `whole`."""

    part: int
    whole: int

    def __post_init__(self) -> None:
        if not 0 <= self.part <= self.whole:
            raise ValueError(f"{self.part} of {self.whole} is no share.")

    @property
    def exact(self) -> Fraction | None:
        """The share in per cent, not rounded; None of no pupils."""
        return Fraction(_CENT * self.part, self.whole) if self.whole else None

    @property
    def per_cent(self) -> int | None:
        """The share in whole per cent, halves rounded up; None of no pupils."""
        return (2 * _CENT * self.part + self.whole) // (2 * self.whole) if self.whole else None

    @property
    def one_pupil(self) -> int | None:
        """How many percentage points one pupil makes, rounded; None of no pupils."""
        return whole_number(Fraction(_CENT, self.whole)) if self.whole else None


def whole_number(exact: Fraction) -> int:
    """Rounded to a whole number, halves away from nought: so that a gap is the same from either side."""
    size = abs(exact)
    rounded = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return rounded if exact >= 0 else -rounded


def points_between(one: Share | Fraction, other: Share | Fraction) -> int | None:
    """By how many percentage points `one` is above `other`: of the unrounded figures, then rounded.

    A published figure is given as a Fraction of per cent. None where either is a share of no pupils.
    """
    exact = exactly_between(one, other)
    return None if exact is None else whole_number(exact)


def exactly_between(one: Share | Fraction, other: Share | Fraction) -> Fraction | None:
    """The same, not rounded."""
    above, below = (given.exact if isinstance(given, Share) else given for given in (one, other))
    return None if above is None or below is None else above - below
