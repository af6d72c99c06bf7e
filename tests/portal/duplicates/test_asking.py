"""A school asked for its own side, its answer, and what it may know of the other's."""

from datetime import date, timedelta

import pytest
from django.db.models import QuerySet

from muster.movers import Source, Task
from muster.portal.duplicates.actions.answering import OwnAnswer, answer_ask
from muster.portal.duplicates.actions.asking import ask, withdraw_ask
from muster.portal.duplicates.actions.deciding import Decision, decide
from muster.portal.duplicates.actions.showing import hide_from_schools, show_to_schools
from muster.portal.duplicates.models import Ask, Case
from muster.portal.duplicates.reads.own_sides import OwnSide, own_sides
from muster.portal.foundation import clock
from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.outbox.models import Mail
from muster.portal.pupils.actions import protect
from muster.portal.pupils.models import Child
from tests.portal.collected import Collected, acting
from tests.portal.duplicates.two_places import TwoPlaces, sent_case, settled_dates
from tests.portal.season import Season


def asked(season: Season, text: str = "", due_on: date | None = None) -> tuple[TwoPlaces, Case, Ask]:
    """The first school asked."""
    places, case = sent_case(season)
    side = places.view(case).claims[0].side.public_id
    case = ask(acting(season.officer), case, case.revision, [side], text, due_on)
    return places, case, Ask.objects.get()


def own(school: Collected) -> list[OwnSide]:
    """What the school sees."""
    scope = Scope(Level.SCHOOL, school.school.authority.public_id, frozenset([school.school.public_id]))
    return own_sides(scope, school.request)


def test_a_school_is_asked_in_the_officers_words_by_its_day(season: Season, mails: QuerySet[Mail]) -> None:
    day = clock.today() + timedelta(days=5)
    places, _, _ = asked(season, "When did she come?", day)
    (side,) = own(places.first)
    assert side.ask is not None
    assert (side.question, side.ask.due_on, side.is_asked) == ("When did she come?", day, True)
    assert side.who is not None
    assert side.who.forename == "Ada"
    assert own(places.second) == []
    assert {one.school for one in mails.filter(template="asked_about_move")} == {season.school.public_id}


def test_an_officers_words_are_kept_closed(season: Season) -> None:
    _, _, row = asked(season, "When did she come?")
    assert b"she" not in bytes(row.sealed)


def test_a_school_is_not_asked_twice_at_a_time(season: Season) -> None:
    places, case, _ = asked(season)
    sides = [one.side.public_id for one in places.view(case).claims]
    with pytest.raises(Refusal, match="case_asked_already"):
        ask(acting(season.officer), case, case.revision, sides)
    with pytest.raises(Refusal, match="case_nobody_asked"):
        ask(acting(season.officer), case, case.revision, [])


@pytest.mark.parametrize("days", [-1, 400])
def test_the_day_is_before_the_close_and_not_past(season: Season, days: int) -> None:
    with pytest.raises(Refusal, match="question_due"):
        asked(season, due_on=clock.today() + timedelta(days=days))


def test_an_answer_given_is_not_given_again(season: Season) -> None:
    places, _, row = asked(season)
    answer_ask(acting(season.head), row, row.revision, OwnAnswer(view="ours", text="She is here."))
    (side,) = own(places.first)
    assert (side.is_asked, side.answer) == (False, "She is here.")
    with pytest.raises(Changed):
        answer_ask(acting(season.head), row, row.revision, OwnAnswer(view="not_ours"))


def test_an_officer_who_decides_beside_an_answer_is_told_of_it(season: Season) -> None:
    _, case, row = asked(season)
    answer_ask(acting(season.head), row, row.revision, OwnAnswer(view="ours"))
    with pytest.raises(Changed) as told:
        decide(acting(season.officer), case, case.revision, Decision(season.school.public_id, "So."))
    assert told.value.facts["who"] == season.head.name


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (OwnAnswer(), "case_view_missing"),
        (OwnAnswer(view="ours", registration="some"), "case_registration_unknown"),
        (OwnAnswer(view="ours", entry=date(2026, 5, 2), leaving=date(2026, 5, 1)), "case_dates_backwards"),
        (OwnAnswer(view="ours", entry=date(2001, 5, 2)), "pupil_day_long_ago"),
        (OwnAnswer(view="ours", leaving=date(2030, 5, 2)), "case_day_late"),
        (OwnAnswer(view="ours", text="x" * 5000), "case_text_long"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(season: Season, answer: OwnAnswer, why: str) -> None:
    _, _, row = asked(season)
    with pytest.raises(Refusal, match=why):
        answer_ask(acting(season.head), row, row.revision, answer)
    assert Ask.objects.get().answered_at is None


def test_an_ask_that_is_withdrawn_waits_for_nobody(season: Season) -> None:
    places, _, row = asked(season)
    gone = withdraw_ask(acting(season.officer), row, row.revision)
    assert own(places.first) == []
    with pytest.raises(Refusal, match="case_ask_withdrawn"):
        answer_ask(acting(season.head), gone, gone.revision, OwnAnswer(view="ours"))


def test_a_school_that_has_answered_cannot_be_unasked(season: Season) -> None:
    _, _, row = asked(season)
    answer_ask(acting(season.head), row, row.revision, OwnAnswer(view="ours"))
    with pytest.raises(Changed) as told:
        withdraw_ask(acting(season.officer), row, row.revision)
    assert told.value.facts["who"] == season.head.name


def test_after_the_decision_each_school_knows_what_to_do_and_nothing_of_the_other(season: Season) -> None:
    places, case = settled_dates(season)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id))
    (first,), (second,) = own(places.first), own(places.second)
    assert (first.submits, first.tasks, first.source) == (True, (Task.SUBMIT,), Source.MORE_DAYS)
    assert (second.submits, second.tasks) == (False, (Task.GIVE_THE_REST, Task.LEAVE_OUT))
    assert first.others == second.others == ()


def test_an_officer_opens_the_other_side_for_one_case_and_closes_it_again(season: Season) -> None:
    places, case, _ = asked(season)
    case = show_to_schools(acting(season.officer), case, case.revision)
    assert [one.school for one in own(places.first)[0].others] == [season.other_school]
    hide_from_schools(acting(season.officer), case, case.revision)
    assert own(places.first)[0].others == ()


def test_of_a_protected_pupil_nothing_is_said_and_nobody_asked(season: Season) -> None:
    places, case, _ = asked(season)
    case = show_to_schools(acting(season.officer), case, case.revision)
    child = Child.objects.get(pk=places.view(case).claims[0].side.child_id)
    protect(acting(season.officer), child, child.revision)
    assert own(places.first) == own(places.second) == []
    with pytest.raises(Refusal, match="case_protected"):
        show_to_schools(acting(season.officer), case, case.revision)
    with pytest.raises(Refusal, match="case_protected"):
        ask(acting(season.officer), case, case.revision, [places.view(case).claims[1].side.public_id])


def test_a_school_reads_no_other_schools_side(season: Season) -> None:
    places, _, _ = asked(season)
    scope = Scope(Level.SCHOOL, season.authority.public_id, frozenset([season.other_school.public_id]))
    assert own_sides(scope, places.first.request) == []
