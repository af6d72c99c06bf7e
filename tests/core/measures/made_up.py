"""Pupils made up for tests: of a few words, by hypothesis, and an authority of them."""

from random import Random

from hypothesis import strategies as st

from muster.framework import load_framework
from muster.measures import GROUPS, Counts, MeasuredPupil, count

KS1 = load_framework(2026)
ALL_CODES = {one.key: [*one.codes, *KS1.absent, *KS1.outside, ""] for one in KS1.subjects}
PUPILS = st.lists(
    st.builds(
        MeasuredPupil,
        outcomes=st.fixed_dictionaries({key: st.sampled_from(codes) for key, codes in ALL_CODES.items()}),
        **{one.value: st.sampled_from([*groups, None]) for one, groups in GROUPS.items()},
    ),
    max_size=30,
)
"""Any pupils at all: every code, every group, in any mixture."""


def of_codes(code: str, number: int) -> Counts:
    """The counts of so many pupils with this code in reading, writing and maths."""
    return count(KS1, [dict.fromkeys(KS1.scaled, code)] * number)


def made_up(number: int, seed: int) -> list[MeasuredPupil]:
    """Pupils as unlike as they may be; a fifth of what a roll says is not known, some have left or have no outcome."""
    draws = Random(seed)
    return [_pupil(draws) for _ in range(number)]


def _pupil(draws: Random) -> MeasuredPupil:
    level = draws.gauss(0, 1)
    outcomes = {key: _code(key, level + draws.gauss(0, 0.5), draws) for key in KS1.by_key}
    groups = {one.value: None if draws.random() < 0.2 else draws.choice(some) for one, some in GROUPS.items()}
    return MeasuredPupil(outcomes=outcomes, **groups)


def _code(key: str, level: float, draws: Random) -> str:
    if draws.random() < 0.02:
        return draws.choice([*KS1.absent, *KS1.outside, ""])
    if key not in KS1.scaled:
        return "EXS" if level > -0.6 else "HNM"
    if level < -1.6:
        return draws.choice(KS1.pre_key_stage)
    return "GDS" if level > 1 else "EXS" if level > -0.4 else "WTS"
