"""The accepted schools of a collection, counted with their groups, and how much of what was asked they are."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from muster.framework import Framework
from muster.measures import (
    Characteristic,
    Columns,
    Coverage,
    GroupedCounts,
    count_schools,
    coverage_of,
    kind_of_school,
)
from muster.measures.counting import Profile
from muster.portal.benchmarks.roll_groups import NOT_KNOWN, SAID, Groups, RollGroups
from muster.portal.collecting.models import Collection, Request
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School
from muster.portal.returns.claims import counted
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Result, Return
from muster.portal.returns.reads.expected import expected_of_rolls
from muster.portal.rolls.models import ExpectedPupil

_ROLL = ("school_id", "child_id", "entry_date", "sex", "birth_term", *SAID)


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
    """Each school's pupils column by column; no object is made of a pupil, for there are many."""
    known = _known(framework, collection, schools.values())
    # A child who is listed twice is one pupil.
    pupils: defaultdict[int, dict[int, tuple[Profile, Groups]]] = defaultdict(dict)
    results = Result.objects.filter(version__in=list(schools))
    rows = counted(results, as_told=as_told).order_by("version_id", "place")
    for version, child, *codes in rows.values_list("version_id", "child_id", *framework.by_key):
        school = schools[version]
        pupils[school][child] = tuple(codes), known.get((school, child), NOT_KNOWN)
    return {school: _together(list(pupils[school].values())) for school in schools.values()}


def _known(framework: Framework, collection: Collection, schools: Iterable[int]) -> dict[tuple[int, int], Groups]:
    """The groups of each pupil whom the roll has at one of these schools, by school and child."""
    groups = RollGroups(framework)
    rows = ExpectedPupil.objects.filter(collection=collection, school__in=list(schools)).values_list(*_ROLL)
    return {(school, child): groups.of(came, tuple(said)) for school, child, came, *said in rows}


def _together(pupils: list[tuple[Profile, Groups]]) -> Columns:
    groups = zip(*[groups for _, groups in pupils], strict=True) if pupils else [()] * len(Characteristic)
    columns = dict(zip(Characteristic, map(list, groups), strict=True))
    return Columns([profile for profile, _ in pupils], columns)
