"""The numbers to check against: a line a subject, as counts."""

import msgspec

from muster.framework import load_framework
from muster.measures import Counts
from muster.portal.collecting.models import Collection


class Line(msgspec.Struct, frozen=True):
    """A subject's counts; `higher` is None where nobody can be given the outcome, as in science."""

    subject: str
    expected: int
    higher: int | None


def lines_of(collection: Collection, counts: Counts) -> list[Line]:
    """A line a subject of the collection, in the framework's order."""
    by_key = load_framework(collection.year).by_key
    return [
        Line(by_key[key].label.capitalize(), one.expected, one.higher if by_key[key].higher else None)
        for key, one in counts.subjects.items()
    ]
