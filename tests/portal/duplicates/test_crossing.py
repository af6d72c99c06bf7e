"""What a return is told of other schools' results: worked out when it is read, and never more than may be said."""

from typing import cast

import pytest
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries

from muster.portal.collecting.actions import Waiving, waive
from muster.portal.collecting.models import Collection
from muster.portal.duplicates.actions.deciding import Decision, decide, not_same
from muster.portal.duplicates.actions.looking import look
from muster.portal.duplicates.crossed import Crossing
from muster.portal.duplicates.models import Case
from muster.portal.duplicates.reads.crossing import crossing_of, crossing_of_returns
from muster.portal.duplicates.sent import sent_by_children
from muster.portal.foundation.scope import NOBODY, Level, Scope
from muster.portal.organisations.models import School
from muster.portal.pupils.actions import protect
from muster.portal.returns.claims import claims, counting_versions
from muster.portal.returns.models import Return
from tests.portal.collected import Collected, acting, results_file, upn
from tests.portal.duplicates.test_looking import ada, send_as, settle, the_case, third
from tests.portal.duplicates.two_places import MOVED, TwoPlaces, name, two_places
from tests.portal.season import Season

pytestmark = pytest.mark.on_every_database
QUERIES = 13
"""However many pupils and schools there are."""


@pytest.fixture
def places(season: Season) -> TwoPlaces:
    return two_places(season)


def of_school(*schools: School) -> Scope:
    return Scope(Level.SCHOOL, schools[0].authority.public_id, frozenset(one.public_id for one in schools))


def crossing(school: Collected) -> Crossing:
    return crossing_of(of_school(school.school), school.school_return())


def rules(school: Collected) -> list[str]:
    return [one.rule for one in crossing(school).findings]


def both(places: TwoPlaces) -> list[list[str]]:
    return [rules(places.first), rules(places.second)]


def test_the_same_upn_and_outcomes_are_told_to_both(places: TwoPlaces) -> None:
    places.send()
    assert both(places) == [["X01"], ["X01"]]


def test_other_outcomes_are_told_as_that(places: TwoPlaces) -> None:
    places.send(second=False)
    changed = results_file(places.second.entries, {MOVED: {"reading": "WTS"}})
    places.second.send(changed, name(places.second), places.side.other_head)
    assert both(places) == [["X02"], ["X02"]]


def test_the_same_name_and_birth_is_told_as_that(places: TwoPlaces) -> None:
    send_as(places, upn=upn(66))
    assert both(places) == [["X03"], ["X03"]]


def test_one_text_that_is_no_upn_is_told_to_nobody(places: TwoPlaces) -> None:
    first = (replace(places.first.entries[0], upn="TBC"), *places.first.entries[1:])
    second = (*places.second.entries[1:3], replace(places.second.entries[3], upn="TBC"))
    places.first.send(results_file(first), name(places.first))
    places.second.send(results_file(second), name(places.second), places.side.other_head)
    assert both(places) == [[], []]


def test_a_pupil_who_is_missing_and_sent_elsewhere_is_told_and_answers_for_it(places: TwoPlaces) -> None:
    places.send(first=False)
    found = crossing(places.first)
    assert [one.rule for one in found.findings] == ["X04"]
    assert [one.child for one in found.elsewhere] == [ada(places).pk]
    assert rules(places.second) == []


def test_a_pupil_who_left_before_the_tests_is_not_missing(places: TwoPlaces) -> None:
    places.send(first=False)
    ada(places).expected.update(enrol_status="L")
    Collection.objects.update(settings={"leaver_statuses": ["L"]})
    assert rules(places.first) == []


def test_what_is_said_names_the_schools_own_pupil_and_no_school(places: TwoPlaces) -> None:
    places.send()
    (one,) = crossing(places.second).shared
    entry = places.second.entries[MOVED]
    assert (one.finding.upn, one.finding.pupil) == (entry.upn, f"{entry.forename} {entry.surname}")
    assert one.finding.place == MOVED
    said = f"{one.finding.message} {one.finding.advice}"
    assert places.first.school.name not in said
    assert places.first.school.estab not in said


@pytest.mark.parametrize("sent", [True, False])
def test_of_a_protected_pupil_nothing_is_told_to_anybody(places: TwoPlaces, *, sent: bool) -> None:
    places.send(first=sent)
    protect(acting(places.side.officer), ada(places), ada(places).revision)
    assert both(places) == [[], []]


