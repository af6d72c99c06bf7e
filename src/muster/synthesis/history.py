"""What a school returned in the three years before: counts that agree with its level now."""

from collections.abc import Sequence
from math import sqrt

from muster.synthesis.children import SUBJECTS
from muster.synthesis.draws import Draws

_YEARS = 3
_DRIFT = 0.02
_SPREAD_OF_SIZE = 0.06
_SMOOTHING = 8.0
_NATIONAL = ((0.68, 0.19), (0.60, 0.08), (0.70, 0.16), (0.79, 0.0))


def history_of(
    outcomes: Sequence[Sequence[str]], special: bool, year: int, draws: Draws
) -> list[tuple[int, str, int, int, int]]:
    """Rows of year, subject, eligible, EXS and above, GDS, for the three years before this one.

    The school's level is this year's share, drawn a little towards the national one where the school is small.
    """
    levels = [_level(outcomes, place, special) for place in range(len(SUBJECTS))]
    rows = []
    for earlier in range(year - _YEARS, year):
        eligible = max(1, int(len(outcomes) * (1 + draws.bell() * _SPREAD_OF_SIZE) + 0.5))
        for subject, (expected, higher) in zip(SUBJECTS, levels, strict=True):
            at_expected = _count(eligible, expected - _DRIFT / 2, draws)
            at_higher = min(at_expected, _count(eligible, higher, draws)) if higher else 0
            rows.append((earlier, subject, eligible, at_expected, at_higher))
    return rows


def _level(outcomes: Sequence[Sequence[str]], place: int, special: bool) -> tuple[float, float]:
    codes = [codes[place] for codes in outcomes]
    smoothing = 0.0 if special else _SMOOTHING
    whole = len(codes) + smoothing
    expected, higher = _NATIONAL[place]
    met = codes.count("EXS") + codes.count("GDS") + smoothing * expected
    above = codes.count("GDS") + smoothing * higher
    return (met / whole, above / whole) if whole else (0.0, 0.0)


def _count(eligible: int, share: float, draws: Draws) -> int:
    """How many of the eligible, near their share and never beyond all or none."""
    share = max(0.0, min(1.0, share))
    count = int(eligible * share + draws.bell() * sqrt(eligible * share * (1 - share)) * 0.8 + 0.5)
    return max(0, min(eligible, count))
