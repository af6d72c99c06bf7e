"""What tests of these pages do over and over: find a form's hidden values, name a box, press a button."""

import html
import re
from typing import cast

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.portal.answers import Answer
from tests.portal.collected import Collected
from tests.portal.returns.correcting_by_hand import wish

_HIDDEN = re.compile(r'<input type="hidden" name="(revision|worksheet|once)" value="([^"]*)"')


def address(collected: Collected, name: str = "return-check", **parts: str) -> str:
    """The address of a page of this return."""
    kwargs = {"school": collected.school.public_id, "request_id": collected.request.public_id, **parts}
    return reverse(name, kwargs=kwargs)


def page_of(collected: Collected, rule: str) -> str:
    """The address of a cause's page."""
    return address(collected, "return-check-cause", rule=rule)


def words(answer: Answer) -> str:
    """The page as it reads."""
    said = re.sub(r"<(script|style).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", said)).split())


def hidden(answer: Answer) -> dict[str, str]:
    """The hidden values of the page's own form, which is its last that carries them."""
    return dict(_HIDDEN.findall(answer.content.decode()))


def box(collected: Collected, place: int, field: str) -> str:
    """The name of a box: the pupil at a place of the newest version, and a field."""
    found = wish(collected, place, field, None)
    return f"{found.child}-{found.nth}-{field}"


def press(browser: Client, collected: Collected, rule: str, do: str, **typed: object) -> HttpResponse:
    """Open a cause's page, type, press a button."""
    given = hidden(browser.get(page_of(collected, rule))) | {"do": do} | typed
    return cast("HttpResponse", browser.post(address(collected, "return-check-save", rule=rule), given))
