"""Draws that come out the same for ever, on every Python and every machine.

Only `random.Random(whole number).random()` is used of the standard library, whose sequence Python promises to keep;
everything else is made of it with additions and products, which no mathematics library rounds differently. The built-in
`sum` is not used on fractions, because Python 3.12 began to round it in another way; `added` takes its place.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from random import Random
from typing import TypeVar

Item = TypeVar("Item")

_SQRT_2 = 1.4142135623730951


def added(numbers: Iterable[float]) -> float:
    """The numbers added up from left to right."""
    total = 0.0
    for number in numbers:
        total += number
    return total


class Draws:
    """A stream of draws of its own for each set of labels (the seed, then what is drawn for whom)."""

    def __init__(self, *labels: object) -> None:
        digest = sha256("/".join(str(label) for label in labels).encode("utf-8")).digest()
        self.share = Random(int.from_bytes(digest[:16], "big")).random
        """A number from 0 up to, but not including, 1."""

    def chance(self, probability: float) -> bool:
        """True in this share of all draws."""
        return self.share() < probability

    def below(self, limit: int) -> int:
        """A whole number from 0 up to, but not including, the limit."""
        return int(self.share() * limit)

    def between(self, lowest: int, highest: int) -> int:
        """A whole number, both ends included."""
        return lowest + self.below(highest - lowest + 1)

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items, each as likely as the other."""
        return items[self.below(len(items))]

    def pick_early(self, items: Sequence[Item]) -> Item:
        """One of the items, the first up to twice as often as in an even draw: the way names are spread."""
        share = self.share()
        return items[int((share + share * share) / 2 * len(items))]

    def weighted(self, items: Sequence[tuple[Item, float]]) -> Item:
        """One of the items, as likely as its weight says (weights need not add up to 1)."""
        point = self.share() * added(weight for _, weight in items)
        for item, weight in items:
            point -= weight
            if point < 0:
                return item
        return items[-1][0]

    def bell(self) -> float:
        """A number spread nearly as a normal one: mean 0, standard deviation 1, never beyond 4.3."""
        share = self.share
        return (share() + share() + share() + share() + share() + share() - 3.0) * _SQRT_2

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in another order."""
        order = list(items)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order
