"""An authority and its twin with equal names and titles, a collection each, made through the actions."""

from datetime import UTC, date, datetime

import msgspec

from muster.formats.reference import SchoolRow
from muster.portal.collecting.actions import ask_schools, draft_collection, open_collection
from muster.portal.collecting.models import Collection, Request
from muster.portal.collecting.terms import Terms, terms_of_year
from muster.portal.foundation import clock
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.actions.authorities import found_authority
from muster.portal.organisations.actions.memberships import join
from muster.portal.organisations.actions.people import add_person
from muster.portal.organisations.actions.schools import add_schools
from muster.portal.organisations.models import Authority, Role, School
from tests.portal.cared import cared

OFFICER = Actor(ActorKind.PERSON, "bbbbccccddddffff", "Olu Okazqxfor")
HEAD = Actor(ActorKind.PERSON, "ggggjjjjkkkkmmmm", "Ida Linzqxwood")
IN_MAY = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)


def authority(la: str = "330") -> Authority:
    return found_authority(OFFICER, la, "Zedshire", "team@zedshire.example", team_telephone="01234 567890")


def schools(place: Authority) -> list[School]:
    """Two schools; those of every authority have the same numbers, URNs, names and addresses."""
    rows = [
        SchoolRow(
            la="330",
            estab=str(2001 + number),
            urn=str(110001 + number),
            name=f"School {number + 1}",
            email=f"office{number + 1}@school.example",
        )
        for number in range(2)
    ]
    add_schools(OFFICER, place, rows)
    return list(School.objects.filter(authority=place).order_by("estab"))


def terms(**other: object) -> Terms:
    return msgspec.structs.replace(terms_of_year(2026), **other)


def draft(place: Authority, **other: object) -> Collection:
    return draft_collection(OFFICER, place, 2026, terms(**other))


def opened(place: Authority, **other: object) -> Collection:
    collection = draft(place, **other)
    with clock.at(datetime(2026, 4, 20, 8, tzinfo=UTC)):
        return open_collection(OFFICER, cared(OFFICER, collection), collection.revision)


def asked(place: Authority) -> list[Request]:
    """The requests to the authority's two schools, made in May."""
    with clock.at(IN_MAY):
        return list(ask_schools(OFFICER, opened(place), schools(place)).requests)


def staff(school: School, role: Role, name: str) -> None:
    person = add_person(OFFICER, f"{name}.{school.urn}@people.example", f"{name.title()} Okazqxfor")
    join(OFFICER, person, role, school)


def whole(place: Authority) -> Scope:
    return Scope(Level.AUTHORITY, place.public_id)


def only(*of: School) -> Scope:
    return Scope(Level.SCHOOL, of[0].authority.public_id, frozenset(school.public_id for school in of))


def day(text: str) -> date:
    return date.fromisoformat(text)
