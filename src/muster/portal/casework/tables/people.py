"""A table of people at schools, who are to be invited."""

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower

from muster.formats.names import fold
from muster.formats.reference_rows import Values
from muster.formats.table_values import school_number
from muster.portal.casework.tables.found import Found
from muster.portal.casework.tables.prepared import MOST_CHANGES, Change, Loaded, Prepared, counted
from muster.portal.casework.tables.school_of_row import SchoolOfRow
from muster.portal.foundation.actor import Actor
from muster.portal.organisations.actions.head_changes import name_head
from muster.portal.organisations.actions.invitations import invite
from muster.portal.organisations.models import HeadChange, Membership, Role, School
from muster.portal.rolls.models import TableUpload
from muster.portal.rolls.school_numbers import schools_by_number

MOST = 500
"""Each gets an e-mail or two: more are loaded in several tables."""

_HEAD = ("head", "headteacher", "headofschool", "executivehead", "executiveheadteacher", "principal")
_SIGNER = ("signer", "mayconfirm", "confirm", "confirms", "deputy", "deputyhead", "deputyheadteacher", "actinghead")
_SENDER = ("sender", "maysend", "send", "sends", "office", "admin", "schooloffice", "assessmentlead", "datalead")
_READER = ("reader", "mayread", "read", "reads", "readonly", "viewer", "governor")
_ROLES = {
    **dict.fromkeys(_HEAD, Role.HEAD),
    **dict.fromkeys(_SIGNER, Role.SIGNER),
    **dict.fromkeys(_SENDER, Role.SENDER),
    **dict.fromkeys(_READER, Role.READER),
}
_LONGEST_NAME = 200


class Invited(msgspec.Struct, frozen=True):
    """Somebody of a row: their name and own address, the role, and the school."""

    name: str
    email: str
    role: Role
    school: School


class _Held(msgspec.Struct, frozen=True):
    """What is known before: who is where, who is head where, new heads who wait, and schools' shared addresses."""

    members: Mapping[tuple[str, int], str]
    heads: Mapping[int, str]
    waiting: frozenset[int]
    shared: frozenset[str]


def prepare_people(upload: TableUpload, rows: Iterable[tuple[int, Values]], found: Found) -> Prepared:
    """The people of a table, made ready to be invited; those who are at the school already are left as they are."""
    place = SchoolOfRow(upload.authority, schools_by_number(upload.authority))
    held = _held(upload)
    wanted: dict[tuple[str, int], tuple[int, Invited]] = {}
    unchanged = 0
    for row, values in rows:
        one = _read(found, row, values, place, held)
        if one is None:
            continue
        first, before = wanted.setdefault((one.email, one.school.pk), (row, one))
        if before != one:
            found.fault(row, "role", "row_person_twice", first=first)
        elif first != row:
            found.note(row, "email", "note_repeated", first=first)
        elif (one.email, one.school.pk) in held.members:
            unchanged += 1
            _note_role(found, row, one, held)
    new = [one for key, (_, one) in wanted.items() if key not in held.members]
    _check_heads(found, wanted, held)
    if len(new) > MOST:
        found.fault(0, "", "table_people_too_many", most=MOST)

    at = Counter(one.school.name for one in new)
    changes = [Change(name, counted(count, "person invited", "people invited")) for name, count in sorted(at.items())]
    due = Loaded({"added": len(new), "unchanged": unchanged}, tuple(changes[:MOST_CHANGES]))

    def load(actor: Actor) -> Loaded:
        _load(actor, new)
        return due

    return Prepared(found, load, due)


def _held(upload: TableUpload) -> _Held:
    rows = Membership.objects.filter(authority=upload.authority, ended_at__isnull=True, school__isnull=False)
    members = {(one.person.email, one.school_id or 0): one.role for one in rows.select_related("person")}
    waits = HeadChange.objects.filter(authority=upload.authority, state=HeadChange.State.ASKED)
    shared = School.objects.exclude(email="").annotate(address=Lower("email")).values_list("address", flat=True)
    return _Held(
        members,
        {school: email for (email, school), role in members.items() if role == Role.HEAD},
        frozenset(waits.values_list("school_id", flat=True)),
        frozenset(shared),
    )


def _read(found: Found, row: int, values: Values, place: SchoolOfRow, held: _Held) -> Invited | None:
    before = found.faults_count
    name = values["name"] or " ".join(filter(None, (values["forename"], values["surname"])))
    if not name:
        found.fault(row, "name" if not values["surname"] else "surname", "row_empty")
    elif len(name) > _LONGEST_NAME:
        found.fault(row, "name", "row_long", longest=_LONGEST_NAME)
    email = values["email"].lower()
    if not _is_address(email):
        found.fault(row, "email", "row_address")
    elif email in held.shared:
        found.fault(row, "email", "row_address_shared")
    role = _ROLES.get(fold(values["role"]))
    if role is None:
        found.fault(row, "role", "row_role")
    school = _school(found, row, place.complete(values), place)
    if found.faults_count > before or role is None or school is None:
        return None
    return Invited(name, email, role, school)


def _school(found: Found, row: int, values: Values, place: SchoolOfRow) -> School | None:
    number = values["la"] + values["estab"]
    if len(number) != 7:
        number = "".join(school_number(values["dfe"] or values["estab"]))
    if len(number) != 7:
        found.fault(row, "estab", "row_school_of_person")
        return None
    return place.find(found, row, number)


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def _note_role(found: Found, row: int, one: Invited, held: _Held) -> None:
    if held.members[one.email, one.school.pk] != one.role:
        found.note(row, "role", "note_other_role", role=Role(held.members[one.email, one.school.pk]).label)


def _check_heads(found: Found, wanted: Mapping[tuple[str, int], tuple[int, Invited]], held: _Held) -> None:
    first: dict[int, int] = {}
    for row, one in wanted.values():
        if one.role is not Role.HEAD or (one.email, one.school.pk) in held.members:
            continue
        known = first.setdefault(one.school.pk, row)
        if known != row:
            found.fault(row, "role", "row_two_heads", first=known)
        elif one.school.pk in held.heads:
            found.fault(row, "role", "row_head_there")
        elif one.school.pk in held.waiting:
            found.fault(row, "role", "row_head_waits")


def _load(actor: Actor, new: list[Invited]) -> None:
    for one in new:
        if one.role is Role.HEAD:
            name_head(actor, one.school, one.name, one.email, seen="")
        else:
            invite(actor, one.school, one.role, one.name, one.email)
