"""Routes x methods x people x tenants: who is let in, who is turned away how, and that nothing of another is shown."""

import logging
import os
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any, NamedTuple

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client, RequestFactory
from django.urls import reverse

from muster.portal.foundation.public_ids import new_public_id
from muster.portal.pages.shared.session import start_session
from tests.everything.routes import PERSONAS, SCHOOLS, Route, expected, routes, twin_marks
from tests.everything.rows import MAKERS, WITHOUT_ROWS
from tests.portal.installation import EVERY_STATE
from tests.portal.season import Season, Side

# Thousands of requests through the same few lines: counting them again would double their time.
pytestmark = pytest.mark.no_cover

METHODS = ("GET", "POST")
ODD_METHODS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
"""What a page may answer by itself: tried at one place, each by some of the people, all by everybody in the end."""
EVERY_METHOD = bool(os.environ.get(EVERY_STATE))
"""Whether both methods are tried at every place and the odd ones by everybody.

Else everybody sends a form to the likely places, and whom the gate lets in looks there too. Of what is left, every
third person takes a turn, others on the next route: a look at a likely place by whom the gate turns away, a look at an
unlikely place, and an odd method, of which each route gets every one.
"""
_TAKES_A_TURN = 3
ROUTES = routes()
_SIGN_IN = "/sign-in/?next="
_TURNED_AWAY = {"forbidden": HTTPStatus.FORBIDDEN, "missing": HTTPStatus.NOT_FOUND}


class Place(NamedTuple):
    """Whose ids stand in an address: `side` and `school` of the school, whether the row belongs there too.

    `likely` are the places that a form may be sent to, rightly or by an id of the twin's.
    """

    name: str
    side: str
    school: str | None
    row: str
    likely: bool = False


def _places(route: Route) -> Iterator[Place]:
    has_row = any(part in MAKERS for part in route.parts)
    if "school" not in route.parts:
        yield Place("ours", "ours", None, "ours", likely=True)
        if has_row:
            yield Place("the twin's row", "ours", None, "twin", likely=True)
            yield Place("no such row", "ours", None, "random")
        return
    for school in SCHOOLS:
        yield Place(f"our {school}", "ours", school, "ours", likely=school == "school")
    yield Place("the twin's school", "twin", "school", "twin", likely=True)
    yield Place("no such school", "ours", None, "ours")
    if has_row:
        yield Place("our school, the twin's row", "ours", "school", "twin", likely=True)
        yield Place("our school, no such row", "ours", "school", "random")


def test_every_route_has_exactly_one_gate() -> None:
    assert [route.path for route in ROUTES if route.gate is None] == []


def test_every_route_has_a_name_of_its_own() -> None:
    names = [route.name for route in ROUTES]
    assert "" not in names
    assert len(set(names)) == len(names)


def test_every_part_of_an_address_has_an_example() -> None:
    parts = {part for route in ROUTES for part in route.parts}
    assert parts - {"school"} - MAKERS.keys() - WITHOUT_ROWS.keys() == set()


@pytest.fixture
def quiet() -> Iterator[None]:
    """Thousands of refused requests need no line each in the log."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_who_is_let_in(route: Route, season: Season, record_property: Callable[[str, object], None]) -> None:
    people = _sessions(season)
    client = Client()
    rows = _rows(route, season)
    marks = twin_marks(season) | {row for part, row in rows["twin"].items() if part in MAKERS}
    wrong: list[str] = []
    cells = 0
    for number, place in enumerate(_places(route)):
        parts = _parts(route, season, place, rows)
        address = reverse(route.name, kwargs=parts)
        for turn, persona in enumerate(PERSONAS, start=ROUTES.index(route) + number):
            due = _due(route, place, persona)
            for method in _methods(place, turn, due) + (() if number else _odd_methods(turn)):
                cells += 1
                answer = _ask(client, people[persona], method, address)
                fault = _fault(route, place, persona, method, answer)
                fault = fault or _leak(persona, answer, marks - set(parts.values()) - _open_marks(route, season))
                if fault:
                    wrong.append(f"{persona}: {method} {route.path} ({place.name}): {fault}")
    record_property("cells: routes x methods x people x tenants", cells)
    assert not wrong, "\n".join(wrong[:40])


def _methods(place: Place, turn: int, due: str) -> tuple[str, ...]:
    """What the persona whose turn it is tries at the place."""
    if EVERY_METHOD or (place.likely and (due == "in" or _takes_a_turn(turn))):
        return METHODS
    if place.likely:
        return METHODS[1:]
    return METHODS[:1] if _takes_a_turn(turn) else ()


def _odd_methods(turn: int) -> tuple[str, ...]:
    if EVERY_METHOD:
        return ODD_METHODS
    return (ODD_METHODS[turn // _TAKES_A_TURN % len(ODD_METHODS)],) if _takes_a_turn(turn) else ()


def _takes_a_turn(turn: int) -> bool:
    return turn % _TAKES_A_TURN == 0


def _sessions(season: Season) -> dict[str, str]:
    """The session of each persona, begun as the portal begins one; "" for nobody's."""
    sides: dict[str, Any] = {"": season, "twin": season.twin}
    sessions = {"nobody": ""}
    for persona in PERSONAS[1:]:
        side, _, who = persona.rpartition(".")
        request = RequestFactory().get("/")
        request.session = SessionStore()
        start_session(request, getattr(sides[side], who))
        request.session.save()
        sessions[persona] = str(request.session.session_key)
    return sessions


