"""A small authority with people of every role, and its twin: other people and ids, but every natural key the same.

What is read for the one must never show a row of the other. Surnames carry the syllable "zqx", by which the tests
find them wherever they must not be.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from django.contrib.auth.hashers import make_password

from muster.portal.organisations.models import Authority, Membership, Person, Role, School, SignInName, Trust

PASSWORD = "a-made-up-password-2026"
CANARY = "zqx"


@dataclass
class Side:
    """One authority's part: its schools, its trust, its people by role."""

    authority: Authority
    trust: Trust
    school: School
    other_school: School
    academy: School
    second_academy: School
    officer: Person
    adviser: Person
    manager: Person
    pupil_adviser: Person
    operator: Person
    head: Person
    signer: Person
    sender: Person
    reader: Person
    other_head: Person
    trust_lead: Person
    trust_viewer: Person
    executive_head: Person

    PEOPLE: ClassVar[tuple[str, ...]] = (
        "officer", "adviser", "manager", "pupil_adviser", "operator", "head", "signer", "sender", "reader",
        "other_head", "trust_lead", "trust_viewer", "executive_head",
    )  # fmt: skip


@dataclass
class Season(Side):
    """The authority under test, with its twin and somebody who belongs nowhere.

    `signer` may confirm for `school` beside its `head`. `other_head` is head of `other_school`;
    `executive_head` of both academies of the trust that `trust_lead` leads.
    """

    twin: Side
    stranger: Person

    @property
    def twin_officer(self) -> Person:
        """The twin authority's officer."""
        return self.twin.officer

    @property
    def twin_head(self) -> Person:
        """The head of the twin's school of the same number."""
        return self.twin.head


def make_season() -> Season:
    """A fresh season in the database."""
    ours = make_side("330", "Northshire", "a")
    twin = make_side("331", "Northshire Twin", "b")
    return Season(**vars(ours), twin=twin, stranger=_people(("stranger",), "a")["stranger"])


def make_side(la: str, name: str, mark: str) -> Side:
    """One more authority, with its schools and people; `mark` keeps its people's addresses apart."""
    authority = Authority.objects.create(
        la=la, name=name, team_email=f"data@{mark}.example", team_telephone="01632 960001"
    )
    trust = Trust.objects.create(authority=authority, name="Rowan Learning Trust")
    rows: dict[str, Any] = {**_schools(authority, trust), **_people(Side.PEOPLE, mark)}
    side = Side(authority=authority, trust=trust, **rows)
    _let_in(side)
    _name_heads(side)
    return side


def _schools(authority: Authority, trust: Trust) -> dict[str, School]:
    schools = {
        "school": _school(authority, 1, "Beech Lane Infant School"),
        "other_school": _school(authority, 2, "Canal Street Primary School"),
        "academy": _school(authority, 3, "Dale Academy", trust),
        "second_academy": _school(authority, 4, "Elm Park Academy", trust),
    }
    School.objects.bulk_create(schools.values())
    return schools


def _school(authority: Authority, number: int, name: str, trust: Trust | None = None) -> School:
    return School(
        authority=authority,
        la="330",
        estab=f"200{number}",
        urn=f"10000{number}",
        name=name,
        trust=trust,
        email=f"office@school{number}.example",
    )


def _people(roles: tuple[str, ...], mark: str) -> dict[str, Person]:
    """A person a role: written together, for most tests begin with a season."""
    people = {role: _person(role, mark) for role in roles}
    Person.objects.bulk_create(people.values())
    return people


def _person(role: str, mark: str) -> Person:
    surname = f"{role.replace('_', '').capitalize()}{CANARY}for"
    return Person(email=f"{role.replace('_', '-')}@{mark}.example", name=f"Alex {surname}", password=_password())


@cache
def _password() -> str:
    return make_password(PASSWORD)


def _let_in(side: Side) -> None:
    at_schools = [
        (side.head, Role.HEAD, side.school),
        (side.signer, Role.SIGNER, side.school),
        (side.sender, Role.SENDER, side.school),
        (side.reader, Role.READER, side.school),
        (side.other_head, Role.HEAD, side.other_school),
        (side.executive_head, Role.HEAD, side.academy),
        (side.executive_head, Role.HEAD, side.second_academy),
    ]
    over_all = [
        (side.officer, Role.OFFICER),
        (side.adviser, Role.ADVISER),
        (side.manager, Role.MANAGER),
        (side.pupil_adviser, Role.PUPIL_ADVISER),
        (side.operator, Role.OPERATOR),
    ]
    Membership.objects.bulk_create(
        [Membership(authority=side.authority, person=who, role=role, school=at) for who, role, at in at_schools]
        + [Membership(authority=side.authority, person=who, role=role) for who, role in over_all]
        + [
            Membership(authority=side.authority, person=side.trust_lead, role=Role.TRUST_LEAD, trust=side.trust),
            Membership(authority=side.authority, person=side.trust_viewer, role=Role.TRUST_VIEWER, trust=side.trust),
        ]
    )


def _name_heads(side: Side) -> None:
    """A URN is one school's user name in the whole installation: the twin's schools find it taken, and have none."""
    heads = {
        side.school: side.head,
        side.other_school: side.other_head,
        side.academy: side.executive_head,
        side.second_academy: side.executive_head,
    }
    taken = set(SignInName.objects.values_list("name", flat=True))
    SignInName.objects.bulk_create(
        SignInName(authority=side.authority, name=school.urn, school=school, person=head)
        for school, head in heads.items()
        if school.urn not in taken
    )
