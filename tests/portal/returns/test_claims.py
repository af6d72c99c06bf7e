"""Who says that they teach a child, and whom the authority counts elsewhere."""

import pytest

from muster.portal.returns.actions.striking import lift, strike
from muster.portal.returns.claims import claims, counted, counting_versions
from tests.portal import returned
from tests.portal.collected import acting, collect
from tests.portal.season import Season

pytestmark = pytest.mark.django_db


def test_a_claim_is_a_row_of_the_version_in_force_where_a_newer_one_waits(season: Season) -> None:
    collected = collect(season)
    returned.confirmed(collected)
    in_force = collected.school_return().confirmed
    returned.put_right(collected)
    rows = claims(collected.request.collection)
    assert {row.version_id for row in rows} == {in_force.pk if in_force else None}


def test_a_claim_is_a_row_of_the_newest_version_where_nothing_is_confirmed(season: Season) -> None:
    collected = collect(season)
    collected.send()
    newest = collected.school_return().newest
    assert newest is not None
    assert claims(collected.request.collection).count() == newest.pupils


@pytest.mark.parametrize("is_confirmed", [True, False])
def test_the_versions_that_count_are_those_of_the_claims(season: Season, *, is_confirmed: bool) -> None:
    collected = collect(season)
    if is_confirmed:
        returned.confirmed(collected)
    else:
        collected.send()
    returned.put_right(collected)
    collection = collected.request.collection
    ((version, of),) = counting_versions(collection).items()
    assert {version} == set(claims(collection).values_list("version", flat=True))
    assert tuple(of) == (collected.school_return().pk, collected.request.pk, collected.school.pk)


def test_who_is_struck_is_not_counted_until_it_is_lifted(season: Season) -> None:
    collected = collect(season)
    collected.send()
    rows, kept = claims(collected.request.collection), collected.school_return()
    whole, first = rows.count(), rows.select_related("child").order_by("place")[0]
    strike(acting(season.officer), kept, [first.child], "case")
    assert counted(rows).count() == whole - 1
    lift(acting(season.officer), kept, "case")
    assert counted(rows).count() == whole


def test_a_struck_pupil_stays_so_with_the_next_file(season: Season) -> None:
    collected = collect(season)
    collected.send()
    rows = claims(collected.request.collection)
    strike(acting(season.officer), collected.school_return(), [rows.select_related("child")[0].child], "case")
    returned.put_right(collected)
    assert counted(rows).count() == rows.count() - 1
