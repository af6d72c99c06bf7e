"""The accepted schools of a collection, counted with their groups, and how much of what was asked they are."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet
from msgspec.structs import replace

from muster.framework import Framework
from muster.measures import (
    Columns,
    Coverage,
    Group,
    GroupedCounts,
    MeasuredPupil,
    columns_of,
    count_schools,
    coverage_of,
    kind_of_school,
    measured,
)
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School
from muster.portal.returns.claims import counted
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Result, Return
from muster.portal.returns.reads.expected import expected_of_rolls
from muster.portal.rolls.expected_rows import AS_GIVEN
from muster.portal.rolls.models import ExpectedPupil
from muster.records import RollEntry

_ROLL = ("school_id", "child_id", "sex", "birth_term", *AS_GIVEN)
_Expected = dict[tuple[int, int], tuple[RollEntry, str]]


class AcceptedSchool(NamedTuple):
    """A school whose results were accepted: its key, of which kind it is ("" an ordinary one), and its counts."""

    school: int
    kind: str
    counts: GroupedCounts


class AskedSchools(NamedTuple):
    """The schools that a collection asks, by key: of which kind each is, and how many pupils are expected there."""

    kinds: dict[int, str]
    expected: dict[int, int]

    def coverage(self, schools: list[AcceptedSchool], kind: str = "") -> Coverage:
        """How many of the schools asked (of one kind, or of all) these are, and of the pupils expected there."""
        asked = sum(kind in ("", one) for one in self.kinds.values())
        expected = [self.expected.get(one.school) for one in schools]
        return coverage_of((one.counts.all for one in schools), asked, expected)


def accepted_schools(framework: Framework, collection: Collection, *, as_told: bool = False) -> list[AcceptedSchool]:
    """The schools of the collection whose results were accepted, each counted by what the roll says of its pupils.

    Pupils who are counted at another school are left out; `as_told` as below. For reads that say who may see it. Three
    queries.
    """
    rows = Return.objects.filter(request__collection=collection, in_force=InForce.ACCEPTED)
    return schools_in_force(framework, collection, rows, as_told=as_told)


def schools_in_force(
    framework: Framework, collection: Collection, returns: QuerySet[Return], *, as_told: bool = False
) -> list[AcceptedSchool]:
    """The same of the schools of these returns of the collection, by what each has confirmed.

    `as_told` counts protected pupils where they were sent, as schools and trusts read it.
    """
    confirmed = {row.confirmed_id: row.school for row in returns.select_related("school") if row.confirmed_id}
    schools = {one.pk: one for one in confirmed.values()}
    versions = {version: one.pk for version, one in confirmed.items()}
    columns = _columns(framework, collection, versions, as_told=as_told)
    counts = count_schools(framework, columns, science=collection.science)
    return [AcceptedSchool(key, kind_of(one), counts[key]) for key, one in schools.items()]


def asked_schools(collection: Collection) -> AskedSchools:
    """The schools of the collection, accepted or not. For reads that say who may see it. Three queries."""
    asked = Request.objects.filter(collection=collection).select_related("school")
    expected = expected_of_rolls(Scope(Level.AUTHORITY, collection.authority.public_id), collection)
    return AskedSchools({one.school_id: kind_of(one.school) for one in asked}, expected)


def kind_of(school: School) -> str:
    """Of which kind a school is, where schools of the kind are compared with each other; "" an ordinary one."""
    return kind_of_school(school.type, school.phase)


def _columns(
    framework: Framework, collection: Collection, schools: dict[int, int], *, as_told: bool
) -> dict[int, Columns]:
    expected = _expected(collection, schools.values())
    # A child who is listed twice is one pupil.
    pupils: defaultdict[int, dict[int, MeasuredPupil]] = defaultdict(dict)
    results = Result.objects.filter(version__in=list(schools))
    rows = counted(results, as_told=as_told).order_by("version_id", "place")
    for version, child, *codes in rows.values_list("version_id", "child_id", *framework.by_key):
        school = schools[version]
        outcomes = dict(zip(framework.by_key, codes, strict=True))
        pupils[school][child] = _pupil(framework, outcomes, expected.get((school, child)))
    return {school: columns_of(framework, pupils[school].values()) for school in schools.values()}


def _expected(collection: Collection, schools: Iterable[int]) -> _Expected:
    """What the roll says of each pupil of these schools, without a name."""
    rows = ExpectedPupil.objects.filter(collection=collection, school__in=list(schools)).values_list(*_ROLL)
    return {
        (school, child): (
            RollEntry(
                la="", estab="", upn="", surname="", forename="", sex=sex, **dict(zip(AS_GIVEN, held, strict=True))
            ),
            term,
        )
        for school, child, sex, term, *held in rows
    }


def _pupil(framework: Framework, outcomes: dict[str, str], expected: tuple[RollEntry, str] | None) -> MeasuredPupil:
    if expected is None:
        return MeasuredPupil(outcomes=outcomes)
    entry, term = expected
    return replace(measured(framework, outcomes, entry), term=Group(term) if term else None)
