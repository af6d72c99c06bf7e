"""Near names: pupils born on one day whose names differ a little. Dates are never compared with each other."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from muster.likeness.census import Census
from muster.likeness.claimed import Claimed, Pair
from muster.likeness.judging import reasons_of
from muster.likeness.named import Named, Namer
from muster.likeness.spelling import initials


def near_pairs(claims: Sequence[Claimed], beside: int | None = None) -> Iterator[tuple[Pair, tuple[str, ...]]]:
    """Every two claims of different schools with near names and one date of birth, with the reasons.

    With `beside`, only pairs of one of the first so many claims with one of the others.
    """
    namer = Namer()
    named = [namer.name(claim) for claim in claims]
    census = Census((who.surname, who.forename) for who in named)
    for first, second in _candidates(named, beside):
        reasons = reasons_of(named[first], named[second], census)
        if reasons:
            yield (first, second), reasons


def _candidates(named: Sequence[Named], beside: int | None) -> Iterator[Pair]:
    """Pairs of one birthday that share a part of a name, the sound of one, or the initials of both."""
    born: dict[date, list[int]] = defaultdict(list)
    for place, who in enumerate(named):
        if who.claim.dob is not None:
            born[who.claim.dob].append(place)
    for places in born.values():
        if len(places) > 1 and (beside is None or places[0] < beside):
            for first, second in _sharing(places, named):
                apart = named[first].claim.school != named[second].claim.school
                if apart and (beside is None or first < beside <= second):
                    yield first, second


def _sharing(places: Sequence[int], named: Sequence[Named]) -> set[Pair]:
    sharing: dict[str, list[int]] = defaultdict(list)
    for place in places:
        for key in _keys(named[place]):
            sharing[key].append(place)
    return {pair for alike in sharing.values() if len(alike) > 1 for pair in combinations(alike, 2)}


def _keys(who: Named) -> frozenset[str]:
    keys = who.surname.keys | who.forename.keys
    if who.preferred_surname is not None:
        keys |= who.preferred_surname.keys
    if who.preferred_forename is not None:
        keys |= who.preferred_forename.keys
    both = initials(who.surname, who.forename)
    return keys | {both} if both else keys
