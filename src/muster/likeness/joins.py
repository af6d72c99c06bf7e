"""The certain classes, in time that grows with the number of claims: same UPN, former UPN, same name and birth."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import TypeVar

from muster.formats.upn import is_well_formed, tidy_upn
from muster.likeness.claimed import Claimed, Kind, Pair
from muster.likeness.spelling import Folds

_ALL_PAIRS_TO = 12

NameKey = tuple[date, str, str]
Key = TypeVar("Key", bound=Hashable)


def exact_pairs(claims: Sequence[Claimed], folds: Folds) -> dict[Pair, Kind]:
    """Every two claims of different schools that are the same by UPN, former UPN, or name and birth; the surest kind.

    Of more than a dozen claims to one child each is paired with one of another school, not with all.
    """
    upns = [tidy_upn(claim.upn) for claim in claims]
    found: dict[Pair, Kind] = {}
    kinds = (
        (Kind.SAME_UPN, (places for upn, places in _alike(upns) if is_well_formed(upn))),
        (Kind.FORMER_UPN, _by_former(claims, upns)),
        (Kind.SAME_NAME, (places for _, places in _alike(_name_keys(claims, folds)))),
    )
    for kind, groups in kinds:
        for places in groups:
            for pair in _pairs(places, claims):
                found.setdefault(pair, kind)
    return found


def _alike(keys: Iterable[Key | None]) -> Iterator[tuple[Key, list[int]]]:
    """The keys that stand at several places, with their places; a key that is "" or None stands nowhere."""
    first: dict[Key, int] = {}
    several: dict[Key, list[int]] = {}
    for place, key in enumerate(keys):
        if key and (begun := first.setdefault(key, place)) != place:
            several.setdefault(key, [begun]).append(place)
    yield from several.items()


def _name_keys(claims: Sequence[Claimed], folds: Folds) -> Iterator[NameKey | None]:
    """Name and birth as one key; None where the date, or both names, are unknown."""
    for claim in claims:
        surname, forename = folds[claim.surname], folds[claim.forename]
        yield (claim.dob, surname, forename) if claim.dob and (surname or forename) else None


def _by_former(claims: Sequence[Claimed], upns: Sequence[str]) -> Iterator[list[int]]:
    """Those who have a UPN that is somebody's former one, with those who had it."""
    formers: dict[str, list[int]] = {}
    for place, claim in enumerate(claims):
        if claim.former_upn and is_well_formed(former := tidy_upn(claim.former_upn)):
            formers.setdefault(former, []).append(place)
    for place, upn in enumerate(upns):
        if upn in formers and place not in formers[upn]:
            formers[upn].append(place)
    yield from (sorted(places) for places in formers.values() if len(places) > 1)


def _pairs(places: Sequence[int], claims: Sequence[Claimed]) -> Iterator[Pair]:
    """The pairs of a group that are of different schools."""
    if len(places) <= _ALL_PAIRS_TO:
        pairs: Iterable[Pair] = combinations(places, 2)
    else:
        first = places[0]
        other = next((place for place in places if claims[place].school != claims[first].school), first)
        pairs = {(min(hub, place), max(hub, place)) for place in places for hub in (first, other)}
    yield from (pair for pair in pairs if claims[pair[0]].school != claims[pair[1]].school)
