"""What reports are made from: nothing but what the school's own pages say."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from muster.measures import Group
from muster.portal.duplicates.actions.deciding import Decision, decide
from muster.portal.foundation.scope import Level, Scope
from muster.portal.publishing.made_from import compared_with, inputs_of
from muster.portal.pupils.actions import erase, protect
from muster.portal.pupils.models import Child
from muster.portal.returns.models import Result, Return
from muster.portal.returns.reads.summary import summary_of
from muster.portal.rolls.actions import load_roll
from muster.records import Roll
from muster.reporting.content import Edition, ReportInputs
from tests.portal.collected import TAKEN_ON, Collected, acting, collect, results_file
from tests.portal.duplicates.two_places import TwoPlaces, settled_dates
from tests.portal.pages_of_returns.results.made_up import former
from tests.portal.publishing.made import is_due, make
from tests.portal.returns.signed import confirmed
from tests.portal.season import CANARY, Season


def told(kept: Return) -> ReportInputs:
    """What a report of the newest version would be made from."""
    assert kept.version is not None
    return inputs_of(kept, kept.version, Edition.PROVISIONAL, compared_with(kept))


@pytest.fixture
def collected(season: Season) -> Collected:
    found = collect(season)
    found.send()
    return found


def test_pupils_stand_with_outcomes_and_what_the_roll_says(collected: Collected) -> None:
    inputs = told(collected.school_return())
    first = next(one for one in inputs.pupils if one.forename == "Ada")
    assert first.surname == f"Pupil{CANARY}ada"
    assert first.measured.outcomes == {"reading": "GDS", "writing": "GDS", "maths": "EXS", "science": "EXS"}
    assert first.measured.disadvantage is Group.DISADVANTAGED
    assert (inputs.expected, inputs.edition) == (6, Edition.PROVISIONAL)


def test_who_is_expected_are_those_whom_the_schools_pages_expect(collected: Collected) -> None:
    first, second, *rest = collected.entries
    left = collected.collection.test_period_from - timedelta(days=1)
    entries = (replace(first, nc_year="3"), replace(second, leaving_date=left), *rest)
    load_roll(acting(collected.side.officer), collected.collection, Roll(TAKEN_ON, entries))
    kept = collected.school_return()
    summary = summary_of(Scope(Level.SCHOOL, kept.authority.public_id, frozenset({kept.school.public_id})), kept)
    assert told(kept).expected == summary.expected == len(rest)


def test_former_years_are_told(collected: Collected) -> None:
    former(collected, 2025)
    assert {row.year for row in told(collected.school_return()).history} == {2025}


def test_what_is_asked_is_told_by_kind_as_open(season: Season) -> None:
    collected = collect(season)
    collected.send(results_file(collected.entries, without=(5,)))
    asked = told(collected.school_return()).queried
    assert asked
    assert all(one.open == one.number for one in asked)


def test_an_erased_pupil_has_outcomes_alone(collected: Collected) -> None:
    erase(acting(collected.side.officer), collected.side.authority, [Result.objects.get(place=0).child])
    erased = [one for one in told(collected.school_return()).pupils if not one.surname]
    assert [(one.forename, one.upn, one.born, one.measured.sen) for one in erased] == [("", "", None, None)]
    assert erased[0].measured.outcomes["reading"] == "GDS"


@pytest.fixture
def places(season: Season) -> TwoPlaces:
    """A pupil of two schools, settled for the first."""
    found, case = settled_dates(season)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    return found


def test_a_pupil_who_counts_elsewhere_is_left_out(places: TwoPlaces) -> None:
    assert len(told(places.second.school_return()).pupils) == 3
    assert len(told(places.first.school_return()).pupils) > 3


def test_of_a_protected_one_the_school_is_told_nothing(season: Season, places: TwoPlaces) -> None:
    child = Child.objects.filter(results__place=0).order_by("pk")[0]
    protect(acting(season.officer), child, child.revision)
    assert len(told(places.second.school_return()).pupils) == 4


def test_a_pupil_who_comes_to_count_elsewhere_makes_the_reports_due(season: Season) -> None:
    found, case = settled_dates(season)
    confirmed(found.second, season.other_head)
    make(found.second)
    assert not is_due(found.second)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    assert is_due(found.second)


def test_what_was_asked_of_an_earlier_file_and_is_not_any_more_is_told_as_corrected(season: Season) -> None:
    collected = collect(season)
    collected.send(results_file(collected.entries, without=(4, 5)))
    (before,) = [one for one in told(collected.school_return()).queried if one.kind == "Expected pupil missing"]
    collected.send(results_file(collected.entries, without=(5,)))
    (after,) = [one for one in told(collected.school_return()).queried if one.kind == "Expected pupil missing"]
    assert (before.number, before.corrected) == (2, 0)
    assert (after.number, after.corrected, after.open) == (2, 1, 1)


def test_what_is_asked_no_more_is_told_all_the_same(season: Season) -> None:
    collected = collect(season)
    collected.send(results_file(collected.entries, without=(5,)))
    collected.send(results_file(collected.entries))
    (asked,) = [one for one in told(collected.school_return()).queried if one.kind == "Expected pupil missing"]
    assert (asked.number, asked.corrected, asked.open) == (1, 1, 0)
