"""Cases opened of what schools send: once each, joined by whoever comes, never against what was settled."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from muster.portal.audit.models import Event
from muster.portal.collecting import actions as collecting
from muster.portal.duplicates.actions.deciding import Decision, decide, not_same
from muster.portal.duplicates.actions.looking import look, look_at_names
from muster.portal.duplicates.actions.undoing import undo
from muster.portal.duplicates.case_view import CaseState
from muster.portal.duplicates.looks_due import due
from muster.portal.duplicates.models import Case, Look, Side
from muster.portal.duplicates.reads.cases import cases_of
from muster.portal.foundation import clock, work
from muster.portal.foundation.sweeper import sweep
from muster.portal.pupils.models import Child
from muster.portal.returns.claims import claims, counted
from muster.portal.returns.models import StruckClaim
from muster.portal.rolls.models import ExpectedPupil
from muster.records import RollEntry
from tests.portal.collected import Collected, acting, results_file, upn
from tests.portal.duplicates.two_places import MOVED, TwoPlaces, name, two_places
from tests.portal.season import Season

pytestmark = pytest.mark.on_every_database


@pytest.fixture
def places(season: Season) -> TwoPlaces:
    return two_places(season)


def send_as(places: TwoPlaces, **other: object) -> None:
    """Let both schools send Ada, the second with these details of her."""
    entries = (replace(places.second.entries[MOVED], **other), *places.second.entries[1:])
    places.send(second=False)
    places.second.send(results_file(entries), name(places.second), places.side.other_head)


def third(places: TwoPlaces, *entries: RollEntry) -> Collected:
    """A third school that sends these."""
    side, collection = places.side, places.first.collection
    (request,) = collecting.ask_schools(acting(side.officer), collection, [side.academy]).requests
    school = Collected(side, collection, request, entries)
    school.send(results_file(entries, estab=side.academy.estab), name(school), side.executive_head)
    return school


def ada(places: TwoPlaces) -> Child:
    """The pupil who changed school, as the first school's roll has her."""
    return ExpectedPupil.objects.filter(school=places.first.school).order_by("pk")[0].child


def the_case() -> Case:
    return Case.objects.get()


def kinds() -> list[str]:
    return list(Case.objects.order_by("pk").values_list("kind", flat=True))


def settle(places: TwoPlaces) -> Case:
    """Settle that the first school submits."""
    case = the_case()
    return decide(
        acting(places.side.officer), case, case.revision, Decision(places.first.school.public_id, "So agreed.")
    )


def test_a_pupil_sent_by_two_schools_is_a_case_with_a_side_for_each(places: TwoPlaces) -> None:
    places.send()
    assert look(places.first.collection) == 1
    assert (the_case().kind, the_case().reasons) == ("same_upn", ["upn_same", "names_same", "born_same"])
    assert set(Side.objects.values_list("request", flat=True)) == {places.first.request.pk, places.second.request.pk}


def test_looking_again_changes_nothing(places: TwoPlaces) -> None:
    places.send()
    look(places.first.collection)
    before = Event.objects.count()
    assert look(places.first.collection) == 0
    assert (Case.objects.count(), Side.objects.count(), Event.objects.count()) == (1, 2, before)


def test_a_case_found_is_told_in_the_log_without_names(places: TwoPlaces) -> None:
    places.send()
    look(places.first.collection)
    event = Event.objects.get(verb="case.found")
    assert (event.subject, event.facts["kind"], event.facts["schools"]) == (the_case().public_id, "same_upn", 2)


def test_a_former_upn_is_found(places: TwoPlaces) -> None:
    entry = places.second.entries[MOVED]
    places.send(second=False)
    file = results_file((replace(entry, upn=upn(66)), *places.second.entries[1:]))
    content = file.replace(b"<BasicDetails>", f"<BasicDetails><FormerUPN>{entry.upn}</FormerUPN>".encode(), 1)
    assert content != file
    places.second.send(content, name(places.second), places.side.other_head)
    look(places.first.collection)
    assert kinds() == ["former_upn"]


def test_the_same_name_and_birth_under_two_lasting_upns_is_found(places: TwoPlaces) -> None:
    send_as(places, upn=upn(66))
    look(places.first.collection)
    assert (kinds(), Side.objects.values("child").distinct().count()) == (["same_name"], 2)


def test_a_near_name_is_found_by_the_second_look_alone(places: TwoPlaces) -> None:
    send_as(places, upn="", surname=places.first.entries[MOVED].surname + "h")
    look(places.first.collection)
    assert kinds() == []
    look_at_names(places.first.collection)
    assert kinds() == ["near_name"]
    assert the_case().reasons[-1] == "upn_none"


def test_a_near_name_found_to_be_the_same_upn_is_the_same_case(places: TwoPlaces) -> None:
    send_as(places, upn="", surname=places.first.entries[MOVED].surname + "h")
    look_at_names(places.first.collection)
    places.send()
    look(places.first.collection)
    assert kinds() == ["same_upn"]


def test_one_text_that_is_no_upn_makes_nobody_one_child(places: TwoPlaces) -> None:
    first = (replace(places.first.entries[0], upn="TBC"), *places.first.entries[1:])
    second = (*places.second.entries[1:3], replace(places.second.entries[3], upn="TBC"))
    places.first.send(results_file(first), name(places.first))
    places.second.send(results_file(second), name(places.second), places.side.other_head)
    look(places.first.collection)
    assert kinds() == []


