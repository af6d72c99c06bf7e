"""What an import's files have in common is read once for several, and says of each school what is so."""

from datetime import date
from itertools import chain

import pytest
from pytest_django import DjangoAssertNumQueries

from muster.portal.casework.desk import Desk
from muster.portal.collecting.models import Request
from muster.portal.foundation.actor import SYSTEM
from muster.portal.organisations.models import School
from muster.portal.returns.checking import beside, beside_each
from muster.portal.returns.models import Version
from muster.portal.rolls.actions import load_roll
from muster.records import Roll
from tests.portal.brought_in import ask_others, ctf_of, looked_at, take_all
from tests.portal.collected import Collected, collect, roll_entries
from tests.portal.season import Season

PER_FILE = 42
"""Statements that taking one file costs, savepoints included, beyond the import's own."""


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


def expect(collected: Collected, *schools: School) -> None:
    """Load a roll of these schools' pupils alone."""
    load_roll(SYSTEM, collected.collection, Roll(date(2026, 1, 20), tuple(chain(*map(roll_entries, schools)))))


def test_a_file_is_taken_in_few_queries(
    season: Season, collected: Collected, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ask_others(collected)
    schools = [season.school, season.other_school, season.academy, season.second_academy]
    batch = looked_at(collected, {f"{place}.xml": ctf_of(one) for place, one in enumerate(schools)})
    with django_assert_max_num_queries(4 * PER_FILE + 20):
        take_all(collected, batch)
    assert Version.objects.count() == 4


def test_what_is_held_for_several_schools_is_what_is_held_for_each(season: Season, collected: Collected) -> None:
    ask_others(collected)
    expect(collected, season.school, season.other_school)
    requests = list(Request.objects.filter(collection=collected.collection).select_related("school", "collection"))
    found = beside_each(requests)
    assert len(found) == 4
    for one in requests:
        alone = beside(one)
        assert (found[one.pk].context, found[one.pk].checked_with) == (alone.context, alone.checked_with)
    rolls = [one.context.expected.roll for one in found.values()]
    assert sorted(len(roll.entries) for roll in rolls if roll is not None) == [6, 6]


def test_a_roll_loaded_while_files_are_taken_has_them_checked_again(season: Season, collected: Collected) -> None:
    ask_others(collected)
    schools = [season.school, season.other_school]
    expect(collected, *schools)
    batch = looked_at(collected, {f"{place}.xml": ctf_of(one) for place, one in enumerate(schools)})
    rows = list(batch.members.order_by("number"))
    with Desk(batch, rows) as desk:
        desk.read(rows[0])
        first, second = (desk.request_to(row.school_id) for row in rows)
        assert first is not None
        assert second is not None
        desk.beside(first)
        expect(collected, season.school)
        had = desk.beside(second).checked_with
    assert had != beside(second).checked_with
