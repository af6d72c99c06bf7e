"""The page for schools and authorities names what the pages show, and the times that hold."""

import re
from datetime import timedelta

import pytest
from django.conf import settings

from muster.portal.organisations.actions import codes, links, sessions
from muster.portal.organisations.models import Link
from muster.portal.organisations.policies import SHORTEST
from tests.house.tree import ROOT

PAGE = " ".join((ROOT / "docs" / "portal.md").read_text(encoding="utf-8").split())
TEMPLATES = ROOT / "src" / "muster" / "portal" / "pages" / "templates"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
HOURS = {HOUR: "an hour"}
SHOWN = "\n".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.rglob("*.html")))


@pytest.mark.parametrize("words", sorted(set(re.findall(r"\*\*(.+?)\*\*", PAGE))))
def test_what_the_page_tells_to_look_for_is_shown(words: str) -> None:
    assert words in SHOWN


@pytest.mark.parametrize(
    "sentence",
    [
        f"It works once, for {codes.GOOD_FOR // MINUTE} minutes",
        f"a password of at least {SHORTEST} characters",
        f"The link works once, for {links.GOOD_FOR[Link.Purpose.FIRST_ACCESS].days} days",
        f"never to the school's shared one, and works for {HOURS[links.GOOD_FOR[Link.Purpose.NEW_PASSWORD]]}",
        f"After {settings.SESSION_IDLE // MINUTE} minutes without doing anything",
        f"{settings.SESSION_WARNING // MINUTE} minutes before that",
        f"After {timedelta(seconds=settings.SESSION_COOKIE_AGE) // HOUR} hours you sign in again",
        f"we keep what you typed for {HOURS[sessions.KEPT_FOR]}",
    ],
)
def test_the_times_are_those_of_the_portal(sentence: str) -> None:
    assert sentence in PAGE
