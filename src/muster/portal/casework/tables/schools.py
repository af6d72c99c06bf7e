"""A table of the authority's schools: our columns, or the national register's export."""

import re
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError

from muster.formats.reference import SchoolRow, is_unnumbered, school_row
from muster.formats.reference_rows import Values
from muster.portal.casework.actions.mergers import merge_schools
from muster.portal.casework.tables.found import Found, parsed
from muster.portal.casework.tables.mapping import Places
from muster.portal.casework.tables.prepared import MOST_CHANGES, Change, Loaded, Prepared
from muster.portal.casework.tables.school_of_row import SchoolOfRow
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.actions.schools import SchoolsAdded, add_schools
from muster.portal.organisations.models import Authority, School
from muster.portal.organisations.school_rows import FIELDS, number_of
from muster.portal.rolls.models import TableUpload

OTHER_PHASES = frozenset({"nursery", "secondary", "middle deemed secondary", "16 plus"})
"""Phases of the national register whose schools have no pupils of key stage 1."""

_URN = re.compile(r"\d{6}", re.ASCII)
_FIELD_OF = {
    **dict.fromkeys(("ward", "district", *(f"area_{number}" for number in range(1, 21))), "areas"),
    **dict.fromkeys(("predecessor", "predecessor_la", "predecessor_estab", "predecessor_urn"), "predecessors"),
}
_WORDS = {
    "la": "number", "estab": "number", "urn": "URN", "mis": "management information system",
    "email": "main e-mail address", "predecessors": "earlier numbers", "opened": "date of opening",
    "closed": "date of closing",
}  # fmt: skip

Rows = dict[int, SchoolRow]
"""Schools by the number of their row."""


def prepare_schools(upload: TableUpload, rows: Iterable[tuple[int, Values]], found: Found, places: Places) -> Prepared:
    """The schools of a table, made ready; a detail that the table has no column for stays as it is.

    Rows of other authorities and phases, and of closed schools that are not in the list, are left out.
    """
    authority = upload.authority
    place = SchoolOfRow(authority, {})
    known = {school.number: school for school in School.objects.filter(authority=authority)}
    read = {row: made for row, values in rows if (made := _read(found, row, place.complete(values))) is not None}
    given = _without_strangers(found, authority, known, read)
    given = _without_closed(found, known, given)
    _check(found, authority, given)
    fields = frozenset(_FIELD_OF.get(name, name) for name in places)

    def load(actor: Actor) -> Loaded:
        return _load(actor, authority, list(given.values()), fields)

    return Prepared(found, load)


def _read(found: Found, row: int, values: Values) -> SchoolRow | None:
    if is_unnumbered(values):
        found.leave_out("left_out_unnumbered")
        return None
    return parsed(found, row, values, school_row)


def _without_strangers(found: Found, authority: Authority, known: dict[str, School], read: Rows) -> Rows:
    """Without schools of other authorities, and new ones without pupils of key stage 1."""
    ours = {authority.la, *(number[:3] for number in known)}
    kept: Rows = {}
    for row, given in read.items():
        merged = known.get(number_of(given))
        if given.la not in ours:
            found.leave_out("left_out_other_authority")
        elif merged is not None and merged.merged_into_id is not None:
            found.leave_out("left_out_merged")
        elif number_of(given) not in known and given.phase.casefold() in OTHER_PHASES:
            found.leave_out("left_out_other_phase")
        else:
            kept[row] = given
    return kept


def _without_closed(found: Found, known: dict[str, School], read: Rows) -> Rows:
    """Without closed schools that are not in the list, or whose number an open one bears: an academy keeps it often."""
    today = clock.today()
    bearing = {number_of(one) for one in read.values() if not _has_closed(one, today)}
    urns = {school.urn for school in known.values()}
    kept: Rows = {}
    for row, given in read.items():
        if _has_closed(given, today) and number_of(given) in bearing:
            found.leave_out("left_out_same_number")
        elif _has_closed(given, today) and number_of(given) not in known and given.urn not in urns:
            found.leave_out("left_out_closed")
        else:
            kept[row] = given
    return kept


def _has_closed(given: SchoolRow, today: date) -> bool:
    return given.closed is not None and given.closed <= today


def _check(found: Found, authority: Authority, given: Rows) -> None:
    first: dict[str, int] = {}
    for row, one in given.items():
        for column, name in (("estab", number_of(one)), ("urn", one.urn)):
            if name and first.setdefault(name, row) != row:
                found.fault(row, column, "row_school_twice", first=first[name])
        if not _URN.fullmatch(one.urn):
            found.fault(row, "urn", "row_urn")
        if not one.name:
            found.fault(row, "name", "row_empty")
        _check_details(found, row, one, authority)


def _check_details(found: Found, row: int, one: SchoolRow, authority: Authority) -> None:
    details = {name: getattr(one, name) for name in ("name", "phase", "type", "mis")}
    try:
        School(authority=authority, email=one.email.strip().lower(), **details).clean_fields(
            exclude=["authority", "trust", "public_id", "la", "estab", "urn", *(["name"] if not one.name else [])]
        )
    except ValidationError as wrong:
        for column in wrong.message_dict:
            found.fault(row, column, "row_address" if column == "email" else "row_too_long")
    if len(one.trust) > 200:
        found.fault(row, "trust", "row_too_long")


def _load(actor: Actor, authority: Authority, rows: list[SchoolRow], fields: frozenset[str]) -> Loaded:
    before = {school.pk: school for school in School.objects.filter(authority=authority)}
    done = add_schools(actor, authority, rows, fields=fields)
    for one in done.absorbed:
        gone, into = (
            School.objects.select_related("authority", "merged_into").get(pk=s.pk) for s in (one.school, one.into)
        )
        merge_schools(actor, gone, into, gone.revision, into.opened or clock.today())
    counts = {
        "added": len(done.added),
        "changed": len(done.changed),
        "merged": len(done.absorbed),
        "unchanged": done.unchanged,
    }
    return Loaded(counts, tuple(_changes(done, before))[:MOST_CHANGES])


def _changes(done: SchoolsAdded, before: dict[int, School]) -> list[Change]:
    changes = [Change(one.school.name, f"merged into {one.into.name}") for one in done.absorbed]
    changes += [Change(school.name, f"changed: {_changed(before[school.pk], school)}") for school in done.changed]
    changes += [Change(school.name, f"added, {school.number}") for school in done.added]
    return changes + [Change(one.name, "its URN signs another authority’s school in") for one in done.without_name]


def _changed(before: School, after: School) -> str:
    fields = [name for name in FIELDS if getattr(before, name) != getattr(after, name)]
    words = [_WORDS.get(name, name) for name in fields]
    if before.number != after.number or before.urn != after.urn:
        words.append(f"now {after.number}, URN {after.urn}, before {before.number}, URN {before.urn}")
    return ", ".join(dict.fromkeys(words))
