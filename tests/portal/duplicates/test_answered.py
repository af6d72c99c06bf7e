"""A missing pupil whom another school has sent is not asked for from the moment when the other's results are there."""

import pytest
from pytest_django import DjangoAssertNumQueries

from muster.portal.duplicates.actions.deciding import Decision, decide, not_same
from muster.portal.duplicates.actions.looking import look
from muster.portal.duplicates.answered import answered_elsewhere
from muster.portal.duplicates.models import Case
from muster.portal.pupils.actions import protect
from muster.portal.returns.elsewhere import Asked
from muster.portal.returns.reads.findings import findings_of
from tests.portal.collected import acting, results_file, upn
from tests.portal.duplicates.test_looking import ada, send_as
from tests.portal.duplicates.two_places import MOVED, TwoPlaces, name, two_places
from tests.portal.returns.correcting_by_hand import newest
from tests.portal.season import Season

pytestmark = pytest.mark.on_every_database


@pytest.fixture
def places(season: Season) -> TwoPlaces:
    return two_places(season)


def is_asked_for(places: TwoPlaces) -> bool:
    """Whether the first school is asked where its missing pupil is."""
    found = findings_of(places.scope, places.first.school_return(), newest(places.first))
    (asked,) = [one.is_open for one in found if one.row.rule == "C01"]
    return asked


def send_without(places: TwoPlaces) -> None:
    """The first school sends everybody but the pupil."""
    places.first.send(results_file(places.first.entries, without=(MOVED,)), name(places.first))


def test_who_is_sent_there_is_not_asked_for_before_anybody_has_looked(places: TwoPlaces) -> None:
    send_without(places)
    assert is_asked_for(places)
    places.second.send(results_file(places.second.entries), name(places.second), places.side.other_head)
    assert not is_asked_for(places)
    assert not Case.objects.exists()


def test_nor_is_who_is_there_under_another_number(places: TwoPlaces) -> None:
    send_as(places, upn=upn(66))
    send_without(places)
    assert not is_asked_for(places)


def test_another_pupil_there_answers_nothing(places: TwoPlaces) -> None:
    send_as(places, upn=upn(66), forename="Somebody")
    send_without(places)
    assert is_asked_for(places)


def test_who_is_there_no_more_is_asked_for_again(places: TwoPlaces) -> None:
    places.send(first=False)
    places.send(first=False, second=False)
    assert is_asked_for(places)


def test_of_a_protected_pupil_nothing_is_told(places: TwoPlaces) -> None:
    places.send(first=False)
    child = ada(places)
    protect(acting(places.side.manager), child, child.revision)
    assert is_asked_for(places)


@pytest.mark.parametrize("settled", ["submits", "not_same"])
def test_whom_the_school_submits_by_what_was_settled_is_asked_for(places: TwoPlaces, settled: str) -> None:
    places.send(first=False)
    look(places.first.collection)
    case, officer = Case.objects.get(), acting(places.side.officer)
    if settled == "submits":
        decide(officer, case, case.revision, Decision(places.side.school.public_id, "So agreed."))
    else:
        not_same(officer, case, case.revision, "Twins.")
    assert is_asked_for(places)


def test_nobody_elsewhere_takes_one_query(places: TwoPlaces, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    send_as(places, upn=upn(66), forename="Somebody")
    send_without(places)
    missing = {Asked(places.first.school.pk, places.first.request.pk): {ada(places).pk}}
    with django_assert_num_queries(1):
        assert answered_elsewhere(places.first.collection, missing) == {}
