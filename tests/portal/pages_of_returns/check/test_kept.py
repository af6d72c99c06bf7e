"""The session ends in the middle of a correction: what was typed is kept, and sent again after signing in."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from muster.portal.foundation import clock
from muster.portal.returns.models import Cell
from tests.portal.answers import text
from tests.portal.collected import Collected
from tests.portal.fixtures import ClientOf
from tests.portal.pages_of_returns.check.walking import address, box, hidden, page_of
from tests.portal.returns.correcting_by_hand import newest
from tests.portal.season import Season

pytestmark = pytest.mark.django_db
_KEPT = re.compile(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', re.DOTALL)


def test_it_is_kept_and_sent_again(season: Season, collected: Collected, client_of: ClientOf) -> None:
    browser = client_of(season.head)
    typed = hidden(browser.get(page_of(collected, "R01"))) | {"do": "keep", box(collected, 1, "maths"): "EXS"}
    where = address(collected, "return-check-save", rule="R01")
    with clock.at(clock.now() + timedelta(minutes=31)):
        answer = browser.post(where, typed)
        assert answer.headers["Location"].startswith("/sign-in/?next=")
        assert newest(collected).number == 1
        kept = kept_form(season, answer.headers["Location"], client_of)
        sent = client_of(season.head).post(where, kept, follow=True)
    assert "Your changes were checked and kept." in text(sent)
    assert (newest(collected).number, Cell.objects.count()) == (2, 0)


def kept_form(season: Season, location: str, client_of: ClientOf) -> dict[str, str]:
    """What the page after signing in sends again."""
    found = re.search(r"next=(%2Fkept%2F[a-z0-9]+%2F)", location)
    assert found is not None
    browser: Client = client_of(season.head)
    page = text(browser.get(found[1].replace("%2F", "/")))
    return {unescape(name): unescape(value) for name, value in _KEPT.findall(page)}
