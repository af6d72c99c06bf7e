"""Dates: strictly in a CTF, as people in Britain write them in a table."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.formats.dates import parse_iso, parse_moment, parse_uk

DAY = date(2019, 3, 14)


@pytest.mark.parametrize(
    "text", ["2019-03-14", "2019-03-14T00:00:00", "2019-03-14T00:00:00.000Z", "2019-03-14T09:30+01:00"]
)
def test_a_ctfs_date_is_read(text: str) -> None:
    assert parse_iso(text) == DAY


NO_ISO = [
    *("", "2019-02-30", "2019-13-01", "0000-01-01", "14/03/2019", "20190314", "2019-3-14", "19-03-14", "2019-W11-4"),
    *("2019-03-14 ", " 2019-03-14", "2019-03-14\n", "2019/03/14", "٢٠١٩-٠٣-١٤", "2019-03-14T", "2019-03-1４", "today"),
]


@pytest.mark.parametrize("text", NO_ISO)
def test_anything_else_is_no_date_in_a_ctf(text: str) -> None:
    assert parse_iso(text) is None


@given(st.dates())
def test_every_date_is_read_back(day: date) -> None:
    assert parse_iso(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        *("2019-03-14", "14/03/2019", "14/3/19", "14-03-19", "14.03.2019", "14 Mar 2019", "14-Mar-19", "14 March 2019"),
        *("43538", "43538.0", " 14/03/2019 ", "14/03/2019 00:00", "14/03/2019 00:00:00", "2019-03-14 00:00:00"),
    ],
)
def test_a_tables_date_is_read(text: str) -> None:
    assert parse_uk(text) == DAY


@pytest.mark.parametrize(
    "text",
    ["", "30/02/2019", "03/14/2019", "14/03-2019", "14/03", "14 Foo 2019", "2019", "435", "435380", "X", "14/03/2019x"],
)
def test_anything_else_is_no_date_in_a_table(text: str) -> None:
    assert parse_uk(text) is None


@pytest.mark.parametrize(("text", "year"), [("1/2/00", 2000), ("1/2/69", 2069), ("1/2/70", 1970), ("1/2/99", 1999)])
def test_a_year_of_two_digits_turns_at_seventy(text: str, year: int) -> None:
    assert parse_uk(text) == date(year, 2, 1)


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_a_date_in_every_way_of_writing_is_the_same(day: date) -> None:
    ways = [
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%y}",
        f"{day.day}/{day.month}/{day.year}",
        str((day - date(1899, 12, 30)).days),
    ]
    assert {parse_uk(way) for way in ways} == {day}


@given(st.text(max_size=60))
def test_any_text_has_an_answer(text: str) -> None:
    assert isinstance(parse_uk(text), date | None)


@pytest.mark.parametrize("text", ["9" * 10_000, "1/" * 5_000, "2019-03-14T" * 1_000, " " * 10_000, "1 " + "a" * 10_000])
def test_a_text_of_ten_thousand_characters_is_no_date(text: str) -> None:
    assert (parse_iso(text), parse_uk(text), parse_moment(text)) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2026-06-18T14:05:06", 6),
        ("2026-06-18T14:05", 0),
        ("2026-06-18T14:05:06.789", 6),
        ("2026-06-18T14:05:06Z", 6),
        ("2026-06-18 14:05:06+01:00", 6),
    ],
)
def test_a_moment_is_read_without_its_zone(text: str, seconds: int) -> None:
    assert parse_moment(text) == datetime(2026, 6, 18, 14, 5) + timedelta(seconds=seconds)


def test_a_date_alone_is_its_midnight() -> None:
    assert parse_moment("2026-06-18") == datetime(2026, 6, 18)


@pytest.mark.parametrize(
    "text", ["", "soon", "2026-06-31T14:05:00", "2026-06-18T25:05:00", "18/06/2026", "2026-06-18T"]
)
def test_anything_else_is_no_moment(text: str) -> None:
    assert parse_moment(text) is None
