"""Moments as templates say them."""

from datetime import UTC, datetime

from muster.portal.pages.templatetags.moments import said


def test_a_moment_is_said_in_the_time_where_schools_are() -> None:
    assert said(datetime(2026, 6, 26, 9, 5, tzinfo=UTC)) == "26 June 2026 at 10:05am"


def test_no_moment_is_nothing() -> None:
    assert said(None) == ""
