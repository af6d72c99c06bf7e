"""The figures of several schools at once: what was confirmed, counted without knowing a single pupil."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec

from muster.framework import Framework
from muster.measures import Counts, count
from muster.portal.collecting.models import Collection
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School
from muster.portal.returns.claims import counted
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Result, Return


class SchoolFigures(msgspec.Struct, frozen=True):
    """A school's counts by what is in force; None where nothing is confirmed."""

    school: School
    counts: Counts | None


def figures_of_schools(
    scope: Scope, framework: Framework, collection: Collection, schools: Iterable[School]
) -> list[SchoolFigures]:
    """The schools' figures, in their order; of those that the scope reaches. Two queries, however many schools.

    Pupils who are counted at another school are not counted; protected ones are, where it is not officers who read.
    """
    wanted = list(schools)
    rows = Return.objects.filter(request__collection=collection, school__in=wanted).exclude(in_force=InForce.NONE)
    versions = dict(scope.within(rows).exclude(confirmed=None).values_list("confirmed_id", "school_id"))
    subjects = [key for key in framework.by_key if collection.science or key in framework.scaled]
    results = counted(Result.objects.filter(version__in=versions), as_told=scope.level is Level.SCHOOL)
    pupils: defaultdict[int, list[dict[str, str]]] = defaultdict(list)
    for version, *codes in scope.within(results, school="version__school_return__school").values_list(
        "version_id", *subjects
    ):
        pupils[versions[version]].append(dict(zip(subjects, codes, strict=True)))
    held = set(versions.values())
    return [
        SchoolFigures(one, count(framework, pupils[one.pk], science=collection.science) if one.pk in held else None)
        for one in wanted
    ]
