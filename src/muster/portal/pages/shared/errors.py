"""Pages for what goes wrong: each says what is so, and what to do. They need no gate, and most no database."""

import sys
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from muster.portal.foundation.refusals import Changed, Refusal
from muster.portal.pages.shared.gates import visit_of
from muster.portal.pages.shared.visits import Visit

_BARE = frozenset({405, 413, 429, 503})
"""Statuses that Django and the mechanisms may give without any words."""

_AWAY = (OperationalError, InterfaceError)
_RETRY_AFTER = 30
_STATUS = {"not_yours": 403}


def error_page(request: HttpRequest, status: int, **facts: object) -> HttpResponse:
    """The page for a status, in the frame of whoever looks; without the frame's facts where they cannot be had."""
    return render(request, f"errors/{status}.html", {"visit": _visit(request)} | facts, status=status)


def plain_page(status: int, template: str = "") -> HttpResponse:
    """The page for a status, without asking the database, the session or the request for anything."""
    facts = {"service": settings.SERVICE_NAME, "alone": True}
    return HttpResponse(render_to_string(template or f"errors/{status}.html", facts), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's own call
    """400: the request cannot be understood, perhaps not even its host."""
    return plain_page(400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's own call
    """403: the right place, but not for this account."""
    return error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's own call
    """404: no such page, or none that this account may know of."""
    return error_page(request, 404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """503 where the database is away, 500 for any other fault of ours."""
    if not isinstance(sys.exc_info()[1], _AWAY):
        return plain_page(500)
    answer = plain_page(503)
    answer.headers["Retry-After"] = str(_RETRY_AFTER)
    return answer


class Words:
    """Middleware: gives words to answers that have none, and to refusals that no view caught."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, with a page for it where it was empty."""
        answer = self._get_response(request)
        if answer.status_code not in _BARE or not isinstance(answer, HttpResponse) or answer.content:
            return answer
        facts = getattr(answer, "facts", {})
        page = plain_page(503) if answer.status_code == 503 else error_page(request, answer.status_code, **facts)
        for name in set(answer.headers) - set(page.headers):
            page.headers[name] = answer.headers[name]
        return page

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """A refusal's own sentence."""
        if not isinstance(fault, Refusal):
            return None
        status = _STATUS.get(fault.id, 409)
        return error_page(request, status, sentence=fault.sentence, changed=isinstance(fault, Changed))


def _visit(request: HttpRequest) -> Visit | None:
    """The visit that a gate made, else one made now: a fault must not lead to another."""
    try:
        return getattr(request, "visit", None) or visit_of(request)
    except (DatabaseError, AttributeError):
        return None
