"""Who a pupil is, put right by an officer: it makes two pupils one child, or one child two, in whatever is found."""

from datetime import date

import pytest
from msgspec.structs import replace

from muster.portal.audit.models import Event
from muster.portal.duplicates.actions.deciding import Decision, decide
from muster.portal.duplicates.actions.looking import look
from muster.portal.duplicates.case_view import CaseState
from muster.portal.duplicates.finding import exact
from muster.portal.duplicates.looks_due import due
from muster.portal.duplicates.models import Case, Look, Side
from muster.portal.duplicates.reads.crossing import crossing_of, crossing_of_returns
from muster.portal.duplicates.reads.own_sides import own_sides
from muster.portal.duplicates.reads.waiting import waiting_cases
from muster.portal.foundation.refusals import Refusal
from muster.portal.foundation.scope import Level, Scope
from muster.portal.returns.actions.identities import correct_identity
from muster.portal.returns.claims import counted
from muster.portal.returns.models import Result
from muster.portal.rolls import actions as rolls
from muster.records import Roll
from tests.portal.collected import TAKEN_ON, Collected, acting, results_file, upn
from tests.portal.duplicates.two_places import MOVED, TwoPlaces, name, own_entries, two_places
from tests.portal.returns.signed import confirmed
from tests.portal.season import CANARY, Season

pytestmark = pytest.mark.on_every_database
NOBODY_KNOWN = {"upn": upn(77), "surname": "Okafor", "forename": "Somebody", "dob": "1/10/2018"}
WRONG = {"upn": upn(77), "surname": f"Wrong{CANARY}", "forename": "Nobody", "dob": date(2018, 10, 1)}


def sent_wrongly(season: Season) -> TwoPlaces:
    """The first school has confirmed Ada as somebody whom nobody knows; the second has sent her as she is."""
    places = two_places(season)
    wrong = replace(places.first.entries[MOVED], **WRONG)
    places.first.send(results_file((wrong, *places.first.entries[1:])))
    confirmed(places.first)
    places.second.send(results_file(places.second.entries), name(places.second), season.other_head)
    return places


def put_right(places: TwoPlaces, wished: dict[str, str], school: Collected | None = None) -> None:
    """Put a school's first pupil right, the first school's where none is named."""
    at = school or places.first
    row = Result.objects.get(version__school_return__school=at.school, place=MOVED)
    revision, officer = at.school_return().revision, acting(places.side.officer)
    correct_identity(officer, at.request, revision, row.public_id, wished, "As on the certificate.")


def as_she_is(places: TwoPlaces) -> dict[str, str]:
    right = places.first.entries[MOVED]
    return {"upn": right.upn, "surname": right.surname, "forename": right.forename, "dob": "1/9/2018"}


def rules(places: TwoPlaces) -> list[list[str]]:
    rows = [one.school_return() for one in (places.first, places.second)]
    return [[said.rule for said in crossing_of(places.scope, row).findings] for row in rows]


def test_nobody_is_found_before(season: Season) -> None:
    places = sent_wrongly(season)
    assert [one.kind for one in exact(places.first.collection)] == []
    assert rules(places) == [["X04"], []]


def test_a_pupil_put_right_is_the_other_schools(season: Season) -> None:
    places = sent_wrongly(season)
    look(places.first.collection)
    put_right(places, as_she_is(places))
    assert due(Look.Kind.EXACT, 5) == [places.first.collection.public_id]
    look(places.first.collection)
    assert Case.objects.get().kind == "same_upn"
    assert Side.objects.values("child").distinct().count() == 1
    assert rules(places) == [["X01"], ["X01"]]


