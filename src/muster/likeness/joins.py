"""The certain classes, in time that grows with the number of claims: same UPN, former UPN, same name and birth."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import TypeVar

from muster.formats.upn import is_well_formed, number_in, tidy_upn
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
    formers = [number_in(claim.former_upn) if claim.former_upn else "" for claim in claims]
    schools = [claim.school for claim in claims]
    return pairs_by_keys(schools, upns, formers, _name_keys(claims, folds), is_number=is_well_formed)


def pairs_by_keys(
    schools: Sequence[Hashable],
    upns: Sequence[str],
    formers: Sequence[str],
    names: Iterable[Hashable | None],
    is_number: Callable[[str], bool] = bool,
) -> dict[Pair, Kind]:
    """The same where values are known, in whatever coding, and not what they stand for; "" and None tell nothing.

    `is_number` says of a UPN that several have whether it is one.
    """
    found: dict[Pair, Kind] = {}
    kinds = (
        (Kind.SAME_UPN, (places for upn, places in _alike(upns) if is_number(upn))),
        (Kind.FORMER_UPN, _by_former(formers, upns)),
        (Kind.SAME_NAME, (places for _, places in _alike(names))),
    )
    for kind, groups in kinds:
        for places in groups:
            for pair in _pairs(places, schools):
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


def _by_former(formers: Sequence[str], upns: Sequence[str]) -> Iterator[list[int]]:
    """Those who have a UPN that is somebody's former one, with those who had it."""
    had: dict[str, list[int]] = {}
    for place, former in enumerate(formers):
        if former:
            had.setdefault(former, []).append(place)
    for place, upn in enumerate(upns):
        if upn in had and place not in had[upn]:
            had[upn].append(place)
    yield from (sorted(places) for places in had.values() if len(places) > 1)


def _pairs(places: Sequence[int], schools: Sequence[Hashable]) -> Iterator[Pair]:
    """The pairs of a group that are of different schools."""
    if len(places) <= _ALL_PAIRS_TO:
        pairs: Iterable[Pair] = combinations(places, 2)
    else:
        first = places[0]
        other = next((place for place in places if schools[place] != schools[first]), first)
        pairs = {(min(hub, place), max(hub, place)) for place in places for hub in (first, other)}
    yield from (pair for pair in pairs if schools[pair[0]] != schools[pair[1]])
