"""What cannot be right about figures, and how they are kept, replaced and taken back."""

from datetime import date
from typing import Any

import pytest

from muster.framework import load_framework
from muster.portal.audit.models import Event
from muster.portal.benchmarks.actions import take_figures_back
from muster.portal.benchmarks.entered import in_force
from muster.portal.benchmarks.entering import Entering, Typed, faults_of, value_of
from muster.portal.benchmarks.models import FigureSet
from muster.portal.benchmarks.reads.figure_sets import figure_set_at, figure_sets
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import Level, Scope
from tests.portal.benchmarks.typed import OF_GIRLS, READING, READING_HIGHER, enter, entering, published
from tests.portal.collected import acting, collect
from tests.portal.season import Season, Side

EMERGING = FigureSet.Kind.EMERGING


def eyes(side: Side) -> Scope:
    return Scope(Level.AUTHORITY, side.authority.public_id)


def ids(given: Entering) -> list[str]:
    return [one.refusal.id for one in faults_of(load_framework(2026), given)]


def test_what_is_right_has_no_fault() -> None:
    assert ids(entering()) == []
    assert ids(published()) == []
    assert ids(entering(coverage="", coverage_not_stated=True)) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"source": " "}, "benchmark_source_missing"),
        ({"source": "x" * 201}, "benchmark_text_long"),
        ({"dated": date(2999, 1, 1)}, "benchmark_day_to_come"),
        ({"figures": ()}, "benchmark_nothing"),
        ({"year": 2025}, "benchmark_year_emerging"),
        ({"coverage": " "}, "benchmark_coverage_missing"),
        ({"coverage_not_stated": True}, "benchmark_coverage_both"),
    ],
)
def test_a_set_that_cannot_be_right(changes: dict[str, Any], fault: str) -> None:
    assert ids(entering(**changes)) == [fault]


@pytest.mark.parametrize(
    ("figure", "fault"),
    [
        (Typed("music", "exs_plus", "", "50"), "benchmark_subject_unknown"),
        (Typed("maths", "gps", "", "50"), "benchmark_measure_unknown"),
        (Typed("maths", "gds", "wizards", "50"), "benchmark_group_unknown"),
        (Typed("science", "gds", "", "50"), "benchmark_no_higher"),
        (Typed("maths", "gds", "", "101"), "benchmark_over_hundred"),
        (Typed("maths", "gds", "", "many"), "benchmark_no_number"),
        (Typed("maths", "gds", "", "-3"), "benchmark_no_number"),
        (Typed("maths", "gds", "", "1e99"), "benchmark_no_number"),
    ],
)
def test_a_figure_that_cannot_be_right_is_told_with_its_sentence(figure: Typed, fault: str) -> None:
    (found,) = faults_of(load_framework(2026), entering(figures=(READING, figure)))
    assert (found.refusal.id, found.figure) == (fault, figure)
    assert found.refusal.sentence


def test_greater_depth_cannot_be_above_what_it_is_part_of() -> None:
    assert ids(entering(figures=(READING, Typed("reading", "gds", "", "70")))) == ["benchmark_gds_above"]
    assert ids(entering(figures=(READING, Typed("reading", "gds", "", "69.5")))) == []


@pytest.mark.parametrize(("value", "faults"), [("70.5", []), ("70.6", ["benchmark_combined_above"])])
def test_all_three_together_cannot_be_above_any_one_of_them(value: str, faults: list[str]) -> None:
    maths = Typed("maths", "exs_plus", "", "75")
    assert ids(entering(figures=(READING, maths, Typed("combined", "exs_plus", "", value)))) == faults


def test_each_figure_stands_once() -> None:
    assert ids(entering(figures=(READING, OF_GIRLS, READING))) == ["benchmark_twice", "benchmark_twice"]


@pytest.mark.parametrize("year", [2015, 2024])
def test_nothing_was_published_before_or_after(year: int) -> None:
    assert "benchmark_year_published" in ids(published(year=year))


@pytest.mark.parametrize(("year", "subject", "wrong"), [(2020, "maths", 1), (2018, "maths", 1), (2018, "writing", 0)])
def test_published_figures_of_another_standard_are_refused(year: int, subject: str, wrong: int) -> None:
    given = published(year=year, figures=(Typed(subject, "exs_plus", "", "70"),))
    assert ids(given) == ["benchmark_year_apart"] * wrong


def test_no_published_figure_of_all_three_together_exists() -> None:
    together = Typed("combined", "exs_plus", "", "56")
    assert ids(published(figures=(together,))) == ["benchmark_no_combined"]
    assert ids(entering(figures=(together,))) == []


@pytest.mark.parametrize(
    ("text", "value"), [("68", "68"), (" 68.4 % ", "68.4"), ("68.44", None), ("", None), ("NaN", None)]
)
def test_what_a_per_cent_is(text: str, value: str | None) -> None:
    assert value_of(text) is None if value is None else str(value_of(text)) == value


@pytest.mark.on_every_database
def test_a_new_set_takes_the_place_of_the_old_one_which_is_kept(season: Season) -> None:
    collected = collect(season)
    first = enter(collected)
    second = enter(collected, entering(figures=(READING_HIGHER,)), seen=1)
    assert figure_sets(eyes(season), EMERGING) == [second, first]
    assert in_force(figure_sets(eyes(season), EMERGING)) == [second]
    assert Event.objects.filter(verb="benchmarks.entered").count() == 2


@pytest.mark.on_every_database
@pytest.mark.parametrize("seen", [0, 2])
def test_who_saw_another_set_is_told_who_entered_the_last(season: Season, seen: int) -> None:
    collected = collect(season)
    enter(collected)
    with pytest.raises(Changed) as told:
        enter(collected, seen=seen)
    assert season.officer.name in told.value.sentence
    assert FigureSet.objects.count() == 1


def test_what_cannot_be_right_is_not_kept(season: Season) -> None:
    with pytest.raises(Refusal, match="benchmark_nothing"):
        enter(collect(season), entering(figures=()))
    assert FigureSet.objects.count() == 0


def test_a_set_taken_back_leaves_none_in_force_and_is_kept(season: Season) -> None:
    collected = collect(season)
    enter(collected)
    row = enter(collected, seen=1)
    take_figures_back(acting(season.officer), row, row.revision)
    assert in_force(figure_sets(eyes(season), EMERGING)) == []
    assert len(figure_sets(eyes(season), EMERGING)) == 2
    with pytest.raises(Changed):
        take_figures_back(acting(season.officer), row, row.revision)


def test_a_set_that_has_been_replaced_cannot_be_taken_back(season: Season) -> None:
    collected = collect(season)
    first = enter(collected)
    enter(collected, seen=1)
    with pytest.raises(Changed):
        take_figures_back(acting(season.officer), first, first.revision)


def test_sets_are_read_by_the_authoritys_officers_alone(season: Season) -> None:
    row = enter(collect(season))
    school = Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.school.public_id}))
    assert figure_set_at(eyes(season), row.public_id) == row
    for other in (eyes(season.twin), school):
        assert figure_set_at(other, row.public_id) is None
        assert figure_sets(other, EMERGING) == []
