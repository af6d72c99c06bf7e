"""Headers that every answer carries."""

import pytest
from django.test import Client

from tests.portal.fixtures import ClientOf
from tests.portal.season import Season

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
ADDRESSES = (
    "/",
    "/guidance/",
    "/rules/",
    "/accessibility/",
    "/privacy/",
    "/health/",
    "/robots.txt",
    "/sign-in/",
    "/no/",
)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("who", [None, "head"])
def test_every_answer_carries_them(season: Season, client_of: ClientOf, address: str, who: str | None) -> None:
    answer = client_of(getattr(season, who) if who else None).get(address)
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "camera=()" in answer.headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_inline_and_nothing_from_elsewhere_may_run(db: None, address: str) -> None:
    policy = Client().get(address).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("address", ["/", "/guidance/", "/account/", "/no/"])
def test_what_somebody_signed_in_sees_is_not_stored(season: Season, client_of: ClientOf, address: str) -> None:
    assert "no-store" in client_of(season.head).get(address).headers["Cache-Control"]


def test_an_open_page_may_come_back_with_what_was_typed(db: None) -> None:
    assert Client().get("/guidance/").headers["Cache-Control"] == "private, no-cache"


def test_styles_are_kept_for_long_under_an_address_that_changes_with_them(db: None) -> None:
    page = Client().get("/").content.decode()
    address = page.partition('href="/static/muster/muster.css')[2].partition('"')[0]
    assert len(address) == len("?0123456789ab")
    answer = Client().get(f"/static/muster/muster.css{address}")
    assert answer.headers["Cache-Control"] == "max-age=31536000, public"
    answer.close()


def test_a_visitor_is_given_no_cookie_by_an_open_page(db: None) -> None:
    assert Client().get("/guidance/").cookies == {}
