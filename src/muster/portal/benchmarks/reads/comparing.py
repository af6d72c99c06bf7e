"""What results are compared with: the authority's own, emerging and published national figures, as the viewer may."""

from functools import cached_property

from muster.framework import load_framework
from muster.measures import Reason, tells_apart
from muster.portal.benchmarks.alike import Alike
from muster.portal.benchmarks.entered import emerging, in_force, of_pool, published_with
from muster.portal.benchmarks.grouped import AcceptedSchool, AskedSchools, accepted_schools, asked_schools, kind_of
from muster.portal.benchmarks.models import FigureSet
from muster.portal.benchmarks.reads.figure_sets import figure_sets
from muster.portal.benchmarks.reads.pools import member_of, pool_for
from muster.portal.benchmarks.traits import standing_of
from muster.portal.benchmarks.withholding import withheld
from muster.portal.benchmarks.words import said
from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Benchmarks, practice_of
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School
from muster.reporting.content import Beside, Comparator, of_schools

_SCHOOLS, _POOL = "schools", "pool"


def comparators_for(scope: Scope, collection: Collection, school: School | None = None) -> tuple[Comparator, ...]:
    """What the results of a school (None: of the authority) are compared with, as reports take it.

    The authority's figures are of accepted results alone, without pupils who are counted at another school; schools of
    the school's own kind stand beside them, where it is a special or an infant school, and those of like size and
    intake. Emerging figures follow, then the published ones. What the authority has not opened to the viewer, or the
    source's licence not to schools, is withheld. None of all this where the scope reaches neither the school nor the
    authority's collections.
    """
    return Comparing(collection).of(scope, school)


class Comparing:
    """The same for many schools of a collection: what they have in common is read and counted once."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._framework = load_framework(collection.year)

    def of(self, scope: Scope, school: School | None = None) -> tuple[Comparator, ...]:
        """What stands beside this school, as the scope may see it."""
        collection = self._collection
        if not _reaches(scope, collection, school):
            return ()
        open_to_viewer = _is_open(scope, collection)
        own = self._own(school) if open_to_viewer else [_not_open(collection, Beside.AUTHORITY)]
        return (*own, *self._emerging_for(scope, is_open=open_to_viewer), self._published)

    @cached_property
    def opened(self) -> frozenset[str]:
        """What is open to schools: the figures of several schools, the pool, and each set by its public id.

        What a report was made with, and is not here any more, has been closed, taken back or replaced since.
        """
        sets = list(self._published_sets)
        if practice_of(self._collection).benchmarks is not Benchmarks.SCHOOLS:
            return frozenset(one.public_id for one in sets)
        row = self._emerging_set
        sets += [row] if row is not None and row.schools_may_see else []
        pool = {_POOL} if member_of(_of_authority(self._collection), self._collection) else set()
        return frozenset({_SCHOOLS, *pool, *(one.public_id for one in sets)})

    def _own(self, school: School | None) -> list[Comparator]:
        """The authority's and those of schools like this one, but none that would tell of few by another."""
        kind = kind_of(school) if school else ""
        found = [(self._of_kind(""), self._keys(""))]
        found += [(self._of_kind(kind), self._keys(kind))] if kind else []
        found += self._alike.of(school.pk, kind) if school else []
        told: list[frozenset[int]] = []
        shown = []
        for one, schools in found:
            if one.withheld is None and any(tells_apart(schools, other) for other in told):
                shown.append(withheld(one.label, one.year, Reason.NEAR_SAME, one.beside))
            else:
                told += [schools] if one.withheld is None else []
                shown.append(one)
        return [self._or_pooled(one, kind) for one in shown]

    def _or_pooled(self, one: Comparator, kind: str) -> Comparator:
        """Where the authority has no figure of its schools of the kind, that of several authorities, if any."""
        if one.withheld is None or one.beside is not Beside.ALIKE:
            return one
        pool = pool_for(_of_authority(self._collection), self._collection, kind)
        return of_pool(pool) if pool and not pool.withheld else one

    def _of_kind(self, kind: str) -> Comparator:
        if kind not in self._kinds:
            name, same = self._collection.authority.name, [one for one in self._accepted if kind in ("", one.kind)]
            beside, label = (
                (Beside.ALIKE, said(f"{kind}_schools", authority=name)) if kind else (Beside.AUTHORITY, name)
            )
            counts, coverage = [one.counts for one in same], self._asked.coverage(same, kind)
            self._kinds[kind] = of_schools(self._framework, beside, label, counts, coverage=coverage)
        return self._kinds[kind]

    def _keys(self, kind: str) -> frozenset[int]:
        return frozenset(one.school for one in self._accepted if kind in ("", one.kind) and one.counts.all.eligible)

    def _emerging_for(self, scope: Scope, *, is_open: bool) -> list[Comparator]:
        """What an officer entered; where nothing was, those of several authorities together."""
        found, licensed = self._emerging
        if found is None:
            return []
        may_see = is_open and (licensed or scope.level is not Level.SCHOOL)
        return [found if may_see else _not_open(self._collection, Beside.EMERGING)]

    @cached_property
    def _kinds(self) -> dict[str, Comparator]:
        return {}

    @cached_property
    def _accepted(self) -> list[AcceptedSchool]:
        return accepted_schools(self._framework, self._collection)

    @cached_property
    def _asked(self) -> AskedSchools:
        return asked_schools(self._collection)

    @cached_property
    def _alike(self) -> Alike:
        standing, name = standing_of(self._collection), self._collection.authority.name
        return Alike(self._framework, name, self._accepted, self._asked, standing)

    @cached_property
    def _emerging(self) -> tuple[Comparator | None, bool]:
        """The figures, and whether schools may see them where the authority lets them."""
        if (row := self._emerging_set) is not None:
            return emerging(row), row.schools_may_see
        pool = pool_for(_of_authority(self._collection), self._collection)
        return of_pool(pool) if pool else None, True

    @cached_property
    def _emerging_set(self) -> FigureSet | None:
        sets = in_force(_sets(self._collection, FigureSet.Kind.EMERGING))
        return next((one for one in sets if one.year == self._collection.year), None)

    @cached_property
    def _published(self) -> Comparator:
        return published_with(self._framework, self._published_sets)

    @cached_property
    def _published_sets(self) -> list[FigureSet]:
        return in_force(_sets(self._collection, FigureSet.Kind.PUBLISHED))


def _reaches(scope: Scope, collection: Collection, school: School | None) -> bool:
    if scope.level is Level.SYSTEM:
        return True
    if scope.authority != collection.authority.public_id or scope.level is Level.NOBODY:
        return False
    if school is not None and school.authority_id != collection.authority_id:
        return False
    return scope.level is Level.AUTHORITY or (school is not None and school.public_id in scope.schools)


def _is_open(scope: Scope, collection: Collection) -> bool:
    switch = practice_of(collection).benchmarks
    return switch is Benchmarks.SCHOOLS or (switch is Benchmarks.AUTHORITY and scope.level is not Level.SCHOOL)


def _sets(collection: Collection, kind: FigureSet.Kind) -> list[FigureSet]:
    return figure_sets(_of_authority(collection), kind)


def _of_authority(collection: Collection) -> Scope:
    """The authority's eyes, whoever looks: who sees which is settled above."""
    return Scope(Level.AUTHORITY, collection.authority.public_id)


def _not_open(collection: Collection, beside: Beside) -> Comparator:
    label = collection.authority.name if beside is Beside.AUTHORITY else said("emerging")
    return withheld(label, collection.year, Reason.NOT_OPEN, beside)
