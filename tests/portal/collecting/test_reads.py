"""What is read stays within the scope: the authority's own, the school's own, nothing of the twin's."""

import pytest

from muster.portal.collecting.actions import ask_schools
from muster.portal.collecting.models import Collection
from muster.portal.collecting.reads import collections, requests_of, schools_not_asked
from muster.portal.foundation import clock
from muster.portal.foundation.scope import NOBODY
from muster.portal.organisations.models import Authority, School
from tests.portal.collecting.made_up import IN_MAY, OFFICER, asked, authority, draft, only, opened, schools, whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours() -> Authority:
    place, twin = authority(), authority("331")
    asked(place)
    asked(twin)
    return place


def school_of(place: Authority) -> School:
    return School.objects.get(authority=place, estab="2001")


def test_an_officer_reads_the_authoritys_collections_alone(ours: Authority) -> None:
    assert [row.authority for row in collections(whole(ours))] == [ours]


def test_an_officer_reads_drafts_too() -> None:
    place = authority()
    drafted = draft(place)
    assert list(collections(whole(place))) == [drafted]


def test_a_school_reads_the_collection_that_asked_it_once(ours: Authority) -> None:
    both = School.objects.filter(authority=ours)
    assert list(collections(only(*both))) == [Collection.objects.get(authority=ours)]


def test_a_school_that_was_not_asked_reads_none() -> None:
    place = authority()
    opened(place)
    assert not collections(only(*schools(place))).exists()


def test_nobody_reads_nothing(ours: Authority) -> None:
    assert not collections(NOBODY).exists()
    assert not requests_of(NOBODY).exists()


def test_an_officer_reads_the_requests_of_the_authority_alone(ours: Authority) -> None:
    assert {row.school.authority for row in requests_of(whole(ours))} == {ours}


def test_a_school_reads_its_own_request_alone(ours: Authority) -> None:
    assert [row.school for row in requests_of(only(school_of(ours)))] == [school_of(ours)]


def test_another_schools_request_is_not_reached(ours: Authority) -> None:
    other = School.objects.get(authority=ours, estab="2002")
    assert not requests_of(only(school_of(ours)), other).exists()


def test_the_twins_school_is_not_reached(ours: Authority) -> None:
    twins = School.objects.exclude(authority=ours).first()
    assert not requests_of(whole(ours), twins).exists()


def test_officers_see_which_schools_were_not_asked() -> None:
    place = authority()
    collection, (first, second) = opened(place), schools(place)
    with clock.at(IN_MAY):
        ask_schools(OFFICER, collection, [first])
    assert list(schools_not_asked(whole(place), collection)) == [second]
    assert not schools_not_asked(only(first), collection).exists()
