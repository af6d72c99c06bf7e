"""What officers read of a collection's reports: as many queries for many schools as for one; nobody else's."""

import pytest
from pytest_django import DjangoAssertNumQueries

from muster.portal.foundation.scope import EVERYTHING
from muster.portal.publishing.reads.office import (
    editions_of,
    released_by,
    releases_of,
    report_lines,
    run_of,
    unpublished,
)
from tests.portal.publishing.given import FINAL, accepted_schools, of_school, publish, published, run, whole
from tests.portal.season import Season

pytestmark = pytest.mark.usefixtures("quick_pdfs")


def test_the_lines_of_many_schools_take_as_many_queries_as_of_one(
    season: Season, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, *_ = accepted_schools(season, season.other_school, season.academy)
    run(first)
    publish(first, [first.school_return().public_id])
    scope, collection = whole(season), first.collection
    with django_assert_num_queries(8):
        lines = report_lines(scope, collection)
        assert [bool(one.published_at) for one in lines] == [True, False, False]
        assert all(one.school.name and one.number and one.made_at and one.editions for one in lines)
        assert [one.publish_at for one in lines] == [None] * 3
    with django_assert_num_queries(2):
        assert run_of(scope, collection) is not None
    with django_assert_num_queries(1):
        assert unpublished(scope, collection).accepted == 2


def test_neither_a_school_nor_another_authority_reads_any_of_it(season: Season) -> None:
    collected = published(season)
    collection, kept = collected.collection, collected.school_return()
    release = releases_of(whole(season), collection).get()
    for scope in (of_school(season), whole(season.twin)):
        assert report_lines(scope, collection) == []
        assert run_of(scope, collection) is None
        assert releases_of(scope, collection).count() == 0
        assert editions_of(scope, kept) == []
    assert released_by(whole(season.twin), release) == []
    assert len(editions_of(EVERYTHING, kept)) == len(FINAL)
