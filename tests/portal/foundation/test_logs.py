"""Nothing of the data stands in a log: not a child's name in an error's text, nor a link's secret in an address."""

import logging
import sys

import pytest

from muster.portal.foundation.logs import WithoutData, settings_for, without_secrets


def line_of(name: str, text: str, *values: object, fault: bool = False) -> str:
    record = logging.LogRecord(name, logging.ERROR, "x.py", 1, text, values, sys.exc_info() if fault else None)
    return WithoutData().format(record)


def test_an_error_is_told_by_kind_and_place_without_its_text() -> None:
    try:
        try:
            raise KeyError("Okazqxfor")
        except KeyError as fault:
            raise ValueError("Okazqxfor Ann") from fault
    except ValueError:
        said = line_of("muster", "It broke.", fault=True)
    assert "builtins.ValueError" in said
    assert "builtins.KeyError" in said
    assert "test_logs.py:" in said
    assert "zqx" not in said


def test_djangos_addresses_lose_their_secrets() -> None:
    said = line_of("django.request", "%s: %s", "Not Found", "/in/AbCzqxSecret/?name=Okazqxfor")
    assert "Not Found: /in/…/" in said
    assert "zqx" not in said


def test_our_own_lines_are_left_as_they_are() -> None:
    assert line_of("muster", "a/B and %d", 3).endswith("muster: a/B and 3")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/", "/"),
        ("/school/bcdfghjkmnpqrstv/people/", "/school/bcdfghjkmnpqrstv/people/"),
        ("/in/" + "a" * 43 + "/", "/in/…/"),
        ("/static/govuk-frontend.min.css?abc", "/static/govuk-frontend.min.css"),
        ("/Okazqxfor%20Ann", "/…"),
    ],
)
def test_an_address_keeps_plain_words_and_public_ids(path: str, shown: str) -> None:
    assert without_secrets(path) == shown


def test_the_settings_send_everything_to_standard_error() -> None:
    handlers = settings_for("INFO")["handlers"]
    assert handlers == {"stderr": {"class": "logging.StreamHandler", "formatter": "without_data"}}
