"""What a school's results are compared with, and what is withheld from whom."""

from fractions import Fraction

import pytest
from msgspec.structs import replace

from muster.measures import Group, Measure, Reason
from muster.portal.benchmarks.actions import take_figures_back
from muster.portal.benchmarks.reads.comparing import comparators_for
from muster.portal.collecting.actions import ask_schools
from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Benchmarks, Practice
from muster.portal.foundation.scope import EVERYTHING, NOBODY, Level, Scope
from muster.portal.organisations.models import School
from muster.portal.returns.models import Result, Return, StruckClaim
from muster.portal.rolls.actions import load_roll
from muster.records import Roll
from muster.reporting.content import Beside, Comparator
from tests.portal.benchmarks.typed import SOURCE, enter, entering, published
from tests.portal.collected import TAKEN_ON, Collected, acting, collect, roll_entries, upn
from tests.portal.returned import accepted, confirmed
from tests.portal.season import Season, Side

EXS, GDS = Measure.EXS_PLUS, Measure.GDS


def more_schools(collected: Collected, number: int) -> list[Collected]:
    """So many schools more, each asked and expecting the same six pupils."""
    side, officer = collected.side, acting(collected.side.officer)
    made = []
    for estab in range(3001, 3001 + number):
        school = School.objects.create(
            authority=side.authority, la="330", estab=str(estab), urn=f"11{estab}", name=f"School {estab}"
        )
        entries = roll_entries(school)
        load_roll(officer, collected.collection, Roll(TAKEN_ON, entries), only_schools_named=True)
        (request,) = ask_schools(officer, collected.collection, [school]).requests
        made.append(Collected(side, collected.collection, request, entries))
    return made


def five_accepted(season: Season, switch: Benchmarks = Benchmarks.SCHOOLS) -> Collected:
    """Six schools asked, five of them accepted, the sixth only confirmed."""
    collected = collect(season, Practice(benchmarks=switch))
    *others, last = more_schools(collected, 5)
    for one in (collected, *others):
        accepted(one)
    confirmed(last)
    return collected


def eyes(season: Side) -> Scope:
    return Scope(Level.AUTHORITY, season.authority.public_id)


def of_school(school: School) -> Scope:
    return Scope(Level.SCHOOL, school.authority.public_id, frozenset({school.public_id}))


def found(scope: Scope, collection: Collection, school: School | None = None) -> dict[Beside, Comparator]:
    return {one.beside: one for one in comparators_for(scope, collection, school)}


@pytest.mark.on_every_database
def test_the_authoritys_figures_are_of_accepted_schools_with_their_coverage(season: Season) -> None:
    collected = five_accepted(season)
    own = found(of_school(season.school), collected.collection, season.school)[Beside.AUTHORITY]
    assert own.label == "Northshire"
    assert own.codes["reading"].eligible == 5 * 6
    reading = own.figure("reading", EXS)
    assert reading is not None
    assert (reading.year, reading.exact) == (2026, Fraction(400, 6))
    assert "5 of 6 schools have sent results (83%). 30 of 30 expected pupils" in own.notes[0]


def test_who_is_in_another_year_is_not_expected(season: Season) -> None:
    collected = five_accepted(season)
    first, *rest = collected.entries
    more = replace(first, upn=upn(7), surname="Elder", nc_year="3")
    load_roll(
        acting(season.officer), collected.collection, Roll(TAKEN_ON, (first, *rest, more)), only_schools_named=True
    )
    own = found(eyes(season), collected.collection)[Beside.AUTHORITY]
    assert "30 of 30 expected pupils" in own.notes[0]


def test_groups_are_counted_by_what_the_roll_says(season: Season) -> None:
    own = found(eyes(season), five_accepted(season).collection)[Beside.AUTHORITY]
    disadvantaged = own.figure("reading", EXS, Group.DISADVANTAGED)
    assert disadvantaged is not None
    assert disadvantaged.exact == 100
    assert own.figure("reading", EXS, Group.AUTUMN) is not None
    assert own.figure("reading", EXS, Group.SUMMER) is None


def test_a_pupil_who_is_counted_at_another_school_is_left_out(season: Season) -> None:
    collected = five_accepted(season)
    held = Return.objects.get(request=collected.request)
    row = Result.objects.filter(version=held.confirmed).first()
    assert row is not None
    StruckClaim.objects.create(authority=held.authority, school_return=held, child=row.child)
    own = found(eyes(season), collected.collection)[Beside.AUTHORITY]
    assert own.codes["reading"].eligible == 5 * 6 - 1


def test_nothing_is_shown_of_fewer_than_five_accepted_schools(season: Season) -> None:
    collected = collect(season, Practice(benchmarks=Benchmarks.SCHOOLS))
    for one in (collected, *more_schools(collected, 3)):
        accepted(one)
    own = found(eyes(season), collected.collection)[Beside.AUTHORITY]
    assert own.withheld is not None
    assert own.withheld.reason is Reason.FEW_SCHOOLS
    assert (own.figures, own.codes) == ({}, {})


