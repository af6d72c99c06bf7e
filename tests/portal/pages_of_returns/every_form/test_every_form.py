"""Every form of a return: pressed twice, by two people at once, with another authority's ids in it."""

from http import HTTPStatus
from itertools import zip_longest
from typing import Any, cast

import pytest
from django.db.models import F
from django.http import HttpResponse
from django.test import Client

from muster.portal.audit.models import Event
from muster.portal.collecting.models import Request
from muster.portal.foundation import clock
from muster.portal.outbox.models import Mail
from muster.portal.returns.models import Cell, Return, Worksheet
from tests.everything.routes import routes
from tests.portal.collected import Collected, collect
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.check.walking import address, words
from tests.portal.pages_of_returns.every_form.forms import EXPLAINING, FORMS, Fields, Form
from tests.portal.season import Season

COLLEAGUE = "Robin Colleaguezqxfor"
EVERY = [*FORMS.items(), ("return-check-save", EXPLAINING)]
IDS = [*FORMS, "explaining"]
_LOOKS = ("results.seen", "roll.seen", "questions.seen")


@pytest.fixture
def collected(season: Season) -> Collected:
    return collect(season)


@pytest.fixture
def client(season: Season, client_of: ClientOf) -> Client:
    return client_of(season.head)


def written() -> tuple[int, int]:
    """How much has been done and mailed: what was only looked at is left out."""
    return Event.objects.exclude(verb__in=_LOOKS).count(), Mail.objects.count()


def post(client: Client, collected: Collected, name: str, form: Form, fields: Fields) -> HttpResponse:
    for given in fields.values():
        if hasattr(given, "seek"):
            given.seek(0)
    return cast("HttpResponse", client.post(address(collected, name, **form.parts), fields))


def moved_meanwhile(collected: Collected) -> None:
    """A colleague did something to the return, and to what is typed, since the form was drawn."""
    fresh = {"authority": collected.request.authority, "school": collected.school}
    Return.objects.get_or_create(request=collected.request, defaults=fresh)
    now = {"changed_by_name": COLLEAGUE, "changed_at": clock.now()}
    Return.objects.filter(request=collected.request).update(revision=F("revision") + 1, **now)
    typed = Worksheet.objects.filter(school_return__request=collected.request)
    Cell.objects.filter(worksheet__in=typed).update(by_name=COLLEAGUE, at=clock.now())
    typed.update(revision=F("revision") + 1)


def test_every_address_that_takes_a_form_has_an_example(season: Season, collected: Collected, client: Client) -> None:
    own = {"rule": "R01", "version": "a" * 16, "turned_away": "a" * 16, "handed_in": "a" * 16, "edition": "a" * 16}
    takes = set()
    for route in routes():
        if route.name.startswith("return") and "request_id" in route.parts:
            parts = {part: own[part] for part in route.parts if part in own}
            answer = client.post(address(collected, route.name, **parts))
            if answer.status_code not in (HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.FORBIDDEN):
                takes.add(route.name)
    # These have tests of their own: a file that is all that is asked for, a pupil in two places, where reports are.
    assert takes - {"return-hand-in", "return-also-sent-answer", "return-reports-ask"} == FORMS.keys()


@pytest.mark.on_every_database
@pytest.mark.parametrize(("name", "form"), EVERY, ids=IDS)
def test_pressed_twice_it_is_done_once_and_kindly(collected: Collected, client: Client, name: str, form: Form) -> None:
    fields, before = form.ready(collected, client), written()
    first = post(client, collected, name, form, fields)
    once = written()
    second = post(client, collected, name, form, fields)
    assert first.status_code == HTTPStatus.FOUND
    assert once > before
    assert second.status_code in (HTTPStatus.OK, HTTPStatus.FOUND, HTTPStatus.CONFLICT)
    assert written() == once


@pytest.mark.on_every_database
@pytest.mark.parametrize(("name", "form"), EVERY, ids=IDS)
def test_whoever_comes_second_is_told_who_was_first_and_writes_nothing(
    collected: Collected, client: Client, name: str, form: Form
) -> None:
    fields = form.ready(collected, client)
    moved_meanwhile(collected)
    before = written()
    answer = post(client, collected, name, form, fields)
    assert answer.status_code in (HTTPStatus.OK, HTTPStatus.CONFLICT)
    assert COLLEAGUE in words(answer)
    assert written() == before


@pytest.mark.parametrize(("name", "form"), EVERY, ids=IDS)
def test_another_authoritys_ids_do_nothing(
    season: Season, collected: Collected, client: Client, client_of: ClientOf, name: str, form: Form
) -> None:
    theirs = collect(season.twin)
    strange = form.ready(theirs, client_of(season.twin.head))
    fields = form.ready(collected, client)
    forged = _with_their_ids(fields, strange)
    if forged == fields:
        return
    before, state = written(), _kept(theirs)
    answer = post(client, collected, name, form, forged)
    assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    assert written() == before
    assert _kept(theirs) == state


def _with_their_ids(ours: Fields, theirs: Fields) -> Fields:
    """Our form with their children, findings and questions, in names of fields and in values."""
    apart = {"revision", "worksheet", "once", "file", "proof", "reason", "text"}
    forged: Fields = {}
    for (own, value), (strange, other) in zip_longest(ours.items(), theirs.items(), fillvalue=("", "")):
        plain = own.rpartition("-")[2] in apart or own in apart
        forged[strange if not plain or strange.endswith(own[-8:]) else own] = value if plain else other
    return forged


def _kept(collected: Collected) -> list[Any]:
    row = Return.objects.filter(request=collected.request).values_list("revision", "draft", "in_force", "turn")
    return [*row, Request.objects.get(pk=collected.request.pk).participation]
