"""The pool of a year: who is in it, who sees it, and how it changes."""

import pytest

from muster.measures import Measure, Reason
from muster.portal.audit.models import Event
from muster.portal.benchmarks.actions import join_pool, leave_pool, renew_pool, renew_pools
from muster.portal.benchmarks.models import Pool
from muster.portal.benchmarks.reads.comparing import comparators_for
from muster.portal.benchmarks.reads.pools import member_of, pool_for
from muster.portal.collecting.practice import Benchmarks, Practice
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import NOBODY, Level, Scope
from muster.portal.organisations.models import School
from muster.reporting.content import Beside, Comparator
from tests.portal.benchmarks.test_comparing import eyes, more_schools, of_school
from tests.portal.benchmarks.typed import enter, entering
from tests.portal.collected import YEAR, Collected, acting, collect
from tests.portal.returned import accepted
from tests.portal.season import Season, Side, make_side

SHOWN = Practice(benchmarks=Benchmarks.SCHOOLS)


def authority_of(side: Side) -> Collected:
    """Five schools of the authority accepted, its collection in the pool."""
    collected = collect(side, SHOWN)
    for one in (collected, *more_schools(collected, 4)):
        accepted(one)
    join_pool(acting(side.officer), collected.collection)
    return collected


def four(season: Season) -> list[Collected]:
    others = [make_side("332", "Southshire", "c"), make_side("333", "Westshire", "d")]
    return [authority_of(side) for side in (season, season.twin, *others)]


def seen(collected: Collected, scope: Scope | None = None) -> Comparator | None:
    given = scope or Scope(Level.AUTHORITY, collected.side.authority.public_id)
    found = comparators_for(given, collected.collection, collected.school)
    return next((one for one in found if one.beside is Beside.EMERGING), None)


@pytest.mark.on_every_database
def test_four_authorities_see_one_figure_with_its_coverage_and_no_other_authority_sees_it(season: Season) -> None:
    collections = four(season)
    outside = collect(make_side("334", "Eastshire", "e"), SHOWN)
    assert renew_pools() == 3
    pool = seen(collections[0], of_school(season.school))
    assert pool is not None
    reading = pool.figure("reading", Measure.EXS_PLUS)
    assert reading is not None
    assert reading.per_cent == 67
    assert "provisional figures of 4 authorities that use this service, together" in pool.notes[0]
    assert "20 of 20 schools have sent results (100%). 120 pupils are in them" in pool.notes[0]
    assert not any(name in note for name in ("Twin", "Southshire", "Westshire") for note in pool.notes)
    assert seen(outside) is None
    assert pool_for(Scope(Level.AUTHORITY, outside.side.authority.public_id), outside.collection) is None


def test_two_authorities_see_nothing_and_are_told_why(season: Season) -> None:
    collections = [authority_of(season), authority_of(season.twin)]
    renew_pool(YEAR)
    for collected in collections:
        pool = seen(collected)
        assert pool is not None
        assert pool.withheld is not None
        assert (pool.figures, pool.withheld.reason) == ({}, Reason.FEW_AUTHORITIES)
    assert all(one.digests == {} for one in Pool.objects.all())


def test_the_pool_stays_until_four_authorities_have_others(season: Season) -> None:
    collections = four(season)
    assert [one.withheld for one in renew_pool(YEAR)] == ["", *["few_authorities"] * 2]
    assert renew_pool(YEAR) == []
    fifth = authority_of(make_side("335", "Midshire", "f"))
    assert renew_pool(YEAR) == []
    assert seen(fifth) == seen(collections[0])


def other_sees(other: Collected) -> str:
    """Why the other authority is shown nothing; "" where it is shown a figure."""
    found = seen(other)
    assert found is not None
    return found.withheld.reason.value if found.withheld else ""


def test_who_leaves_sees_it_no_more_and_below_the_threshold_nobody_does(season: Season) -> None:
    collected, other, *_ = four(season)
    renew_pool(YEAR)
    member = member_of(eyes(season), collected.collection)
    assert member is not None
    leave_pool(acting(season.officer), member)
    assert seen(collected) is None
    with pytest.raises(Changed):
        leave_pool(acting(season.officer), member)
    assert other_sees(other) == ""
    renew_pool(YEAR)
    assert other_sees(other) == "few_authorities"
    join_pool(acting(season.officer), collected.collection)
    renew_pool(YEAR)
    assert seen(collected) == seen(other)
    assert other_sees(other) == ""


@pytest.mark.on_every_database
def test_nobody_joins_twice(season: Season) -> None:
    collected = collect(season)
    join_pool(acting(season.officer), collected.collection)
    with pytest.raises(Refusal, match="pool_joined_already"):
        join_pool(acting(season.officer), collected.collection)
    assert Event.objects.filter(verb="benchmarks.pool_joined").count() == 1


def test_what_an_officer_entered_stands_in_its_place(season: Season) -> None:
    collected = authority_of(season)
    renew_pool(YEAR)
    enter(collected, entering(schools_may_see=True))
    found = seen(collected)
    assert found is not None
    assert "812 schools" in found.notes[0]


def test_hidden_it_is_hidden_too(season: Season) -> None:
    collected = collect(season, Practice(benchmarks=Benchmarks.AUTHORITY))
    join_pool(acting(season.officer), collected.collection)
    renew_pool(YEAR)
    found = seen(collected, of_school(season.school))
    assert found is not None
    assert found.withheld is not None
    assert found.withheld.reason is Reason.NOT_OPEN


def test_the_word_is_read_by_the_authoritys_officers_alone(season: Season) -> None:
    collected = collect(season)
    join_pool(acting(season.officer), collected.collection)
    for other in (eyes(season.twin), of_school(season.school), NOBODY):
        assert member_of(other, collected.collection) is None
        assert pool_for(other, collected.collection) is None


def test_where_an_authority_has_few_schools_of_a_kind_those_of_several_stand_beside_it(season: Season) -> None:
    collected, *_ = four(season)
    School.objects.filter(estab__in=("2001", "3001")).update(type="Special school", phase="")
    School.objects.filter(estab="3002").update(type="Infant school")
    renew_pool(YEAR)
    school = School.objects.select_related("authority").get(pk=season.school.pk)
    (alike,) = [
        one for one in comparators_for(eyes(season), collected.collection, school) if one.beside is Beside.ALIKE
    ]
    assert (alike.label, alike.withheld) == ("Special schools of several authorities", None)
    assert alike.codes["reading"].eligible == 4 * 2 * 6
    assert "8 of 8 schools have sent results" in alike.notes[0]
    infant = School.objects.select_related("authority").get(authority=season.authority, estab="3002")
    (alike,) = [
        one for one in comparators_for(eyes(season), collected.collection, infant) if one.beside is Beside.ALIKE
    ]
    assert alike.withheld is not None
    assert (alike.label, alike.withheld.reason) == ("Infant schools in Northshire", Reason.FEW_SCHOOLS)
