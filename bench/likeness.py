"""Finding pupils whom two schools send: the certain kinds over a country, near names in an authority, one return."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from random import Random

from msgspec.structs import replace

from bench.figure import THOUSAND, Figure
from muster.likeness import Claimed, find, find_between, find_exact
from muster.synthesis.draws import Draws
from muster.synthesis.names import Community, communities
from muster.synthesis.upns import foreign_upn

ENGLAND, TENTH, AUTHORITY = 650_000, 65_000, 15_000
RETURNS = (30, 120)
_PUPILS_A_SCHOOL = 50
_BORN = date(2018, 9, 1)
_DAYS = 365
_REPEATS = 5
_SEED = 2026


def figures() -> Iterator[Figure]:
    """Times of one processor, the least of several turns; beside them how they grow with the number of pupils."""
    country = claims(ENGLAND)
    tenth, whole = least((lambda: find_exact(country[:TENTH]), lambda: find_exact(country)))
    yield Figure("certain kinds, 650,000 pupils", whole / THOUSAND, "s")
    yield Figure("certain kinds, ten times the pupils", whole / tenth, "times")
    yield Figure("certain kinds, pairs found", len(find_exact(country)), "pairs")
    authority = country[:AUTHORITY]
    small, large = least((lambda: find(authority[: AUTHORITY // 10]), lambda: find(authority)))
    yield Figure("all kinds with near names, an authority of 15,000 pupils", large / THOUSAND, "s")
    yield Figure("all kinds with near names, ten times the pupils", large / small, "times")
    for size in RETURNS:
        yield from _arriving(authority, size)


def _arriving(authority: Sequence[Claimed], size: int) -> Iterator[Figure]:
    """A return of so many pupils beside those of the authority who were born on the same days."""
    arriving = [claim for claim in authority if claim.school == authority[0].school][:size]
    arriving += authority[-(size - len(arriving)) :] if len(arriving) < size else []
    days = {claim.dob for claim in arriving}
    keys = {claim.key for claim in arriving}
    others = [claim for claim in authority if claim.dob in days and claim.key not in keys]
    (taken,) = least((lambda: find_between(arriving, others),))
    yield Figure(f"a return of {size} pupils beside {len(others):,} born on the same days", taken, "ms")


def claims(count: int) -> list[Claimed]:
    """Pupils with made-up names; of a hundred one is sent by a second school, half of them under another number."""
    draws, shared = Draws(_SEED, "likeness"), Random(_SEED)
    weighted = [(community, float(community.weight)) for community in communities()]
    made: list[Claimed] = []
    for place in range(count):
        if place and shared.random() < 0.01:
            made.append(_again(made[shared.randrange(place)], place))
        else:
            made.append(_claim(place, draws.weighted(weighted), draws))
    return made


def _claim(place: int, community: Community, draws: Draws) -> Claimed:
    sex = "F" if draws.chance(0.5) else "M"
    return Claimed(
        key=place,
        school=str(place // _PUPILS_A_SCHOOL),
        upn=_upn(place),
        surname=community.surname(draws)[sex == "F"],
        forename=community.forename(draws, sex),
        dob=_BORN + timedelta(days=draws.below(_DAYS)),
        sex=sex,
    )


def _again(claim: Claimed, place: int) -> Claimed:
    upn = claim.upn if place % 2 else _upn(place)
    return replace(claim, key=place, school=str(place // _PUPILS_A_SCHOOL), upn=upn)


def _upn(place: int) -> str:
    return foreign_upn(place // 1_000, 2022, place % 1_000)


def least(actions: Sequence[Callable[[], object]]) -> list[float]:
    """The least milliseconds of a processor that each took, in turns that come one after the other."""
    return [min(times) for times in zip(*([_time(action) for action in actions] for _ in range(_REPEATS)), strict=True)]


def _time(action: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    action()
    return (time.process_time() - start) * THOUSAND


if __name__ == "__main__":
    for figure in figures():
        print(figure, flush=True)
