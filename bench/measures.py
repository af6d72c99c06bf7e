"""Measures of an authority and of England by every group, and what of an authority's table may be published."""

import sys
from collections import Counter
from collections.abc import Iterator
from random import Random

from bench.figure import THOUSAND, Figure
from bench.likeness import least
from muster.framework import load_framework
from muster.measures import (
    GROUPS,
    Characteristic,
    Columns,
    GroupedCounts,
    count_columns,
    count_schools,
    gaps,
    groups_together,
    headlines,
    prior_tables,
)
from muster.measures.suppression import Table, release

SCHOOLS, PUPILS, ENGLAND, AUTHORITIES = 300, 15_000, 650_000, 153
MOST_AUTHORITY_MS, MOST_ENGLAND_S, MOST_RELEASE_S = 300, 5, 5
_KS1 = load_framework(2026)
_SEED = 2026
_NOT_KNOWN = 3
_SHARES: dict[Characteristic, tuple[float, ...]] = {
    Characteristic.SEX: (49, 51),
    Characteristic.DISADVANTAGE: (26, 74),
    Characteristic.SEN: (81, 15, 4),
    Characteristic.LANGUAGE: (78, 22),
    Characteristic.ETHNICITY: (70, 7, 13, 6, 1, 3),
    Characteristic.TERM: (33, 33, 34),
    Characteristic.ARRIVAL: (95, 5),
    Characteristic.GLD: (67, 33),
    Characteristic.PHONICS: (80, 20),
}


def figures() -> Iterator[Figure]:
    """Times of one processor, the least of several turns."""
    draws = Random(_SEED)
    schools = {place: columns(PUPILS // SCHOOLS, draws) for place in range(SCHOOLS)}
    authority, counting = least((lambda: measure(schools), lambda: count_schools(_KS1, schools)))
    yield Figure("an authority of 300 schools, 15,000 pupils: counted by every group", counting, "ms")
    yield Figure("the same, put together, with the authority's shares, gaps and prior attainment", authority, "ms")
    country = columns(ENGLAND, draws)
    (england,) = least((lambda: told(count_columns(_KS1, country)),))
    yield Figure("England, 650,000 pupils in columns", england / THOUSAND, "s")
    held = list(count_schools(_KS1, {place: columns(40, draws) for place in range(AUTHORITIES)}).values())
    (pooled,) = least((lambda: told(groups_together(held)),))
    yield Figure("England of the counts of its 153 authorities", pooled, "ms")
    table = table_of(schools)
    (released,) = least((lambda: release([table], rows_know_themselves=True),))
    yield Figure("what may be published of the authority's table of schools and codes", released / THOUSAND, "s")


def measure(schools: dict[int, Columns]) -> None:
    """The counts of each school and its shares; everything of all together."""
    counted = count_schools(_KS1, schools)
    told(groups_together(list(counted.values())))
    for grouped in counted.values():
        assert [line.share.per_cent for line in headlines(_KS1, grouped.all)]


def told(grouped: GroupedCounts) -> None:
    """Every share and gap, with its interval and what may be said of it."""
    for characteristic in Characteristic:
        for gap in gaps(_KS1, grouped, characteristic):
            assert gap.difference.verdict
    assert list(prior_tables(grouped))


def columns(pupils: int, draws: Random) -> Columns:
    """Made-up pupils, with groups as they are in England."""
    groups = {
        one: draws.choices((*GROUPS[one], None), (*shares, _NOT_KNOWN), k=pupils) for one, shares in _SHARES.items()
    }
    return Columns([profile(draws) for _ in range(pupils)], groups)


def table_of(schools: dict[int, Columns]) -> Table:
    """How many pupils of each school have each code in reading."""
    codes = (*_KS1.by_key["reading"].codes, "A")
    counts = [Counter(profile[0] for profile in some.profiles) for some in schools.values()]
    rows = tuple(tuple(one[code] for code in codes) for one in counts)
    return Table("school", "reading", tuple(map(str, schools)), codes, rows, {"EXS+": ("EXS", "GDS")})


def profile(draws: Random) -> tuple[str, ...]:
    """A pupil's outcomes in the order of the framework's subjects."""
    level = draws.gauss(0, 0.9)
    scaled = [_code(level + draws.gauss(0, 0.45), draws) for _ in _KS1.scaled]
    return (*scaled, "EXS" if level > -0.7 else "HNM")


def _code(level: float, draws: Random) -> str:
    if level < -1.7:
        return draws.choice((*_KS1.pre_key_stage, "A"))
    return "GDS" if level > 0.9 else "EXS" if level > -0.45 else "WTS"


def main() -> int:
    """Tell every figure; exit status 1 where one is more than it may be."""
    most = (None, MOST_AUTHORITY_MS, MOST_ENGLAND_S, None, MOST_RELEASE_S)
    kept = True
    for figure, limit in zip(figures(), most, strict=True):
        print(figure, flush=True)
        kept = kept and (limit is None or figure.value <= limit)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
