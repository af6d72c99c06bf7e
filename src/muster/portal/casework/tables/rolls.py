"""A table of the pupils expected."""

from collections.abc import Iterable

from muster.formats.reference import roll_entry
from muster.formats.reference_rows import Values
from muster.portal.casework.tables.found import Found, parsed
from muster.portal.casework.tables.prepared import MOST_CHANGES, Change, Loaded, Prepared, counted
from muster.portal.casework.tables.school_of_row import SchoolOfRow
from muster.portal.collecting.models import Collection
from muster.portal.foundation.actor import Actor
from muster.portal.foundation.clock import today
from muster.portal.foundation.refusals import Refusal
from muster.portal.organisations.models import School
from muster.portal.rolls.actions import RollLoaded, load_roll
from muster.portal.rolls.expected_rows import overlong
from muster.portal.rolls.models import SchoolRoll, TableUpload
from muster.portal.rolls.school_numbers import schools_by_number
from muster.records import Roll, RollEntry

Entries = dict[int, RollEntry]
"""Pupils by the number of their row."""


def prepare_roll(upload: TableUpload, rows: Iterable[tuple[int, Values]], found: Found) -> Prepared:
    """The pupils of a table, made ready to be those that the upload's collection expects."""
    collection = upload.collection
    if collection is None:
        raise Refusal("table_without_collection")
    schools = schools_by_number(upload.authority)
    place = SchoolOfRow(upload.authority, schools)
    entries: Entries = {}
    for row, values in rows:
        entry = parsed(found, row, place.complete(values), roll_entry)
        if entry is not None and _is_whole(found, row, entry, place):
            entries[row] = entry
    _compare(found, entries)

    def load(actor: Actor) -> Loaded:
        return _load(actor, collection, upload, entries, {school.pk: school for school in schools.values()})

    return Prepared(found, load)


def _is_whole(found: Found, row: int, entry: RollEntry, place: SchoolOfRow) -> bool:
    before = found.faults_count
    place.find(found, row, entry.la + entry.estab)
    if not (entry.surname or entry.forename):  # some have one name alone
        found.fault(row, "surname", "row_empty")
    for column, longest in overlong(entry):
        found.fault(row, column, "row_long", longest=longest)
    if entry.dob is not None and entry.dob > today():
        found.fault(row, "dob", "row_to_come")
    return found.faults_count == before


def _compare(found: Found, entries: Entries) -> None:
    """Rows with one UPN: the same row twice, one pupil at two schools, or two pupils, which cannot be."""
    first: dict[str, int] = {}
    for row, entry in entries.items():
        known = first.setdefault(entry.upn.upper(), row) if entry.upn else row
        if known == row:
            continue
        other = entries[known]
        if entry == other:
            found.note(row, "upn", "note_repeated", first=known)
        elif _who(entry) != _who(other):
            found.fault(row, "upn", "row_upn_of_another", first=known)
        elif (entry.la, entry.estab) == (other.la, other.estab):
            found.fault(row, "upn", "row_pupil_twice", first=known)
        else:
            found.note(row, "upn", "note_two_schools", first=known)


def _who(entry: RollEntry) -> tuple[object, ...]:
    return entry.surname.casefold(), entry.forename.casefold(), entry.dob


def _load(
    actor: Actor, collection: Collection, upload: TableUpload, entries: Entries, schools: dict[int, School]
) -> Loaded:
    before = _rolls(collection)
    done = _loaded(actor, collection, upload, entries)
    after = _rolls(collection)
    touched = [pk for pk, now in after.items() if before.get(pk, (0, 0))[1] != now[1]]
    changes = [
        Change(schools[pk].name, f"{counted(after[pk][0], 'pupil', 'pupils')} (before: {before.get(pk, (0, 0))[0]:,})")
        for pk in sorted(touched, key=lambda pk: schools[pk].name if pk in schools else "")
        if pk in schools
    ]
    counts = {
        "pupils": done.pupils,
        "schools": done.load.schools,
        "added": done.added,
        "changed": done.changed,
        "unchanged": done.unchanged,
        "gone": done.gone,
    }
    return Loaded(counts, tuple(changes[:MOST_CHANGES]))


def _loaded(actor: Actor, collection: Collection, upload: TableUpload, entries: Entries) -> RollLoaded:
    """As `load_roll`, whose refusals count pupils: here they name rows."""
    roll = Roll(upload.taken_on or today(), tuple(entries.values()))
    try:
        return load_roll(actor, collection, roll, only_schools_named=upload.only_named)
    except Refusal as refusal:
        if refusal.id != "roll_pupil_twice":
            raise
        rows = list(entries)
        first, second = (rows[int(refusal.facts[name]) - 1] for name in ("first", "second"))
        raise Refusal("table_pupil_twice", first=first, second=second, school=refusal.facts["school"]) from refusal


def _rolls(collection: Collection) -> dict[int, tuple[int, int]]:
    rows = SchoolRoll.objects.filter(collection=collection).values_list("school_id", "pupils", "revision")
    return {school: (pupils, revision) for school, pupils, revision in rows}