def test_many_returns_are_told_of_a_pupil_put_right_too(season: Season, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muster.portal.duplicates.reads.crossing._FEW", 1)
    places = sent_wrongly(season)
    put_right(places, as_she_is(places))
    rows = [one.school_return() for one in (places.first, places.second)]
    found = crossing_of_returns(places.scope, places.first.collection, rows)
    assert [[said.rule for said in found[row.pk].findings] for row in rows] == [["X01"], ["X01"]]


def test_a_pupil_put_right_as_somebody_else_is_matched_no_more(season: Season) -> None:
    places = two_places(season)
    places.send()
    confirmed(places.first)
    assert [one.kind for one in exact(places.first.collection)] == ["same_upn"]
    put_right(places, NOBODY_KNOWN)
    assert exact(places.first.collection) == []
    assert rules(places)[1] == []


def found_and_confirmed(season: Season) -> tuple[TwoPlaces, Case]:
    """Both have sent Ada and confirmed, and the case is found."""
    places = two_places(season)
    places.send()
    for school, head in places.schools:
        confirmed(school, head)
    look(places.first.collection)
    return places, Case.objects.get()


def test_a_case_of_a_pupil_put_right_as_somebody_else_is_gone(season: Season) -> None:
    places, case = found_and_confirmed(season)
    assert places.view(case).state not in (CaseState.GONE, CaseState.AGREES)
    put_right(places, NOBODY_KNOWN, places.second)
    look(places.first.collection)
    view = places.view(case)
    assert view.state is CaseState.GONE
    assert [one.is_sent for one in view.claims] == [True, False]
    assert waiting_cases(places.scope, places.first.collection).number == 0
    with pytest.raises(Refusal, match="case_gone"):
        decide(acting(season.officer), case, view.case.revision, Decision(season.school.public_id))


def test_so_it_is_where_the_authority_knows_whom_the_pupil_was_put_right_as(season: Season) -> None:
    places, case = found_and_confirmed(season)
    like = own_entries(season)[0]
    gone = replace(like, estab=season.school.estab, upn=upn(55), surname="Elsewhere", forename="Known")
    rolls.load_roll(acting(season.officer), case.collection, Roll(TAKEN_ON, (*places.first.entries, gone)))
    known = {"upn": gone.upn, "surname": gone.surname, "forename": gone.forename, "dob": "3/2/2019"}
    put_right(places, known, places.second)
    assert places.view(case).state is CaseState.GONE


def test_of_a_pupil_who_is_expected_there_all_the_same_the_case_goes_on(season: Season) -> None:
    places, case = found_and_confirmed(season)
    put_right(places, NOBODY_KNOWN)
    view = places.view(case)
    assert view.state is not CaseState.GONE
    assert [(one.is_sent, one.is_expected) for one in view.claims] == [(False, True), (True, False)]


@pytest.mark.parametrize("field", ["forename", "upn"])
def test_a_pupil_put_right_a_little_is_the_same_pupil_still(season: Season, field: str) -> None:
    places, case = found_and_confirmed(season)
    put_right(places, {field: {"forename": "Adah", "upn": upn(77)}[field]}, places.second)
    view = places.view(case)
    assert [one.is_sent for one in view.claims] == [True, True]
    assert view.state is not CaseState.GONE


def test_a_pupil_put_right_back_again_is_claimed_by_both_again(season: Season) -> None:
    places, case = found_and_confirmed(season)
    put_right(places, NOBODY_KNOWN, places.second)
    put_right(places, as_she_is(places), places.second)
    assert places.view(case).state is not CaseState.GONE


def settled_for_the_first(season: Season) -> tuple[TwoPlaces, Case]:
    places, case = found_and_confirmed(season)
    decide(acting(season.officer), case, case.revision, Decision(season.school.public_id, "So agreed."))
    return places, case


def counted_at(school: Collected) -> bool:
    """Whether the school's first pupil is counted there."""
    rows = Result.objects.filter(version=school.school_return().confirmed, place=MOVED)
    return bool(counted(rows))


def test_who_was_struck_and_turns_out_to_be_another_child_is_counted(season: Season) -> None:
    places, case = settled_for_the_first(season)
    put_right(places, NOBODY_KNOWN, places.second)
    assert look(places.first.collection) == 0
    assert counted_at(places.second)
    assert places.view(case).state is CaseState.SETTLED
    assert Event.objects.filter(verb="cases.held").latest("pk").facts["lifted"] == 1


def test_and_is_counted_at_one_school_again_once_put_right_back(season: Season) -> None:
    places, _ = settled_for_the_first(season)
    for wished in (NOBODY_KNOWN, as_she_is(places)):
        put_right(places, wished, places.second)
        look(places.first.collection)
    assert not counted_at(places.second)


def test_where_the_pupil_who_counted_turns_out_to_be_another_the_school_is_awaited(season: Season) -> None:
    places, case = settled_for_the_first(season)
    put_right(places, NOBODY_KNOWN)
    look(places.first.collection)
    assert [counted_at(one) for one in (places.first, places.second)] == [True, False]
    assert places.view(case).is_awaited


def test_a_decision_never_strikes_who_turned_out_to_be_another_child_before(season: Season) -> None:
    places, case = found_and_confirmed(season)
    put_right(places, NOBODY_KNOWN)
    decide(acting(season.officer), case, case.revision, Decision(season.other_school.public_id, "So agreed."))
    look(places.first.collection)
    assert [counted_at(one) for one in (places.first, places.second)] == [True, True]


def test_a_school_is_told_nothing_of_a_case_that_its_pupil_has_left(season: Season) -> None:
    places, _ = settled_for_the_first(season)
    school = Scope(Level.SCHOOL, season.authority.public_id, frozenset({season.other_school.public_id}))
    assert len(own_sides(school, places.second.request)) == 1
    put_right(places, NOBODY_KNOWN, places.second)
    assert own_sides(school, places.second.request) == []