def test_a_pupil_expected_here_and_sent_there_is_a_case(places: TwoPlaces) -> None:
    places.send(first=False)
    look(places.first.collection)
    (view,) = cases_of(places.scope, places.first.collection)
    assert view.case.kind == "elsewhere"
    assert [(one.is_sent, one.expected is not None) for one in view.claims] == [(False, True), (True, False)]


def test_a_pupil_is_nowhere_missing_where_nothing_has_come(places: TwoPlaces) -> None:
    places.second.send(results_file(places.second.entries), name(places.second), places.side.other_head)
    look(places.first.collection)
    assert kinds() == []


def test_a_pupil_who_is_expected_and_comes_after_all_is_no_second_case(places: TwoPlaces) -> None:
    places.send(first=False)
    look(places.first.collection)
    places.send()
    look(places.first.collection)
    assert kinds() == ["same_upn"]


def test_a_third_school_joins_the_case(places: TwoPlaces) -> None:
    places.send()
    look(places.first.collection)
    revision = the_case().revision
    third(places, replace(places.first.entries[MOVED], estab=places.side.academy.estab))
    assert look(places.first.collection) == 1
    assert (Side.objects.filter(case=the_case()).count(), the_case().revision) == (3, revision + 1)


def test_a_third_school_opens_what_was_decided_without_it(places: TwoPlaces) -> None:
    places.send()
    look(places.first.collection)
    settle(places)
    third(places, replace(places.first.entries[MOVED], estab=places.side.academy.estab))
    look(places.first.collection)
    assert (the_case().outcome, the_case().submits, the_case().rule) == ("open", None, "")
    assert not StruckClaim.objects.filter(lifted_at=None).exists()
    assert Event.objects.get(verb="case.joined").facts["opened_again"]


def test_what_is_sent_again_after_a_decision_stays_struck(places: TwoPlaces) -> None:
    places.send()
    look(places.first.collection)
    settle(places)
    places.send()
    assert look(places.first.collection) == 0
    assert the_case().outcome == "decided"
    rows = counted(claims(places.first.collection)).filter(child=ada(places))
    assert [row.version.school_return.school_id for row in rows] == [places.first.school.pk]


def test_what_a_school_sends_for_the_first_time_after_a_decision_is_struck(places: TwoPlaces) -> None:
    places.send(first=False)
    look(places.first.collection)
    case = the_case()
    decide(acting(places.side.officer), case, case.revision, Decision(places.second.school.public_id, "So agreed."))
    send = replace(places.first.entries[MOVED], upn="")
    places.first.send(results_file((send, *places.first.entries[1:])), name(places.first))
    look(places.first.collection)
    assert [row.version.school_return.school_id for row in counted(claims(places.first.collection)).filter(
        child=ada(places))] == [places.second.school.pk]  # fmt: skip


def test_two_children_are_never_made_one_again(places: TwoPlaces) -> None:
    send_as(places, upn=upn(66))
    look(places.first.collection)
    case = the_case()
    not_same(acting(places.side.officer), case, case.revision, "Namesakes.")
    send_as(places, upn=upn(66))
    assert look(places.first.collection) == 0
    assert (Case.objects.count(), the_case().outcome) == (1, "not_same")


def test_two_children_may_each_be_somewhere_else(places: TwoPlaces) -> None:
    send_as(places, upn=upn(66))
    look(places.first.collection)
    case = the_case()
    not_same(acting(places.side.officer), case, case.revision, "Namesakes.")
    school = third(places, replace(places.first.entries[MOVED], estab=places.side.academy.estab))
    look(places.first.collection)
    found = Case.objects.exclude(pk=case.pk).get()
    assert school.request.pk in Side.objects.filter(case=found).values_list("request", flat=True)


def test_two_cases_that_turn_out_to_be_of_one_child_become_one(places: TwoPlaces) -> None:
    places.send()
    look(places.first.collection)
    apart = Case.objects.create(authority=places.side.authority, collection=places.first.collection, kind="near_name")
    school = third(places, replace(places.first.entries[MOVED], estab=places.side.academy.estab))
    Side.objects.create(authority=places.side.authority, case=apart, request=school.request, child=ada(places))
    look(places.first.collection)
    assert Side.objects.filter(case=apart).count() == 0
    assert Side.objects.exclude(case=apart).count() == 3
    states = {view.case.pk: view.state for view in cases_of(places.scope, places.first.collection)}
    assert states[apart.pk] == CaseState.GONE


def test_a_decision_undone_is_looked_at_as_before(places: TwoPlaces) -> None:
    places.send()
    look(places.first.collection)
    settled = settle(places)
    undo(acting(places.side.officer), settled, settled.revision)
    assert look(places.first.collection) == 0


def test_a_look_is_due_once_something_has_changed(places: TwoPlaces) -> None:
    collection = places.first.collection
    assert due(Look.Kind.EXACT, 5) == []
    places.send(first=False)
    assert due(Look.Kind.EXACT, 5) == [collection.public_id]
    look(collection)
    assert due(Look.Kind.EXACT, 5) == []
    places.send()
    assert due(Look.Kind.EXACT, 5) == [collection.public_id]


def test_names_are_left_alone_for_ten_minutes(places: TwoPlaces) -> None:
    collection = places.first.collection
    places.send(first=False)
    look_at_names(collection)
    places.send()
    assert due(Look.Kind.NEAR, 5) == []
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert due(Look.Kind.NEAR, 5) == [collection.public_id]


def test_the_sweeper_looks(places: TwoPlaces) -> None:
    places.send()
    sweep("test")
    assert kinds() == ["same_upn"]
    assert {one.name for one in work.works()} >= {"pupils in two places", "near names"}
