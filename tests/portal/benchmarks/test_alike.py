"""Schools of like size and intake: which they are, and when no figure of them is shown."""

from fractions import Fraction

import pytest
from msgspec.structs import replace

from muster.framework import load_framework
from muster.measures import Measure, MeasuredPupil, Reason, count_groups
from muster.portal.benchmarks.alike import Alike
from muster.portal.benchmarks.grouped import AcceptedSchool, AskedSchools
from muster.portal.benchmarks.reads.comparing import comparators_for
from muster.portal.benchmarks.traits import Standing, Trait, standing_of
from muster.portal.collecting.practice import Benchmarks
from muster.portal.organisations.models import School
from muster.portal.returns.facts import InForce
from muster.portal.returns.models import Return
from muster.portal.rolls.actions import load_roll
from muster.records import Roll
from muster.reporting.content import Beside, Comparator
from tests.portal.benchmarks.test_comparing import five_accepted, of_school
from tests.portal.collected import TAKEN_ON, Collected, acting
from tests.portal.season import Season

SCHOOLS = range(30)


def alike(accepted: int = 30, kind: str = "", reading: str = "EXS") -> Alike:
    """Thirty schools asked, six a fifth by size; so many of them accepted, with ten pupils each."""
    framework = load_framework(2026)
    counts = count_groups(framework, [MeasuredPupil(outcomes={"reading": reading})] * 10)
    schools = [AcceptedSchool(one, kind, counts) for one in SCHOOLS[:accepted]]
    sizes = {one: Fraction(one) for one in SCHOOLS}
    asked = AskedSchools(dict.fromkeys(SCHOOLS, kind), dict.fromkeys(SCHOOLS, 12))
    values = {Trait.SIZE: sizes, Trait.DISADVANTAGE: {}, Trait.LANGUAGE: {}}
    return Alike(framework, "Northshire", schools, asked, Standing(values))


def beside(given: Alike, school: int, kind: str = "") -> dict[str, Comparator]:
    return {one.label: one for one, _ in given.of(school, kind)}


def test_a_school_stands_beside_the_fifth_of_its_size() -> None:
    one = beside(alike(), 29)["Schools of like size"]
    figure = one.figure("reading", Measure.EXS_PLUS)
    assert figure is not None
    assert figure.exact == 100
    (note,) = one.notes
    assert "neither infant nor special schools in Northshire, the fifth with the highest number of pupils" in note
    assert "6 of 6 schools have sent results (100%). 60 of 72 expected pupils" in note


def test_the_fifth_is_of_all_schools_asked_and_its_coverage_of_those_accepted() -> None:
    (note,) = beside(alike(accepted=29), 25)["Schools of like size"].notes
    assert "5 of 6 schools" in note


def test_a_school_whose_results_are_not_accepted_has_its_place_by_the_roll() -> None:
    assert beside(alike(accepted=29), 29)["Schools of like size"].withheld is None


def test_a_fifth_of_fewer_than_five_accepted_schools_is_withheld() -> None:
    one = beside(alike(accepted=10), 9)["Schools of like size"]
    assert one.withheld is not None
    assert (one.figures, one.withheld.reason) == ({}, Reason.FEW_SCHOOLS)


def test_no_fifth_is_shown_that_would_tell_the_one_that_is_not() -> None:
    for school in (0, 20):
        one = beside(alike(accepted=27), school)["Schools of like size"]
        assert one.withheld is not None
        assert one.withheld.reason is Reason.NEAR_SAME


def test_where_the_roll_says_nothing_of_it_the_reason_is_said() -> None:
    one = beside(alike(), 3)["Schools with as many disadvantaged pupils"]
    assert one.withheld is not None
    assert one.withheld.reason is Reason.NOT_KNOWN


def test_a_special_school_is_compared_with_special_schools_alone() -> None:
    assert beside(alike(kind="special"), 3, "special") == {}


def test_infant_schools_are_among_infant_schools() -> None:
    (note,) = beside(alike(kind="infant"), 3, "infant")["Schools of like size"].notes
    assert "of the infant schools in Northshire" in note


def test_the_roll_says_how_many_pupils_are_expected_and_which(season: Season) -> None:
    collected = five_accepted(season)
    first, *rest = collected.entries
    entries = [replace(one, disadvantaged="N", first_language="ENG") for one in rest]
    entries += [replace(first, disadvantaged="Y", first_language="POL")]
    load_roll(acting(season.officer), collected.collection, Roll(TAKEN_ON, tuple(entries)), only_schools_named=True)
    values = standing_of(collected.collection).values
    assert values[Trait.SIZE][season.school.pk] == 6
    assert values[Trait.DISADVANTAGE][season.school.pk] == Fraction(1, 6)
    assert values[Trait.LANGUAGE][season.school.pk] == Fraction(1, 6)


def like_size(season: Season, collected: Collected) -> Comparator:
    season.school.refresh_from_db()
    found = comparators_for(of_school(season.school), collected.collection, season.school)
    return next(one for one in found if one.label == "Schools of like size")


@pytest.mark.on_every_database
def test_what_would_tell_of_one_school_beside_the_authoritys_is_withheld(season: Season) -> None:
    """Of six accepted schools of one size five are of a kind: beside the authority they would tell the sixth."""
    collected = five_accepted(season)
    assert like_size(season, collected).withheld is None
    Return.objects.update(in_force=InForce.ACCEPTED)
    School.objects.filter(estab="3001").update(type="Special school")
    withheld = like_size(season, collected).withheld
    assert withheld is not None
    assert withheld.reason is Reason.NEAR_SAME


def test_nothing_of_like_schools_is_said_while_the_figures_are_hidden(season: Season) -> None:
    collected = five_accepted(season, Benchmarks.AUTHORITY)
    found = comparators_for(of_school(season.school), collected.collection, season.school)
    assert Beside.COMPARABLE not in {one.beside for one in found}
