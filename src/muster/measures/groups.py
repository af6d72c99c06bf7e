"""The groups that pupils are counted by, from what the authority's roll says of them.

Source: the house's plan of the domain, "Measures"; codes of the Department for Education's common basic data set.
"""

from datetime import date
from enum import StrEnum

from muster.records import RollEntry

_ENGLISH = frozenset({"ENG", "ENB"})
_LANGUAGE_NOT_KNOWN = frozenset({"", "NOT", "REF", "ZZZ"})
_ETHNICITY_NOT_KNOWN = frozenset({"", "REFU", "NOBT"})
_AUTUMN_FROM, _SPRING_TO = 9, 4


class Group(StrEnum):
    """A group of pupils; `sentences` has its name."""

    GIRLS = "girls"
    BOYS = "boys"
    DISADVANTAGED = "disadvantaged"
    OTHERS = "others"
    NO_SEN = "no_sen"
    SEN_SUPPORT = "sen_support"
    EHC_PLAN = "ehc_plan"
    ENGLISH = "english"
    EAL = "eal"
    WHITE = "white"
    MIXED = "mixed"
    ASIAN = "asian"
    BLACK = "black"
    CHINESE = "chinese"
    OTHER_ETHNICITY = "other_ethnicity"
    AUTUMN = "autumn"
    SPRING = "spring"
    SUMMER = "summer"
    STAYED = "stayed"
    JOINED = "joined"
    GLD = "gld"
    NO_GLD = "no_gld"
    PHONICS = "phonics"
    NO_PHONICS = "no_phonics"


class Characteristic(StrEnum):
    """What divides pupils into groups; the last two are prior attainment."""

    SEX = "sex"
    DISADVANTAGE = "disadvantage"
    SEN = "sen"
    LANGUAGE = "language"
    ETHNICITY = "ethnicity"
    TERM = "term"
    ARRIVAL = "arrival"
    GLD = "gld"
    PHONICS = "phonics"


GROUPS: dict[Characteristic, tuple[Group, ...]] = {
    Characteristic.SEX: (Group.GIRLS, Group.BOYS),
    Characteristic.DISADVANTAGE: (Group.DISADVANTAGED, Group.OTHERS),
    Characteristic.SEN: (Group.NO_SEN, Group.SEN_SUPPORT, Group.EHC_PLAN),
    Characteristic.LANGUAGE: (Group.ENGLISH, Group.EAL),
    Characteristic.ETHNICITY: (
        Group.WHITE,
        Group.MIXED,
        Group.ASIAN,
        Group.BLACK,
        Group.CHINESE,
        Group.OTHER_ETHNICITY,
    ),
    Characteristic.TERM: (Group.AUTUMN, Group.SPRING, Group.SUMMER),
    Characteristic.ARRIVAL: (Group.STAYED, Group.JOINED),
    Characteristic.GLD: (Group.GLD, Group.NO_GLD),
    Characteristic.PHONICS: (Group.PHONICS, Group.NO_PHONICS),
}
"""The groups of each characteristic in the order of tables. With those not known they are all pupils, each once."""

Known = Group | None
"""A pupil's group of one characteristic; None is not known."""

_SEXES = {"F": Group.GIRLS, "M": Group.BOYS}
_DISADVANTAGE = {"Y": Group.DISADVANTAGED, "N": Group.OTHERS}
_SEN = {"N": Group.NO_SEN, "K": Group.SEN_SUPPORT, "E": Group.EHC_PLAN}
_ETHNICITIES = {
    "W": Group.WHITE,
    "M": Group.MIXED,
    "A": Group.ASIAN,
    "B": Group.BLACK,
    "C": Group.CHINESE,
    "O": Group.OTHER_ETHNICITY,
}
_GLD = {"Y": Group.GLD, "N": Group.NO_GLD}
_PHONICS = {"WA": Group.PHONICS, "WT": Group.NO_PHONICS}


def sex_of(code: str) -> Known:
    """Girls or boys, by the code F or M."""
    return _SEXES.get(code.upper())


def disadvantage_of(entry: RollEntry) -> Known:
    """Disadvantaged or others; by eligibility for free school meals where the roll has no disadvantage."""
    return _DISADVANTAGE.get((entry.disadvantaged or entry.fsm).upper())


def sen_of(entry: RollEntry) -> Known:
    """No special educational needs, SEN support, or a plan; of today's codes alone."""
    return _SEN.get(entry.sen.upper())


def language_of(entry: RollEntry) -> Known:
    """English (or believed to be) or another first language."""
    code = entry.first_language.upper()
    if code in _LANGUAGE_NOT_KNOWN:
        return None
    return Group.ENGLISH if code in _ENGLISH else Group.EAL


def ethnicity_of(entry: RollEntry) -> Known:
    """The main group of an ethnic code, which is the code's first letter ("WBRI" white)."""
    code = entry.ethnicity.upper()
    return None if code in _ETHNICITY_NOT_KNOWN else _ETHNICITIES.get(code[0])


def term_of(born: date | None) -> Known:
    """The term of birth: autumn from September to December, spring from January to April, summer after."""
    if born is None:
        return None
    if born.month >= _AUTUMN_FROM:
        return Group.AUTUMN
    return Group.SPRING if born.month <= _SPRING_TO else Group.SUMMER


def arrival_of(entry: RollEntry, year_begins: date) -> Known:
    """Whether the pupil joined the school in this school year, its first day counted, or was there before."""
    if entry.entry_date is None:
        return None
    return Group.JOINED if entry.entry_date >= year_begins else Group.STAYED


def gld_of(entry: RollEntry) -> Known:
    """Whether the pupil reached a good level of development at the end of reception."""
    return _GLD.get(entry.gld.upper())


def phonics_of(entry: RollEntry) -> Known:
    """Whether the pupil met the standard of the phonics check (Wa), or not yet (Wt)."""
    return _PHONICS.get(entry.phonics.upper())
