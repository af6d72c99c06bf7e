"""A pupil as measures take one: the codes, and the group of each characteristic. No name, no number."""

from collections.abc import Iterable
from datetime import date

import msgspec

from muster.framework import Framework
from muster.measures.counting import Outcomes, Profile, profile_of
from muster.measures.groups import (
    Characteristic,
    Known,
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


class MeasuredPupil(msgspec.Struct, frozen=True, kw_only=True):
    """A pupil's outcomes by subject, and groups; None is not known."""

    outcomes: Outcomes
    sex: Known = None
    disadvantage: Known = None
    sen: Known = None
    language: Known = None
    ethnicity: Known = None
    term: Known = None
    arrival: Known = None
    gld: Known = None
    phonics: Known = None


class Columns(msgspec.Struct, frozen=True):
    """Pupils column by column, each column with a value a pupil: quicker to count than pupil by pupil."""

    profiles: list[Profile]
    groups: dict[Characteristic, list[Known]]


def measured(
    framework: Framework, outcomes: Outcomes, entry: RollEntry | None, *, sex: str = "", born: date | None = None
) -> MeasuredPupil:
    """The pupil with what the roll says of it; `sex` and `born` as the file has them, the roll's where it has not."""
    if entry is None:
        return MeasuredPupil(outcomes=outcomes, sex=sex_of(sex), term=term_of(born))
    return MeasuredPupil(
        outcomes=outcomes,
        sex=sex_of(sex or entry.sex),
        disadvantage=disadvantage_of(entry),
        sen=sen_of(entry),
        language=language_of(entry),
        ethnicity=ethnicity_of(entry),
        term=term_of(born or entry.dob),
        arrival=arrival_of(entry, framework.dates.year_begins),
        gld=gld_of(entry),
        phonics=phonics_of(entry),
    )


def columns_of(framework: Framework, pupils: Iterable[MeasuredPupil]) -> Columns:
    """The pupils' columns, in their order."""
    given = list(pupils)
    profiles = [profile_of(framework, one.outcomes) for one in given]
    return Columns(profiles, {one: [getattr(pupil, one.value) for pupil in given] for one in Characteristic})