@pytest.mark.parametrize(("kind", "label"), [("Infant", "Infant schools"), ("Special", "Special schools")])
def test_a_school_of_its_own_kind_stands_beside_that_kind_alone(season: Season, kind: str, label: str) -> None:
    collected = five_accepted(season)
    School.objects.exclude(estab="3001").update(type=f"{kind} school", phase=kind)
    season.school.refresh_from_db()
    alike = found(eyes(season), collected.collection, season.school)[Beside.ALIKE]
    assert alike.label == f"{label} in Northshire"
    assert alike.withheld is not None
    assert alike.withheld.reason is Reason.FEW_SCHOOLS
    School.objects.update(type=f"{kind} school", phase=kind)
    assert found(eyes(season), collected.collection, season.school)[Beside.ALIKE].codes["maths"].eligible == 5 * 6


def test_an_ordinary_school_stands_beside_all_schools_alone(season: Season) -> None:
    collected = five_accepted(season)
    School.objects.update(type="Community school", phase="Primary")
    season.school.refresh_from_db()
    assert Beside.ALIKE not in found(eyes(season), collected.collection, season.school)


@pytest.mark.parametrize(
    ("switch", "officer_sees", "school_sees"),
    [(Benchmarks.HIDDEN, False, False), (Benchmarks.AUTHORITY, True, False), (Benchmarks.SCHOOLS, True, True)],
)
def test_the_authoritys_switch_says_who_sees_what(
    season: Season, switch: Benchmarks, officer_sees: bool, school_sees: bool
) -> None:
    collected = five_accepted(season, switch)
    enter(collected, entering(schools_may_see=True))
    for scope, sees in ((eyes(season), officer_sees), (of_school(season.school), school_sees)):
        beside = found(scope, collected.collection, season.school)
        for one in (beside[Beside.AUTHORITY], beside[Beside.EMERGING]):
            assert (one.withheld is None) is sees
            assert bool(one.figures) is sees
            assert sees or one.withheld is not None
            assert sees or one.withheld.reason is Reason.NOT_OPEN  # type: ignore[union-attr]
        assert beside[Beside.NATIONAL].figures


def test_emerging_figures_stand_with_source_day_and_coverage_as_provisional(season: Season) -> None:
    collected = collect(season, Practice(benchmarks=Benchmarks.SCHOOLS))
    enter(collected)
    own = found(eyes(season), collected.collection)[Beside.EMERGING]
    reading, girls = own.figure("reading", EXS), own.figure("writing", EXS, Group.GIRLS)
    assert reading is not None
    assert girls is not None
    assert (reading.year, reading.exact, girls.per_cent) == (2026, Fraction("69.5"), 66)
    assert all(word in own.notes[0] for word in (SOURCE, "5 January 2026", "812 schools", "provisional"))


def test_a_source_that_is_silent_on_its_coverage_is_said_to_be(season: Season) -> None:
    collected = collect(season, Practice(benchmarks=Benchmarks.SCHOOLS))
    enter(collected, entering(coverage="", coverage_not_stated=True))
    assert "does not say" in found(eyes(season), collected.collection)[Beside.EMERGING].notes[0]


def test_what_the_licence_keeps_from_schools_the_authority_alone_sees(season: Season) -> None:
    collected = collect(season, Practice(benchmarks=Benchmarks.SCHOOLS))
    enter(collected)
    assert found(eyes(season), collected.collection)[Beside.EMERGING].figures
    withheld = found(of_school(season.school), collected.collection, season.school)[Beside.EMERGING]
    assert withheld.figures == {}
    assert withheld.notes == ("Emerging national: Not shown: the authority has not opened this figure to schools.",)


def test_an_emerging_set_taken_back_is_shown_nowhere(season: Season) -> None:
    collected = collect(season, Practice(benchmarks=Benchmarks.SCHOOLS))
    row = enter(collected)
    take_figures_back(acting(season.officer), row, row.revision)
    assert Beside.EMERGING not in found(eyes(season), collected.collection)


def test_what_an_officer_entered_stands_among_the_published_figures(season: Season) -> None:
    collected = collect(season)
    before = found(eyes(season), collected.collection)[Beside.NATIONAL]
    enter(collected, published())
    after = found(of_school(season.school), collected.collection, season.school)[Beside.NATIONAL]
    was, now = before.figure("reading", GDS), after.figure("reading", GDS)
    assert was is not None
    assert now is not None
    assert (was.year, was.per_cent, now.year, now.per_cent) == (2019, 25, 2023, 19)
    assert after.figure("maths", EXS) == before.figure("maths", EXS)
    assert any("Published tables of 2023" in note for note in after.notes)


def test_an_older_figure_that_was_entered_does_not_replace_a_newer_one(season: Season) -> None:
    collected = collect(season)
    before = found(eyes(season), collected.collection)[Beside.NATIONAL]
    older = entering(figures=(entering().figures[0],)).figures
    enter(collected, published(year=2019, figures=older))
    after = found(eyes(season), collected.collection)[Beside.NATIONAL]
    assert after == before


def test_another_authoritys_figures_are_none_of_ours(season: Season) -> None:
    ours, theirs = collect(season), collect(season.twin)
    enter(theirs, entering(schools_may_see=True))
    assert Beside.EMERGING not in found(eyes(season), ours.collection)
    assert found(eyes(season), theirs.collection) == {}


def test_whoever_reaches_no_school_reads_nothing(season: Season) -> None:
    collected = collect(season)
    assert found(NOBODY, collected.collection, season.school) == {}
    assert found(of_school(season.other_school), collected.collection, season.school) == {}
    assert found(of_school(season.school), collected.collection) == {}
    assert found(eyes(season), collected.collection, season.twin.school) == {}
    assert found(EVERYTHING, collected.collection, season.school) != {}
