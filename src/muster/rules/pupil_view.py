"""One pupil of a return as the rules see it: identity tidied once, outcomes settled once."""

import re
from functools import lru_cache

import msgspec

from muster.formats.names import child_key
from muster.formats.upn import check_letter, is_well_formed, tidy_upn
from muster.framework import Framework
from muster.records import OutcomeRow, PupilRecord
from muster.rules.subject_reading import SubjectReading, read_subject

_YEAR_WORD = re.compile(r"year|yr|y", re.IGNORECASE)
_SEXES = ("M", "F")
_NO_CODES: dict[str, str] = {}


class PupilView(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A pupil of the return, settled.

    `upn` is tidied, "" where missing; `well_formed` says whether it has a UPN's shape. `same_child` is the name and
    date of birth as one key, "" where either is unknown. `codes` are the used codes by subject, `scaled` those of
    them in reading, writing and maths that have a place on the scale. `place` is the pupil's among the file's.
    """

    record: PupilRecord
    upn: str
    well_formed: bool
    label: str | None
    same_child: str
    readings: tuple[SubjectReading, ...]
    codes: dict[str, str]
    scaled: tuple[str, ...]
    place: int = 0

    @property
    def shown_upn(self) -> str | None:
        """The UPN that a finding names: tidied where well-formed, else as read, None where missing."""
        if not self.upn:
            return None
        return self.upn if self.well_formed else self.record.upn

    @property
    def true_letter(self) -> str:
        """The check letter that a well-formed UPN's other characters call for."""
        return check_letter(self.upn)

    @property
    def nc_year(self) -> str:
        """The NC year without the word Year, Y and leading zeros; "" where none is given."""
        return tidy_nc_year(self.record.nc_year)

    @property
    def sex(self) -> str | None:
        """M or F, None where it is neither."""
        sex = self.record.sex.upper()
        return sex if sex in _SEXES else None


def tidy_nc_year(text: str) -> str:
    """An NC year in capitals without the word Year, Y and leading zeros ("Year 02" is "2"; zeros alone are "0")."""
    if not text:
        return ""
    year = _YEAR_WORD.sub("", text).strip().upper()
    return year.lstrip("0") or year[:1]


def view_pupil(record: PupilRecord, framework: Framework, subjects: tuple[str, ...], place: int = 0) -> PupilView:
    """Settle one pupil; `subjects` are the keys that the collection asks for."""
    upn = tidy_upn(record.upn)
    readings = _readings(record.outcomes, framework, subjects)
    codes = {reading.subject: reading.used for reading in readings if reading.used is not None} or _NO_CODES
    return PupilView(
        record=record,
        upn=upn,
        well_formed=is_well_formed(upn),
        label=full_name(record.forename, record.surname),
        same_child=child_key(record.surname, record.forename, record.dob),
        readings=readings,
        codes=codes,
        scaled=tuple(c for s, c in codes.items() if s in framework.scaled and c in framework.positions),
        place=place,
    )


def full_name(forename: str, surname: str) -> str | None:
    """A name as it would be said, None where there is none."""
    return " ".join(f"{forename} {surname}".split()) or None


def _readings(
    outcomes: tuple[OutcomeRow, ...], framework: Framework, subjects: tuple[str, ...]
) -> tuple[SubjectReading, ...]:
    if not outcomes:
        return _blank(subjects)
    rows: dict[str, list[OutcomeRow]] = {}
    for row in outcomes:
        rows.setdefault(row.subject, []).append(row)
    return tuple(read_subject(subject, rows.get(subject, ()), framework) for subject in subjects)


@lru_cache(maxsize=8)
def _blank(subjects: tuple[str, ...]) -> tuple[SubjectReading, ...]:
    """Readings of nothing, shared: a file may hold hundreds of thousands of pupils without outcomes."""
    return tuple(SubjectReading(subject) for subject in subjects)