def test_of_a_pupil_protected_at_the_other_school_alone_nothing_is_told(places: TwoPlaces) -> None:
    send_as(places, upn=upn(66))
    sent = claims(places.first.collection).get(version__school_return__school=places.second.school, place=MOVED)
    other = sent.child
    protect(acting(places.side.officer), other, other.revision)
    assert both(places) == [[], []]


def test_of_whoever_stands_in_a_case_with_a_protected_pupil_nothing_is_told(places: TwoPlaces) -> None:
    send_as(places, upn=upn(66))
    third(places, replace(places.first.entries[MOVED], estab=places.side.academy.estab, upn=upn(66)))
    look(places.first.collection)
    assert rules(places.second) == ["X01"]
    protect(acting(places.side.officer), ada(places), ada(places).revision)
    assert both(places) == [[], []]


def test_what_is_settled_is_asked_of_nobody(places: TwoPlaces) -> None:
    places.send()
    look(places.first.collection)
    settle(places)
    assert both(places) == [[], []]


def test_two_children_are_asked_about_no_more(places: TwoPlaces) -> None:
    send_as(places, upn=upn(66))
    look(places.first.collection)
    case = the_case()
    not_same(acting(places.side.officer), case, case.revision, "Namesakes.")
    assert both(places) == [[], []]


@pytest.mark.parametrize(("submits", "told"), [("first", []), ("second", ["X04"])])
def test_a_missing_pupil_is_asked_for_again_where_the_school_submits(
    places: TwoPlaces, submits: str, told: list[str]
) -> None:
    places.send(first=False)
    look(places.first.collection)
    case, school = the_case(), cast("Collected", getattr(places, submits)).school
    decide(acting(places.side.officer), case, case.revision, Decision(school.public_id, "So agreed."))
    assert rules(places.first) == told


def test_a_rule_that_is_off_says_nothing(places: TwoPlaces) -> None:
    places.send()
    Collection.objects.update(settings={"softened": {"X01": "off"}})
    assert both(places) == [[], []]


def test_a_rule_that_is_waived_for_a_school_only_notes_there(places: TwoPlaces) -> None:
    places.send()
    waive(acting(places.side.officer), places.first.request, Waiving("X01", "Agreed.", "Olu Okafor"))
    severities = [str(crossing(one).findings[0].severity) for one in (places.first, places.second)]
    assert severities == ["note", "query"]


def test_a_school_reads_nothing_of_another_schools_return(places: TwoPlaces) -> None:
    places.send()
    other = places.second.school_return()
    assert crossing_of(of_school(places.first.school), other) == Crossing()
    assert crossing_of(NOBODY, other) == Crossing()


def test_nothing_sent_is_told_nothing(places: TwoPlaces) -> None:
    places.second.send(results_file(places.second.entries), name(places.second), places.side.other_head)
    made = Return.objects.create(
        authority=places.side.authority, request=places.first.request, school=places.first.school
    )
    assert crossing_of(places.scope, made) == Crossing()


def test_it_follows_what_is_sent_without_a_look(places: TwoPlaces) -> None:
    places.send()
    assert both(places) == [["X01"], ["X01"]]
    places.send(second=False)
    assert both(places) == [[], []]
    assert not Case.objects.exists()


def test_a_return_takes_as_many_queries_as_many(
    places: TwoPlaces, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    places.send()
    rows = [one.school_return() for one in (places.first, places.second)]
    with django_assert_num_queries(QUERIES):
        crossing_of(places.scope, rows[0])
    with django_assert_num_queries(QUERIES):
        found = crossing_of_returns(places.scope, places.first.collection, rows)
    assert [len(found[one.pk].shared) for one in rows] == [1, 1]


def test_many_returns_are_told_the_same(places: TwoPlaces, monkeypatch: pytest.MonkeyPatch) -> None:
    send_as(places, upn=upn(66))
    rows = [one.school_return() for one in (places.first, places.second)]
    before = crossing_of_returns(places.scope, places.first.collection, rows)
    monkeypatch.setattr("muster.portal.duplicates.reads.crossing._FEW", 1)
    assert crossing_of_returns(places.scope, places.first.collection, rows) == before
    assert all(one.shared for one in before.values())


def test_many_pupils_are_read_as_few_are(places: TwoPlaces, monkeypatch: pytest.MonkeyPatch) -> None:
    places.send()
    protect(acting(places.side.officer), ada(places), ada(places).revision)
    versions = counting_versions(places.first.collection)
    children = set(claims(places.first.collection).values_list("child", flat=True))
    few = sent_by_children(versions, children)
    monkeypatch.setattr("muster.portal.duplicates.sent._MANY", 0)
    assert sorted(sent_by_children(versions, children)) == sorted(few)
    assert {one.is_protected for one in few} == {True, False}
