"""The gates: who comes in, as what, and what the others are told."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from muster.portal.foundation.actor import VISITOR, ActorKind
from muster.portal.foundation.scope import EVERYTHING, NOBODY, Level
from muster.portal.organisations.models import Membership, Person, Role
from muster.portal.pages.shared.authorities import CHOSEN
from muster.portal.pages.shared.gates import (
    PortalRequest,
    Visit,
    for_authority,
    for_machines,
    for_operator,
    for_school,
    open_to_all,
    signed_in,
)
from muster.portal.pages.shared.visits import GatedView, View
from tests.portal.season import Season


def seen(request: PortalRequest, visit: Visit, **kwargs: str) -> HttpResponse:
    """A page that shows nothing; the visit stays on the request."""
    return HttpResponse(repr(kwargs))


def asked(person: Person | None, host: str = "localhost", chosen: str = "") -> HttpRequest:
    request = RequestFactory().get("/some/page/?of=this", headers={"host": host})
    request.user = person or AnonymousUser()
    request.session = SessionStore()
    if chosen:
        request.session[CHOSEN] = chosen
    return request


def visit(view: GatedView, request: HttpRequest, **kwargs: str) -> Visit:
    answer: HttpResponseBase = view(request, **kwargs)
    assert answer.status_code == 200
    found = request.visit  # type: ignore[attr-defined]
    assert isinstance(found, Visit)
    return found


@pytest.mark.parametrize("gate", [signed_in, for_school(), for_authority(), for_operator])
def test_nobody_is_sent_to_sign_in_and_back(season: Season, gate: Callable[[View], GatedView]) -> None:
    answer = gate(seen)(asked(None), school=season.school.public_id)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=/some/page/%3Fof%3Dthis")


@pytest.mark.django_db
def test_a_visitor_sees_an_open_page_as_nobody() -> None:
    found = visit(open_to_all(seen), asked(None))
    assert (found.actor, found.scope, found.person, found.authority, found.role) == (VISITOR, NOBODY, None, None, "")


def test_a_person_sees_an_open_page_as_themselves(season: Season) -> None:
    found = visit(open_to_all(seen), asked(season.head))
    assert (found.actor.kind, found.actor.public_id) == (ActorKind.PERSON, season.head.public_id)
    assert (found.authority, found.scope.schools) == (season.authority, frozenset({season.school.public_id}))


def test_somebody_without_a_place_comes_in_where_only_signing_in_is_asked(season: Season) -> None:
    assert visit(signed_in(seen), asked(season.stranger)).scope == NOBODY


def test_a_head_comes_into_the_own_school(season: Season) -> None:
    found = visit(for_school(Role.HEAD)(seen), asked(season.head), school=season.school.public_id)
    assert (found.school, found.authority, found.role) == (season.school, season.authority, Role.HEAD)
    assert (found.scope.level, found.scope.schools) == (Level.SCHOOL, frozenset({season.school.public_id}))


def test_the_school_is_taken_out_of_the_address_and_the_rest_is_handed_on(season: Season) -> None:
    answer = for_school()(seen)(asked(season.head), school=season.school.public_id, page="x")
    assert isinstance(answer, HttpResponse)
    assert answer.content == b"{'page': 'x'}"


@pytest.mark.parametrize("who", ["other_head", "twin_officer", "twin_head", "trust_lead", "operator", "stranger"])
def test_another_school_is_not_found(season: Season, who: str) -> None:
    with pytest.raises(Http404):
        for_school()(seen)(asked(getattr(season, who)), school=season.school.public_id)


def test_a_school_that_does_not_exist_is_not_found(season: Season) -> None:
    with pytest.raises(Http404):
        for_school()(seen)(asked(season.officer), school="b" * 16)


@pytest.mark.parametrize("who", ["reader", "officer", "adviser"])
def test_another_role_at_the_school_is_refused(season: Season, who: str) -> None:
    with pytest.raises(PermissionDenied):
        for_school(Role.HEAD, Role.SENDER)(seen)(asked(getattr(season, who)), school=season.school.public_id)


def test_any_role_will_do_where_none_is_named(season: Season) -> None:
    assert visit(for_school()(seen), asked(season.adviser), school=season.school.public_id).role == Role.ADVISER


def test_the_role_is_the_first_of_those_asked_for_that_is_held(season: Season) -> None:
    Membership.objects.create(authority=season.authority, person=season.officer, role=Role.READER, school=season.school)
    gate = for_school(Role.READER, Role.OFFICER)
    assert visit(gate(seen), asked(season.officer), school=season.school.public_id).role == Role.READER


def test_an_executive_head_comes_into_each_school_and_sees_only_that(season: Season) -> None:
    for school in (season.academy, season.second_academy):
        found = visit(for_school(Role.HEAD)(seen), asked(season.executive_head), school=school.public_id)
        assert (found.school, found.scope.schools) == (school, frozenset({school.public_id}))


def test_an_officer_comes_into_the_authority(season: Season) -> None:
    found = visit(for_authority(Role.OFFICER)(seen), asked(season.officer))
    assert (found.authority, found.role, found.scope.level) == (season.authority, Role.OFFICER, Level.AUTHORITY)


@pytest.mark.parametrize("who", ["head", "trust_lead", "operator", "stranger", "adviser"])
def test_others_do_not_come_into_the_authority(season: Season, who: str) -> None:
    with pytest.raises(PermissionDenied):
        for_authority(Role.OFFICER)(seen)(asked(getattr(season, who)))


def test_another_authority_named_in_the_address_is_not_found(season: Season) -> None:
    with pytest.raises(Http404):
        for_authority()(seen)(asked(season.officer), authority=season.twin.authority.public_id)


def test_an_officer_of_two_authorities_works_for_the_one_named_chosen_or_at_the_host(
    season: Season, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "twin.localhost"]
    ours, twin = season.authority, season.twin.authority
    Membership.objects.create(authority=twin, person=season.officer, role=Role.OFFICER)
    twin.host = "twin.localhost"
    twin.save()
    gate = for_authority(Role.OFFICER)(seen)
    assert visit(gate, asked(season.officer)).authority == ours
    assert visit(gate, asked(season.officer, chosen=twin.public_id)).authority == twin
    assert visit(gate, asked(season.officer, host="twin.localhost:8000")).authority == twin
    assert visit(gate, asked(season.officer, host="twin.localhost", chosen=ours.public_id)).authority == ours
    assert visit(gate, asked(season.officer), authority=twin.public_id).authority == twin


def test_a_choice_of_an_authority_that_is_not_ones_own_counts_for_nothing(season: Season) -> None:
    chosen = season.twin.authority.public_id
    assert visit(for_authority()(seen), asked(season.officer, chosen=chosen)).authority == season.authority


def test_an_operator_comes_in_for_the_whole_installation(season: Season) -> None:
    found = visit(for_operator(seen), asked(season.operator))
    assert (found.scope, found.role, found.authority) == (EVERYTHING, Role.OPERATOR, None)


@pytest.mark.parametrize("who", ["officer", "head", "stranger"])
def test_others_are_no_operators(season: Season, who: str) -> None:
    with pytest.raises(PermissionDenied):
        for_operator(seen)(asked(getattr(season, who)))


def test_nobody_is_looked_up_for_machines(season: Season, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    request = asked(season.head)
    with django_assert_num_queries(0):
        assert visit(for_machines(seen), request).person is None


def test_an_account_that_was_closed_is_sent_to_sign_in(season: Season) -> None:
    season.head.is_active = False
    answer = for_school()(seen)(asked(season.head), school=season.school.public_id)
    assert answer.headers["Location"].startswith("/sign-in/")


def test_a_view_says_which_gate_it_stands_behind() -> None:
    gate = for_school(Role.HEAD)(seen).gate
    assert (gate.kind, gate.roles) == ("for_school", (Role.HEAD,))


def test_a_page_costs_the_gate_few_queries(
    season: Season, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    request = asked(season.head)
    with django_assert_max_num_queries(3):
        visit(for_school(Role.HEAD)(seen), request, school=season.school.public_id)
