"""Schools in five parts of like size, so that each can be compared with those like it."""

from bisect import bisect_left
from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import TypeVar

FIFTHS = 5

_School = TypeVar("_School", bound=Hashable)


def fifths(values: Mapping[_School, Fraction]) -> dict[_School, int]:
    """In which fifth each school is, 1 the lowest: by how many schools have a lower value than it.

    Schools of the same value are in the same fifth, so that some may be larger than others, or empty.
    """
    ordered = sorted(values.values())
    return {school: 1 + FIFTHS * bisect_left(ordered, value) // len(ordered) for school, value in values.items()}
