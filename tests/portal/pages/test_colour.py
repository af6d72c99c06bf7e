"""The authority's colour, as a stylesheet."""

import pytest
from django.test import Client

A_YEAR = "public, max-age=31536000, immutable"


def sheet(colour: str) -> str:
    return Client().get(f"/colour/{colour}.css").content.decode()


def test_it_is_a_stylesheet_that_browsers_keep_and_that_needs_no_database() -> None:
    answer = Client().get("/colour/1d4f91.css")
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("text/css; charset=utf-8", A_YEAR)


@pytest.mark.parametrize(
    ("colour", "on_it"),
    [
        ("1d4f91", "#ffffff"),
        ("ffffff", "#0b0c0c"),
        ("ffdd00", "#0b0c0c"),
        ("000000", "#ffffff"),
        ("d4351c", "#ffffff"),
        ("808080", "#0b0c0c"),
    ],
)
def test_what_stands_on_the_colour_can_be_read(colour: str, on_it: str) -> None:
    assert sheet(colour) == f":root {{ --muster-colour: #{colour}; --muster-on-colour: {on_it}; }}\n"


@pytest.mark.django_db
@pytest.mark.parametrize("colour", ["1D4F91", "fff", "1d4f91;}", "1d4f9g", "red", "1d4f91ff"])
def test_what_is_no_colour_is_not_found(colour: str) -> None:
    assert Client().get(f"/colour/{colour}.css").status_code == 404
