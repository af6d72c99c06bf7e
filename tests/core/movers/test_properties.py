"""What holds of every answer, whatever the dates are."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from muster.movers import Answer, Period, Place, Registration, Rule, Spell, Task, who_submits

PERIOD = Period(date(2026, 5, 1), date(2026, 5, 31))
SCHOOLS = ("3302001", "3302002", "3302003")
DAY = timedelta(days=1)
TAKES_PART = dict(zip(SCHOOLS, (True, True, False), strict=True))

days = st.dates(date(2026, 4, 20), date(2026, 6, 12))
unsure = st.none() | days


@st.composite
def any_spells(draw: st.DrawFn) -> list[Spell]:
    """Anything at all: dates that lack, contradict each other or overlap, two rolls, places without a name."""
    spells = []
    for _ in range(draw(st.integers(0, 3))):
        school = draw(st.sampled_from(SCHOOLS))
        spells.append(
            Spell(
                school,
                draw(unsure),
                draw(unsure),
                TAKES_PART[school],
                draw(st.sampled_from([Registration.MAIN, Registration.MAIN, Registration.DUAL])),
                draw(st.none() | st.sampled_from(Place)),
                draw(st.none() | st.sampled_from(Place)),
            )
        )
    return spells


@st.composite
def moves(draw: st.DrawFn) -> list[Spell]:
    """One to three schools, one after the other, every date known; perhaps with days between."""
    begins = sorted(draw(st.lists(days, min_size=1, max_size=3, unique=True)))
    schools = draw(st.permutations(SCHOOLS))[: len(begins)]
    spells = []
    for place, (school, begin) in enumerate(zip(schools, begins, strict=True)):
        following = begins[place + 1] if place + 1 < len(begins) else None
        leaving = (
            draw(st.dates(begin, following - DAY))
            if following
            else draw(st.none() | st.dates(begin, date(2026, 6, 20)))
        )
        spells.append(Spell(school, begin, leaving, TAKES_PART[school]))
    return spells


def submitting(answer: Answer) -> list[str]:
    return [to_do.school for to_do in answer.to_do if to_do.what in (Task.SUBMIT, Task.ASSESS_AND_SUBMIT)]


@given(any_spells())
def test_there_are_never_two_who_submit(spells: list[Spell]) -> None:
    answer = who_submits(spells, PERIOD)
    assert submitting(answer) == ([answer.submits] if answer.submits else [])


@given(any_spells())
def test_a_school_that_takes_no_part_never_submits(spells: list[Spell]) -> None:
    answer = who_submits(spells, PERIOD)
    assert answer.submits is None or TAKES_PART[answer.submits]


@given(any_spells())
def test_who_submits_is_one_of_the_schools_and_nothing_is_needed_then(spells: list[Spell]) -> None:
    answer = who_submits(spells, PERIOD)
    assert answer.submits in {None, *(spell.school for spell in spells)}
    assert answer.submits is None or answer.needs == ()


@given(any_spells(), st.randoms(use_true_random=False))
def test_the_order_of_the_spells_does_not_matter(spells: list[Spell], dice: Random) -> None:
    answer, again = who_submits(spells, PERIOD), who_submits(dice.sample(spells, len(spells)), PERIOD)
    assert answer == again
    assert list(answer.days) == list(again.days)


@given(moves())
def test_where_all_dates_are_known_nothing_is_needed(spells: list[Spell]) -> None:
    assert who_submits(spells, PERIOD).needs == ()


@given(moves())
def test_days_of_pupils_at_one_school_at_a_time_fit_into_the_period(spells: list[Spell]) -> None:
    answer = who_submits(spells, PERIOD)
    assert set(answer.days) == {spell.school for spell in spells}
    assert sum(answer.days.values()) <= PERIOD.length


@given(moves())
def test_there_is_one_who_submits_wherever_a_school_that_takes_part_had_the_pupil_in_the_period_or_last(
    spells: list[Spell],
) -> None:
    answer = who_submits(spells, PERIOD)
    taking = [spell for spell in spells if spell.participating]
    possible = [s for s in taking if PERIOD.days([s])] or [s for s in taking if s.entry and s.entry > PERIOD.last]
    assert (answer.submits is not None) == bool(possible)


@given(moves())
def test_who_has_more_than_half_of_the_period_submits(spells: list[Spell]) -> None:
    answer = who_submits(spells, PERIOD)
    most = [school for school, number in answer.days.items() if 2 * number > PERIOD.length and TAKES_PART[school]]
    assert most in ([], [answer.submits])


@given(st.dates(date(2026, 4, 20), date(2026, 6, 10)), st.integers(0, 5))
def test_a_day_more_changes_the_answer_only_where_days_become_equal_or_at_the_edge(moved: date, between: int) -> None:
    def answer(entered: date) -> Answer:
        return who_submits(_moving(entered - DAY - between * DAY, entered), PERIOD)

    before, after = answer(moved), answer(moved + DAY)
    if before.submits != after.submits:
        assert before.days[SCHOOLS[0]] <= before.days[SCHOOLS[1]]
        assert after.days[SCHOOLS[0]] > after.days[SCHOOLS[1]]
    if before.rule != after.rule:
        assert moved + DAY in (PERIOD.first, PERIOD.last + DAY) or moved - between * DAY in (PERIOD.first, PERIOD.last)


def _moving(left: date, entered: date) -> list[Spell]:
    return [Spell(SCHOOLS[0], date(2023, 9, 4), left), Spell(SCHOOLS[1], entered)]


@given(moves(), st.data())
def test_an_unknown_date_never_gives_the_pupil_to_another_school(spells: list[Spell], data: st.DataObject) -> None:
    """What is said without a date is what is said with it, or that it is needed."""
    place = data.draw(st.integers(0, len(spells) - 1))
    hidden = list(spells)
    what = data.draw(st.sampled_from(["entry"] if place == len(spells) - 1 else ["entry", "leaving"]))
    hidden[place] = replace(spells[place], **{what: None})
    answer = who_submits(hidden, PERIOD)
    assert answer.needs or answer.submits == who_submits(spells, PERIOD).submits


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_unknown_dates_are_asked_for_in_the_order_of_time(order: Sequence[int]) -> None:
    spells = [Spell(SCHOOLS[0], date(2023, 9, 4)), Spell(SCHOOLS[1], None, date(2026, 7, 1))]
    answer = who_submits([spells[place] for place in order], PERIOD)
    assert [(need.what.value, need.spells[0].school) for need in answer.needs] == [
        ("leaving", SCHOOLS[0]),
        ("entry", SCHOOLS[1]),
    ]


def test_a_spell_backwards_is_settled_where_either_date_gives_the_same() -> None:
    backwards = Spell(SCHOOLS[0], date(2026, 3, 9), date(2026, 2, 9))
    assert who_submits([backwards, Spell(SCHOOLS[1], date(2026, 3, 10))], PERIOD).submits == SCHOOLS[1]


def test_a_spell_backwards_in_the_period_is_asked_about() -> None:
    answer = who_submits([Spell(SCHOOLS[0], date(2026, 5, 20), date(2026, 4, 9))], PERIOD)
    assert (answer.submits, answer.days) == (None, {})
    assert [need.what.value for need in answer.needs] == ["dates"]


def test_many_unknown_dates_do_not_matter_where_one_school_alone_takes_part() -> None:
    away = Spell(SCHOOLS[2], None, date(2026, 3, 9), participating=False)
    spells = [away, replace(away, leaving=date(2026, 3, 20)), Spell(SCHOOLS[0], date(2026, 3, 21))]
    assert who_submits([*spells, replace(away, leaving=date(2026, 2, 1))], PERIOD).submits == SCHOOLS[0]


@pytest.mark.parametrize("edge", [date.min, date.max])
def test_the_first_and_the_last_of_all_days_are_days(edge: date) -> None:
    for spell in (Spell(SCHOOLS[0], edge), Spell(SCHOOLS[0], None, edge), Spell(SCHOOLS[0], edge, edge)):
        told = replace(spell, came_from=Place.AUTHORITY, went_to=Place.AUTHORITY)
        assert who_submits([told, Spell(SCHOOLS[1], date(2026, 5, 20))], PERIOD).rule in Rule


def test_a_period_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end on"):
        Period(PERIOD.last, PERIOD.first)
