"""Working on one return as an officer: its addresses, its forms, and what is pressed there."""

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from muster.portal.collecting.actions import ask_schools
from tests.portal.collected import Collected, acting, roll_entries
from tests.portal.returns.signed import confirmed

_TICKS = re.compile(r'name="explanation" id="[^"]+" value="([^"]+)"( checked)?')


def at(collected: Collected, page: str = "") -> str:
    """The address of a page of the return."""
    return f"/authority/schools/{collected.school.public_id}/returns/{collected.request.public_id}/{page}"


def press(client: Client, collected: Collected, page: str, **typed: Any) -> HttpResponse:  # noqa: ANN401 - what is sent
    """Send a form of the page as it was shown at the return's present revision, unless another is given."""
    data = {"revision": collected.school_return().revision, **typed}
    return client.post(at(collected, page), data)  # type: ignore[return-value] # the test client's own class


def ticked(page: str) -> list[str]:
    """The explanations that are ticked to begin with, as the form names them."""
    return [token for token, is_ticked in _TICKS.findall(page) if is_ticked]


def every_explanation(page: str) -> list[str]:
    """All explanations that may be ticked."""
    return [token for token, _ in _TICKS.findall(page)]


def three_confirmed(collected: Collected) -> list[Collected]:
    """The school's results confirmed, then those of Canal Street and of Dale Academy."""
    season = collected.side
    asked = ask_schools(acting(season.officer), collected.collection, [season.other_school, season.academy]).requests
    every = [collected, *(Collected(season, collected.collection, one, roll_entries(one.school)) for one in asked)]
    for one, head in zip(every, [season.head, season.other_head, season.executive_head], strict=True):
        one.send(by=head)
        confirmed(one, by=head)
    return every
