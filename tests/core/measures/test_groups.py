"""In which group a pupil is, by what the roll says."""

from datetime import date

import msgspec
import pytest

from muster.measures import GROUPS, Group, measured
from muster.measures.groups import (
    arrival_of,
    disadvantage_of,
    ethnicity_of,
    gld_of,
    language_of,
    phonics_of,
    sen_of,
    sex_of,
    term_of,
)
from muster.records import RollEntry
from tests.core.measures.made_up import KS1


def entry(**said: str) -> RollEntry:
    known = {"la": "330", "estab": "2001", "upn": "", "surname": "", "forename": ""}
    return msgspec.convert(known | said, RollEntry)


@pytest.mark.parametrize(("code", "group"), [("F", Group.GIRLS), ("m", Group.BOYS), ("", None), ("U", None)])
def test_sex(code: str, group: Group | None) -> None:
    assert sex_of(code) is group


@pytest.mark.parametrize(
    ("disadvantaged", "fsm", "group"),
    [
        ("Y", "N", Group.DISADVANTAGED),
        ("N", "Y", Group.OTHERS),
        ("", "Y", Group.DISADVANTAGED),
        ("", "N", Group.OTHERS),
        ("", "", None),
    ],
)
def test_disadvantage_or_free_school_meals_where_the_roll_has_none(
    disadvantaged: str, fsm: str, group: Group | None
) -> None:
    assert disadvantage_of(entry(disadvantaged=disadvantaged, fsm=fsm)) is group


@pytest.mark.parametrize(
    ("sen", "group"),
    [("N", Group.NO_SEN), ("K", Group.SEN_SUPPORT), ("E", Group.EHC_PLAN), ("", None), ("S", None)],
)
def test_special_educational_needs(sen: str, group: Group | None) -> None:
    assert sen_of(entry(sen=sen)) is group


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("ENG", Group.ENGLISH),
        ("ENB", Group.ENGLISH),
        ("POL", Group.EAL),
        ("OTB", Group.EAL),
        ("", None),
        ("REF", None),
        ("NOT", None),
        ("ZZZ", None),
    ],
)
def test_first_language(code: str, group: Group | None) -> None:
    assert language_of(entry(first_language=code)) is group


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("WBRI", Group.WHITE),
        ("MWAS", Group.MIXED),
        ("APKN", Group.ASIAN),
        ("BCRB", Group.BLACK),
        ("CHNE", Group.CHINESE),
        ("OOTH", Group.OTHER_ETHNICITY),
        ("REFU", None),
        ("NOBT", None),
        ("", None),
    ],
)
def test_ethnicity_by_its_main_group(code: str, group: Group | None) -> None:
    assert ethnicity_of(entry(ethnicity=code)) is group


@pytest.mark.parametrize(
    ("born", "group"),
    [
        (date(2018, 9, 1), Group.AUTUMN),
        (date(2018, 12, 31), Group.AUTUMN),
        (date(2019, 1, 1), Group.SPRING),
        (date(2019, 4, 30), Group.SPRING),
        (date(2019, 5, 1), Group.SUMMER),
        (date(2019, 8, 31), Group.SUMMER),
        (None, None),
    ],
)
def test_term_of_birth(born: date | None, group: Group | None) -> None:
    assert term_of(born) is group


@pytest.mark.parametrize(
    ("came", "group"), [(date(2025, 8, 31), Group.STAYED), (date(2025, 9, 1), Group.JOINED), (None, None)]
)
def test_who_joined_since_september(came: date | None, group: Group | None) -> None:
    one = RollEntry(la="330", estab="2001", upn="", surname="", forename="", entry_date=came)
    assert arrival_of(one, KS1.dates.year_begins) is group


def test_prior_attainment() -> None:
    assert [gld_of(entry(gld=code)) for code in ("Y", "N", "")] == [Group.GLD, Group.NO_GLD, None]
    assert [phonics_of(entry(phonics=code)) for code in ("Wa", "WT", "", "A")] == [
        Group.PHONICS, Group.NO_PHONICS, None, None,
    ]  # fmt: skip


def test_a_pupil_who_is_not_on_the_roll_has_what_the_file_says_of_it() -> None:
    pupil = measured(KS1, {"reading": "EXS"}, None, sex="F", born=date(2019, 6, 3))
    assert (pupil.sex, pupil.term, pupil.sen, pupil.gld) == (Group.GIRLS, Group.SUMMER, None, None)


def test_what_the_file_says_goes_before_the_roll() -> None:
    pupil = measured(KS1, {}, entry(sex="M", sen="K"), sex="F")
    assert (pupil.sex, pupil.sen) == (Group.GIRLS, Group.SEN_SUPPORT)
    assert measured(KS1, {}, entry(sex="M")).sex is Group.BOYS


def test_every_group_belongs_to_one_characteristic() -> None:
    together = [group for groups in GROUPS.values() for group in groups]
    assert sorted(together) == sorted(Group)
