"""Cases in words: a sentence for whatever the rules may answer."""

from datetime import date

import pytest
from msgspec.structs import replace

from muster.movers import Answer, Need, Period, Rule, Source, Spell, Wanted
from muster.portal.duplicates.case_view import CaseState, CaseView
from muster.portal.duplicates.claim import Claim
from muster.portal.pages.authority.duplicates.words import (
    BECAUSE,
    COLOURS,
    STATES,
    in_short,
    in_the_period,
    needs_in_words,
    proposal_in_words,
)
from tests.portal.duplicates.two_places import settled_dates
from tests.portal.season import Season

FIRST, SECOND = "3302001", "3302002"


@pytest.fixture
def view(season: Season) -> CaseView:
    places, case = settled_dates(season)
    return places.view(case)


def answered(view: CaseView, source: Source = Source.MORE_DAYS, **more: object) -> CaseView:
    """The case with another answer of the rules."""
    told = Answer(submits=FIRST, rule=Rule.DURING, source=source, days={FIRST: 20, SECOND: 11})
    return replace(view, proposal=replace(told, **more))


def test_every_state_and_every_source_has_its_words() -> None:
    assert set(BECAUSE) == set(Source)
    assert set(STATES) == set(COLOURS) == set(CaseState)


@pytest.mark.parametrize("source", list(Source))
def test_every_source_makes_a_sentence(view: CaseView, source: Source) -> None:
    assert proposal_in_words(answered(view, source)).endswith(" (20 days in May against 11).")
    none = proposal_in_words(answered(view, source, submits=None))
    assert none.startswith("The rules say: None of these schools submits, because ")
    assert "days in May" not in none


@pytest.mark.parametrize("wanted", list(Wanted))
def test_every_need_is_named_with_its_school(view: CaseView, wanted: Wanted) -> None:
    need = Need(wanted, (Spell(FIRST, None),))
    (words,) = needs_in_words(answered(view, submits=None, needs=(need,)))
    assert "Beech Lane Infant School" in words
    assert "{" not in words


def test_several_needs_are_one_sentence(view: CaseView) -> None:
    needs = (Need(Wanted.LEAVING, (Spell(FIRST, None),)), Need(Wanted.ENTRY, (Spell(SECOND, None),)))
    said = proposal_in_words(answered(view, submits=None, needs=needs))
    assert said == (
        "The rules cannot say yet who submits. Needed is the last day at Beech Lane Infant School (or that the pupil is"
        " still there) and the first day at Canal Street Primary School."
    )


def test_days_that_are_not_known_are_not_said(view: CaseView) -> None:
    assert proposal_in_words(answered(view, days={FIRST: 31})).endswith("more of its days.")
    assert in_short(answered(view, days={})) == "Beech Lane Infant School submits"


def test_one_day_is_one_day(view: CaseView) -> None:
    assert in_short(answered(view, days={FIRST: 1, SECOND: 0})).endswith("(1 day in May against 0)")


def test_of_three_schools_the_others_are_named(view: CaseView, season: Season) -> None:
    third: Claim = replace(view.claims[1], school=season.academy)
    three = replace(view, claims=(*view.claims, third))
    said = in_short(answered(three, days={FIRST: 20, SECOND: 10, season.academy.number: 1}))
    assert said.endswith("(20 days in May against 10 at Canal Street Primary School and 1 at Dale Academy)")


def test_a_period_that_is_no_whole_month_is_the_test_period() -> None:
    assert in_the_period(Period(date(2026, 5, 1), date(2026, 5, 31))) == "in May"
    assert in_the_period(Period(date(2026, 5, 4), date(2026, 5, 31))) == "in the test period"
    assert in_the_period(Period(date(2026, 5, 1), date(2026, 6, 5))) == "in the test period"
