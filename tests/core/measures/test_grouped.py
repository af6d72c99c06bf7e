"""Counts with their groups: by hand, and whatever is given."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.measures import (
    Characteristic,
    Counts,
    Group,
    MeasuredPupil,
    columns_of,
    count,
    count_groups,
    count_schools,
    groups_together,
    headlines,
    share_of,
    together,
)
from tests.core.measures.made_up import KS1, PUPILS, made_up, of_codes

SEX, SEN = Characteristic.SEX, Characteristic.SEN


def pupil(code: str, sex: Group | None, sen: Group | None = Group.NO_SEN) -> MeasuredPupil:
    return MeasuredPupil(outcomes={"reading": code, "writing": "EXS", "maths": "EXS"}, sex=sex, sen=sen)


# Girls: GDS, EXS, WTS; boys: EXS, PK2; one of unknown sex: WTS; a boy who left counts nowhere.
BY_HAND = [
    pupil("GDS", Group.GIRLS),
    pupil("EXS", Group.GIRLS),
    pupil("WTS", Group.GIRLS, Group.SEN_SUPPORT),
    pupil("EXS", Group.BOYS),
    pupil("PK2", Group.BOYS, Group.EHC_PLAN),
    pupil("WTS", None, None),
    pupil("L", Group.BOYS),
]


def test_groups_are_counted_by_hand() -> None:
    grouped = count_groups(KS1, BY_HAND, science=False)
    found = {group: (one.eligible, one.subjects["reading"].expected) for group, one in grouped.groups[SEX].items()}
    assert found == {Group.GIRLS: (3, 2), Group.BOYS: (2, 1), None: (1, 0)}
    assert [one and one.eligible for one in (grouped.of(SEN, Group.EHC_PLAN), grouped.of(SEN, Group.NO_SEN))] == [1, 3]
    assert grouped.of(Characteristic.GLD, Group.GLD) is None


def test_all_others_are_those_who_are_known() -> None:
    others = count_groups(KS1, BY_HAND, science=False).others_than(SEN, Group.NO_SEN)
    assert others is not None
    assert (others.eligible, others.subjects["reading"].codes["PK2"]) == (2, 1)


def test_there_are_no_others_where_all_are_of_one_group() -> None:
    assert count_groups(KS1, BY_HAND[:2]).others_than(SEX, Group.GIRLS) is None


@given(PUPILS)
def test_the_groups_of_a_characteristic_add_up_to_all(pupils: list[MeasuredPupil]) -> None:
    grouped = count_groups(KS1, pupils)
    for groups in grouped.groups.values():
        assert not groups or together(list(groups.values())) == grouped.all
        assert sum(one.eligible for one in groups.values()) == grouped.all.eligible


@given(PUPILS)
def test_a_group_is_what_counting_its_pupils_alone_gives(pupils: list[MeasuredPupil]) -> None:
    grouped = count_groups(KS1, pupils)
    assert grouped.all == count(KS1, [one.outcomes for one in pupils])
    for group in (Group.GIRLS, Group.BOYS, None):
        alone = count(KS1, [one.outcomes for one in pupils if one.sex is group])
        assert grouped.of(SEX, group) == (alone if alone.eligible else None)


@given(PUPILS, st.randoms(use_true_random=False))
def test_the_order_of_pupils_does_not_matter(pupils: list[MeasuredPupil], random: Random) -> None:
    shuffled = list(pupils)
    random.shuffle(shuffled)
    assert count_groups(KS1, shuffled) == count_groups(KS1, pupils)


def test_schools_together_are_what_all_their_pupils_are() -> None:
    schools = {key: made_up(40, key) for key in range(5)}
    counted = count_schools(KS1, {key: columns_of(KS1, pupils) for key, pupils in schools.items()})
    assert counted[3] == count_groups(KS1, schools[3])
    everyone = [pupil for pupils in schools.values() for pupil in pupils]
    assert groups_together(list(counted.values())) == count_groups(KS1, everyone)


def test_codes_stand_in_one_order_whoever_has_which() -> None:
    some = [count(KS1, [{"reading": code} for code in codes]) for codes in (["D", ""], ["A", "Q"], ["", "D"], ["EXS"])]
    codes = together(some).subjects["reading"].codes
    assert list(codes)[-4:] == ["A", "D", "Q", ""]
    assert [codes[code] for code in ("A", "D", "Q", "", "EXS")] == [1, 2, 1, 2, 1]


def test_of_no_counts_there_is_no_whole() -> None:
    with pytest.raises(ValueError, match="no counts"):
        together([])


def test_the_shares_are_of_each_subject_and_of_all_together() -> None:
    counts: Counts = of_codes("GDS", 3)
    lines = [(line.subject, line.measure.value) for line in headlines(KS1, counts)]
    assert lines == [
        ("reading", "exs_plus"), ("reading", "gds"), ("writing", "exs_plus"), ("writing", "gds"),
        ("maths", "exs_plus"), ("maths", "gds"), ("science", "exs_plus"), ("combined", "exs_plus"), ("combined", "gds"),
    ]  # fmt: skip
    assert all(share_of(counts, line.subject, line.measure) == line.share for line in headlines(KS1, counts))