def _rows(route: Route, season: Season) -> dict[str, dict[str, str]]:
    """An id for each part of the address that names a row: ours, the twin's, nobody's."""
    wanted = [part for part in route.parts if part in MAKERS]
    sides: dict[str, Side] = {"ours": season, "twin": season.twin}
    rows = {name: {part: MAKERS[part](side, route.path) for part in wanted} for name, side in sides.items()}
    rows["random"] = {part: new_public_id() for part in wanted}
    return rows


def _parts(route: Route, season: Season, place: Place, rows: dict[str, dict[str, str]]) -> dict[str, str]:
    parts = {part: WITHOUT_ROWS[part] for part in route.parts if part in WITHOUT_ROWS} | rows[place.row]
    if "school" in route.parts:
        side: Side = season if place.side == "ours" else season.twin
        parts["school"] = getattr(side, place.school).public_id if place.school else new_public_id()
    return parts


def _ask(client: Client, session: str, method: str, address: str) -> HttpResponseBase:
    """The answer; what the request wrote is undone, so that each begins from the same season."""
    # One client for all: a new one would read every static file anew. It brings nothing along but the session.
    client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: session} if session else {})
    undone = transaction.atomic()
    # Like a test case's own: what must be the outermost transaction may begin within it.
    undone._from_testcase = True  # type: ignore[attr-defined] # Django's, without a public name
    with undone:
        answer: HttpResponseBase = client.generic(method, address)
        transaction.set_rollback(True)
    return answer


def _due(route: Route, place: Place, persona: str) -> str:
    """What the gate must do with the persona at the place."""
    assert route.gate is not None
    side = place.row if route.gate.kind == "for_trust" else place.side
    return expected(route.gate, persona, side, place.school)


def _fault(route: Route, place: Place, persona: str, method: str, answer: HttpResponseBase) -> str:
    due = _due(route, place, persona)
    entered = hasattr(answer.wsgi_request, "visit")  # type: ignore[attr-defined] # the test client's
    to_sign_in = answer.headers.get("Location", "").startswith(_SIGN_IN)
    status = answer.status_code
    if due == "in":
        strange = _is_strange(route, place, persona)
        return _fault_inside(method, status, entered=entered, to_sign_in=to_sign_in, strange=strange)
    if entered:
        return f"was let in, and should be {due}"
    if due == "redirect":
        return "" if to_sign_in else f"was answered {status}, not sent to sign in"
    return "" if status == _TURNED_AWAY[due] else f"was answered {status}, and should be {due}"


def _is_strange(route: Route, place: Place, persona: str) -> bool:
    """Whether the row in the address is nobody's, or the other authority's."""
    if not any(part in MAKERS for part in route.parts):
        return False
    if persona == "operator":
        return place.row == "random"
    return place.row == "random" or (place.row == "twin") != persona.startswith("twin.")


def _fault_inside(method: str, status: int, *, entered: bool, to_sign_in: bool, strange: bool) -> str:
    if not entered:
        return f"was not let in: {status}"
    if to_sign_in:
        return "was sent to sign in"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and status != HTTPStatus.SERVICE_UNAVAILABLE:
        return f"was answered {status}"
    if strange and status not in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):
        return f"was answered {status} for a row that is not there"
    if method in ("PUT", "PATCH", "DELETE") and status < HTTPStatus.BAD_REQUEST:
        return f"was answered {status}"
    return ""


def _open_marks(route: Route, season: Season) -> set[str]:
    """Whoever cannot get in chooses their authority from a list: on open pages its name is no secret."""
    is_open = route.gate is not None and route.gate.kind == "open_to_all"
    return {season.twin.authority.name, season.twin.authority.public_id} if is_open else set()


def _leak(persona: str, answer: HttpResponseBase, marks: set[str]) -> str:
    """What of the twin's stands in an answer to somebody of ours; an operator looks after both."""
    if persona.startswith("twin.") or persona == "operator":
        return ""
    said = getattr(answer, "content", b"").decode("utf-8", "replace") + str(answer.headers)
    found = sorted(mark for mark in marks if mark in said)
    return f"was shown {found}" if found else ""
