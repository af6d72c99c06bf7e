"""The demonstration's people: the authority's own, a head for every school, and one of every other kind."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from muster.formats.reference import SchoolRow
from muster.portal.demonstration.guard import DEMONSTRATION
from muster.portal.demonstration.tables import Progress
from muster.portal.foundation.actor import Actor, ActorKind
from muster.portal.organisations.actions.memberships import join, make_head
from muster.portal.organisations.actions.people import add_person
from muster.portal.organisations.models import Authority, Membership, Person, Role, School, Trust

OFFICER = "officer@demo.example"
ADVISER = "adviser@demo.example"
OPERATOR = "operator@demo.example"
CAREFUL = "code@demo.example"
DEPUTY = "deputy@demo.example"
SENDER = "sender@demo.example"
EXECUTIVE_HEAD = "executive.head@demo.example"
TRUST_LEAD = "trust.lead@demo.example"
TRUST_VIEWER = "trust.viewer@demo.example"
MANAGER = "manager@demo.example"
PUPIL_ADVISER = "pupil.adviser@demo.example"

_OFFICE = (
    (OFFICER, "Amina Fairbrother", Role.OFFICER),
    (CAREFUL, "Gareth Underwood", Role.OFFICER),
    (MANAGER, "Dorothea Lindqvist", Role.MANAGER),
    (ADVISER, "Rosalind Ashdown", Role.ADVISER),
    (PUPIL_ADVISER, "Kwabena Thorne", Role.PUPIL_ADVISER),
    (OPERATOR, "Pat Kowalczyk", Role.OPERATOR),
)


class People(msgspec.Struct, frozen=True):
    """Everybody who was added, and of them the one whose sign-in asks for a code too."""

    everybody: tuple[Person, ...]
    careful: Person
    officer: Person
    manager: Person


def add_office(authority: Authority) -> People:
    """The authority's own people."""
    added = {}
    for email, name, role in _OFFICE:
        added[email] = add_person(DEMONSTRATION, email, name, authority=authority)
        join(DEMONSTRATION, added[email], role, authority)
    return People(tuple(added.values()), careful=added[CAREFUL], officer=added[OFFICER], manager=added[MANAGER])


def add_heads(schools: Sequence[School], rows: Sequence[SchoolRow], progress: Progress) -> list[Person]:
    """A head for every school, by the name in its row; two schools of one trust share an executive head."""
    names = {row.urn: row.head for row in rows}
    shared = {school.pk for school in executive_pair(schools)}
    heads = []
    for number, school in enumerate(schools, start=1):
        email = EXECUTIVE_HEAD if school.pk in shared else f"head.{school.urn}@demo.example"
        name = names.get(school.urn) or f"Head of {school.name}"
        head = add_person(DEMONSTRATION, email, name, authority=school.authority)
        make_head(DEMONSTRATION, school, head)
        heads.append(head)
        progress("Adding head teachers", number, len(schools))
    return heads


def add_others(schools: Sequence[School]) -> list[Person]:
    """A school's deputy and sender, and of the largest trust somebody who sees pupils, and somebody who does not."""
    school = plain_school(schools)
    deputy = add_person(DEMONSTRATION, DEPUTY, "Priya Hartwell", authority=school.authority)
    join(DEMONSTRATION, deputy, Role.SIGNER, school)
    sender = add_person(DEMONSTRATION, SENDER, "Jo Merriweather", authority=school.authority)
    join(DEMONSTRATION, sender, Role.SENDER, school)
    trust = largest_trust(schools)
    if trust is None:
        return [deputy, sender]
    lead = add_person(DEMONSTRATION, TRUST_LEAD, "Imogen Castellan", authority=school.authority)
    join(DEMONSTRATION, lead, Role.TRUST_LEAD, trust)
    viewer = add_person(DEMONSTRATION, TRUST_VIEWER, "Leofric Dunmore", authority=school.authority)
    join(DEMONSTRATION, viewer, Role.TRUST_VIEWER, trust)
    return [deputy, sender, lead, viewer]


def executive_pair(schools: Sequence[School]) -> list[School]:
    """The first two schools of the largest trust; none where no trust has two."""
    trust = largest_trust(schools)
    pair = [school for school in schools if trust is not None and school.trust_id == trust.pk][:2]
    return pair if len(pair) > 1 else []


def heads_of(schools: Sequence[School]) -> dict[int, Actor]:
    """The schools' heads, as they act, by the school's key."""
    rows = Membership.objects.filter(school__in=schools, role=Role.HEAD, ended_at__isnull=True).select_related("person")
    return {one.school_id: acting(one.person) for one in rows if one.school_id}


def acting(person: Person) -> Actor:
    """The person as an actor."""
    return Actor(ActorKind.PERSON, person.public_id, person.name)


def largest_trust(schools: Sequence[School]) -> Trust | None:
    """The trust with the most of these schools, the first by name among equals."""
    sizes = Counter(school.trust for school in schools if school.trust is not None)
    return min(sizes, key=lambda trust: (-sizes[trust], trust.name), default=None)


def plain_school(schools: Sequence[School]) -> School:
    """The first school in no trust, else the first: the one that the demonstration's sender works for."""
    return next((school for school in schools if school.trust_id is None), schools[0])
