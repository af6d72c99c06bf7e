"""Near names: pupils born on one day whose names differ a little. Dates are never compared with each other."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from rapidfuzz import fuzz
from rapidfuzz.process import extract

from muster.likeness.census import Census
from muster.likeness.claimed import Claimed, Pair
from muster.likeness.judging import reasons_of
from muster.likeness.named import Named, Namer
from muster.likeness.spelling import Folds, Spellings, initials

_LOOKS_ALIKE = 50
"""How alike two pupils' names look at least, of 100, where anything can make them near; others look so far less."""


def near_pairs(claims: Sequence[Claimed], folds: Folds) -> Iterator[tuple[Pair, tuple[str, ...]]]:
    """Every two claims of different schools with near names and one date of birth, with the reasons."""
    spellings = Spellings()
    namer, census = Namer(spellings), Census(claims, folds, spellings)
    named = [namer.name(claim) for claim in claims]
    for places in _born(enumerate(claims)).values():
        for first, second in _sharing(places, named) if len(places) > 1 else ():
            if claims[first].school != claims[second].school:
                reasons = reasons_of(named[first], named[second], census)
                if reasons:
                    yield (first, second), reasons


def near_pairs_between(claims: Sequence[Claimed], arrived: int, folds: Folds) -> Iterator[tuple[Pair, tuple[str, ...]]]:
    """The same for pairs of one of the first so many claims with one of the others.

    Names are first compared as they stand, all of one birthday in one go, and spelled only where they look alike.
    """
    spellings = Spellings()
    namer, census = Namer(spellings), Census(claims, folds, spellings)
    others = _born((place, claim) for place, claim in enumerate(claims) if place >= arrived)
    texts = {born: [_text(claims[place]) for place in places] for born, places in others.items()}
    for first, claim in enumerate(claims[:arrived]):
        for second in _looking_alike(claim, others, texts):
            if claim.school != claims[second].school:
                reasons = reasons_of(namer.name(claim), namer.name(claims[second]), census)
                if reasons:
                    yield (first, second), reasons


def _looking_alike(claim: Claimed, others: dict[date, list[int]], texts: dict[date, list[str]]) -> Iterator[int]:
    if claim.dob in others:
        found = extract(
            _text(claim), texts[claim.dob], scorer=fuzz.token_set_ratio, score_cutoff=_LOOKS_ALIKE, limit=None
        )
        for _, _, place in found:
            yield others[claim.dob][place]


def _text(claim: Claimed) -> str:
    """All the names, for a first look."""
    text = f"{claim.surname} {claim.forename}"
    if claim.preferred_surname or claim.preferred_forename:
        text = f"{text} {claim.preferred_surname} {claim.preferred_forename}"
    return text.replace("-", " ").lower()


def _born(claims: Iterable[tuple[int, Claimed]]) -> dict[date, list[int]]:
    """The places of the claims by date of birth."""
    born: dict[date, list[int]] = defaultdict(list)
    for place, claim in claims:
        if claim.dob is not None:
            born[claim.dob].append(place)
    return born


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
