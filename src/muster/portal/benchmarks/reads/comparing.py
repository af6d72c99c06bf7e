"""What results are compared with: the authority's own, emerging and published national figures, as the viewer may."""

from muster.framework import Framework, load_framework
from muster.measures import Reason, Withheld
from muster.measures.sentences import withheld_in_words
from muster.portal.benchmarks.entered import emerging, in_force, published_with
from muster.portal.benchmarks.grouped import accepted_schools, asked_schools, kind_of
from muster.portal.benchmarks.models import FigureSet
from muster.portal.benchmarks.reads.figure_sets import figure_sets
from muster.portal.benchmarks.words import said
from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Benchmarks, practice_of
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School
from muster.reporting.content import Beside, Comparator, of_schools


def comparators_for(scope: Scope, collection: Collection, school: School | None = None) -> tuple[Comparator, ...]:
    """What the results of a school (None: of the authority) are compared with, as reports take it.

    The authority's figures are of accepted results alone, without pupils who are counted at another school; schools of
    the school's own kind stand beside them, where it is a special or an infant school. Emerging figures follow, then
    the published ones. What the authority has not opened to the viewer, or the source's licence not to schools, is
    withheld. None of all this where the scope reaches neither the school nor the authority's collections.
    """
    if not _reaches(scope, collection, school):
        return ()
    framework = load_framework(collection.year)
    open_to_viewer = _is_open(scope, collection)
    own = _own(framework, collection, school) if open_to_viewer else [_not_open(collection, Beside.AUTHORITY)]
    return (*own, *_emerging(scope, collection, is_open=open_to_viewer), _published(framework, collection))


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


def _own(framework: Framework, collection: Collection, school: School | None) -> list[Comparator]:
    schools, asked, name = accepted_schools(framework, collection), asked_schools(collection), collection.authority.name
    counts = [one.counts for one in schools]
    found = [of_schools(framework, Beside.AUTHORITY, name, counts, coverage=asked.coverage(schools))]
    alike = kind_of(school) if school else ""
    if alike:
        label, same = said(f"{alike}_schools", authority=name), [one for one in schools if one.kind == alike]
        counts = [one.counts for one in same]
        found.append(of_schools(framework, Beside.ALIKE, label, counts, coverage=asked.coverage(same, alike)))
    return found


def _emerging(scope: Scope, collection: Collection, *, is_open: bool) -> list[Comparator]:
    sets = in_force(_sets(collection, FigureSet.Kind.EMERGING))
    row = next((one for one in sets if one.year == collection.year), None)
    if row is None:
        return []
    licensed = row.schools_may_see or scope.level is not Level.SCHOOL
    return [emerging(row) if is_open and licensed else _not_open(collection, Beside.EMERGING)]


def _published(framework: Framework, collection: Collection) -> Comparator:
    sets = in_force(_sets(collection, FigureSet.Kind.PUBLISHED))
    return published_with(framework, sets)


def _sets(collection: Collection, kind: FigureSet.Kind) -> list[FigureSet]:
    """The authority's, whoever looks: who sees which is settled above."""
    return figure_sets(Scope(Level.AUTHORITY, collection.authority.public_id), kind)


def _not_open(collection: Collection, beside: Beside) -> Comparator:
    label = collection.authority.name if beside is Beside.AUTHORITY else said("emerging")
    withheld = Withheld(Reason.NOT_OPEN)
    note = f"{label}: {withheld_in_words(withheld)}"
    return Comparator(beside=beside, label=label, year=collection.year, notes=(note,), withheld=withheld)
