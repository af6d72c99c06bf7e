"""A share over three years, with the years that have none, and the breaks between years that are not comparable."""

from collections.abc import Mapping
from itertools import pairwise

import msgspec

from muster.measures.change import Change
from muster.measures.shares import Share
from muster.measures.years import Missing, has_break_between, why_missing

YEARS = 3
"""How many years a trend has, the newest counted."""


class Point(msgspec.Struct, frozen=True):
    """One year: its share, or why there is none."""

    year: int
    share: Share | None
    missing: Missing | None = None


class Trend(msgspec.Struct, frozen=True):
    """The points from the earliest year to the newest."""

    subject: str
    points: tuple[Point, ...]

    @property
    def breaks(self) -> tuple[int, ...]:
        """The years after which a line through the points is broken: statutory before, optional since."""
        return tuple(one.year for one, later in pairwise(self.points) if has_break_between(one.year, later.year))

    @property
    def changes(self) -> tuple[Change, ...]:
        """From each year with a share to the next that has one."""
        return tuple(
            Change(one.year, one.share, later.year, later.share)
            for one, later in pairwise(point for point in self.points if point.share)
            if one.share and later.share
        )


def trend_of(subject: str, shares: Mapping[int, Share], until: int, *, years: int = YEARS) -> Trend:
    """The trend of a subject (or of all combined) up to a year, from what is held by year."""
    return Trend(
        subject, tuple(_point(subject, year, shares.get(year)) for year in range(until - years + 1, until + 1))
    )


def _point(subject: str, year: int, share: Share | None) -> Point:
    missing = why_missing(year, subject)
    if missing is None and (share is None or not share.whole):
        missing = Missing.NOT_HELD
    return Point(year, None, missing) if missing else Point(year, share)
