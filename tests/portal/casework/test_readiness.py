"""What each school lacks before a collection opens."""

import pytest
from pytest_django import DjangoAssertNumQueries

from muster.portal.casework.reads.readiness import Lack, Readiness, readiness_of
from muster.portal.collecting.models import Collection
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import Membership, Person, School
from muster.portal.outbox.models import Mail
from tests.portal.collected import Collected, collect
from tests.portal.returned import declined
from tests.portal.season import Season


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def read(season: Season) -> dict[str, Readiness]:
    collection = Collection.objects.get(authority=season.authority)
    scope = Scope(Level.AUTHORITY, season.authority.public_id)
    return {one.school.name: one for one in readiness_of(scope, collection)}


def lacks(season: Season, school: School) -> set[Lack]:
    return set(read(season)[school.name].lacks)


def test_a_school_whose_people_were_in_lacks_nothing(season: Season, collected: Collected) -> None:
    assert lacks(season, season.school) == {Lack.NEVER_IN}
    Person.objects.filter(pk=season.head.pk).update(first_in=clock.now())
    assert lacks(season, season.school) == set()
    assert not read(season)[season.school.name].is_to_ask


def test_one_person_and_nobody(season: Season, collected: Collected) -> None:
    assert lacks(season, season.other_school) == {Lack.NEVER_IN, Lack.ONE_PERSON}
    Membership.objects.filter(school=season.other_school).update(ended_at=clock.now())
    School.objects.filter(pk=season.other_school.pk).update(email="")
    assert lacks(season, season.other_school) == set(Lack) - {Lack.BOUNCING}


def test_who_may_only_read_can_neither_send_nor_confirm(season: Season, collected: Collected) -> None:
    Membership.objects.filter(school=season.school, person__in=[season.head, season.signer]).delete()
    assert lacks(season, season.school) >= {Lack.ONE_PERSON, Lack.NO_SIGNER}


@pytest.mark.parametrize("to", ["office@school1.example", "HEAD@a.example"])
def test_an_address_that_bounced_is_named(season: Season, collected: Collected, to: str) -> None:
    Mail.objects.create(
        authority=season.authority.public_id, template="request", to_address=to, sealed=b"", queued_at=clock.now(),
        stopped_at=clock.now(), bounced_at=clock.now(),
    )  # fmt: skip
    assert Lack.BOUNCING in lacks(season, season.school)
    assert read(season)[season.school.name].bounced == (to.lower(),)


def test_closed_schools_and_those_not_taking_part_are_left_out(season: Season, collected: Collected) -> None:
    School.objects.filter(pk=season.academy.pk).update(closed=clock.today())
    declined(collected)
    assert set(read(season)) == {season.other_school.name, season.second_academy.name}


def test_it_asks_the_database_no_more_for_more_schools_and_the_twin_sees_none(
    season: Season, collected: Collected, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        readiness_of(Scope(Level.AUTHORITY, season.authority.public_id), collected.collection)
    twin = Scope(Level.AUTHORITY, season.twin.authority.public_id)
    assert readiness_of(twin, collected.collection) == []
