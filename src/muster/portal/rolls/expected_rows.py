"""From a roll's entries to rows, and back."""

from collections.abc import Mapping, Sequence
from datetime import date

from muster.portal.collecting.models import Collection
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import School
from muster.portal.pupils.identity_record import IdentityRecord
from muster.portal.pupils.models import Identity
from muster.portal.pupils.opening import OpenIdentity
from muster.portal.rolls.models import ExpectedPupil
from muster.portal.rolls.school_numbers import Schools
from muster.records import RollEntry

AS_GIVEN = (
    "nc_year", "sen", "first_language", "fsm", "disadvantaged", "ethnicity", "entry_date", "leaving_date",
    "enrol_status", "gld", "phonics",
)  # fmt: skip
"""The columns that hold what the entry's field of the same name says."""

WRITTEN = ("identity_id", "sex", "birth_term", *AS_GIVEN)
"""The columns that make a row another than before."""

_AUTUMN, _SUMMER = 9, 5
_LONGEST = {
    "sex": 20,
    "nc_year": 20,
    "enrol_status": 20,
    "phonics": 20,
    "first_language": 60,
    "ethnicity": 60,
    **dict.fromkeys(("sen", "fsm", "disadvantaged", "gld"), 1),
}
"""Characters that each column of text holds."""

Key = tuple[int, int]
"""A school and a child: one row of a collection's roll."""


def check_entries(entries: Sequence[RollEntry]) -> None:
    """Raises Refusal for the first pupil with a value that no column holds."""
    for place, entry in enumerate(entries, start=1):
        for name, longest in overlong(entry):
            raise Refusal("roll_value_too_long", place=place, column=name, longest=longest)


def overlong(entry: RollEntry) -> list[tuple[str, int]]:
    """The values of an entry that no column holds, each with the most characters that it may have."""
    texts = ((name, longest, getattr(entry, name)) for name, longest in _LONGEST.items())
    return [(name, longest) for name, longest, text in texts if len(text) > longest or "\0" in text]


def identity_of(entry: RollEntry) -> IdentityRecord:
    """Who an entry's pupil is."""
    return IdentityRecord(entry.surname, entry.forename, upn=entry.upn, dob=entry.dob, sex=entry.sex)


def expected_rows(
    collection: Collection, entries: Sequence[RollEntry], identities: Sequence[Identity], schools: Schools
) -> dict[Key, ExpectedPupil]:
    """The rows that a roll asks for. Raises Refusal where it has a pupil twice at a school, and not alike."""
    rows: dict[Key, ExpectedPupil] = {}
    places: dict[Key, int] = {}
    for place, (entry, identity) in enumerate(zip(entries, identities, strict=True), start=1):
        school = schools[entry.la + entry.estab]
        row = _row(collection, entry, identity, school)
        key = row_key(row)
        if key in rows and differs(rows[key], row):
            raise Refusal("roll_pupil_twice", first=places[key], second=place, school=school.name)
        rows.setdefault(key, row)
        places.setdefault(key, place)
    return rows


def row_key(row: ExpectedPupil) -> Key:
    """The row's place in its collection's roll."""
    return row.school_id, row.child_id


def differs(before: ExpectedPupil, after: ExpectedPupil) -> bool:
    """Whether the two say anything different of the pupil."""
    return any(getattr(before, name) != getattr(after, name) for name in WRITTEN)


def entry_of(row: ExpectedPupil, school: School, identities: Mapping[int, OpenIdentity]) -> RollEntry | None:
    """The row as the entry it came from, under the school's present number; None once the pupil was erased."""
    record = identities[row.identity_id].record
    if record is None:
        return None
    return RollEntry(
        la=school.la,
        estab=school.estab,
        upn=record.upn,
        surname=record.surname,
        forename=record.forename,
        dob=record.dob,
        sex=record.sex,
        **{name: getattr(row, name) for name in AS_GIVEN},
    )


def birth_term(born: date | None) -> str:
    """The school term that somebody was born in: autumn from September, spring from January, summer from May."""
    if born is None:
        return ""
    if born.month >= _AUTUMN:
        return "autumn"
    return "summer" if born.month >= _SUMMER else "spring"


def _row(collection: Collection, entry: RollEntry, identity: Identity, school: School) -> ExpectedPupil:
    """By keys alone: ten thousand rows need no objects around them."""
    return ExpectedPupil(
        authority_id=collection.authority_id,
        collection_id=collection.pk,
        school_id=school.pk,
        child_id=identity.child_id,
        identity_id=identity.pk,
        sex=entry.sex,
        birth_term=birth_term(entry.dob),
        **{name: getattr(entry, name) for name in AS_GIVEN},
    )
