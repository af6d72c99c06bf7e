"""Deadlines are decided in UTC and said in the time where schools are, on any night of the year."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.portal.collecting.times import ONE_MINUTE, end_of, is_past, moment, said, start_of
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.refusals import Refusal

# The days on which the clocks change, and those around them, of many years; and any other day.
changes = [
    date(year, month, 31) - timedelta(days=back) for year in range(2020, 2040) for month in (3, 10) for back in range(8)
]
days = st.sampled_from(changes) | st.dates(date(2000, 1, 1), date(2060, 12, 31))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def kept(day: date, at: time) -> datetime | None:
    """The minute, None where the clocks leave it out."""
    try:
        return moment(day, at)
    except Refusal:
        return None


@given(days, times)
def test_a_minute_is_said_as_it_was_typed(day: date, at: time) -> None:
    minute = kept(day, at)
    if minute is not None:
        clock = f"{at.hour % 12 or 12}:{at:%M}{'am' if at.hour < 12 else 'pm'}"
        assert said(minute) == f"{clock} on {day:%A} {day.day} {day:%B %Y}"


@given(days, times)
def test_only_minutes_that_no_clock_shows_are_refused(day: date, at: time) -> None:
    there = datetime.combine(day, at, LONDON)
    shown_by_a_clock = there.astimezone(UTC).astimezone(LONDON).time() == at
    assert (kept(day, at) is not None) == shown_by_a_clock


@given(days, times)
def test_a_repeated_minute_is_the_later_one(day: date, at: time) -> None:
    minute = kept(day, at)
    if minute is not None:
        an_hour_on = (minute + timedelta(hours=1)).astimezone(LONDON)
        assert an_hour_on.replace(tzinfo=None) != datetime.combine(day, at)


@given(
    days,
    st.timedeltas(
        timedelta(0),
        timedelta(minutes=1),
    ),
)
def test_the_whole_last_minute_of_a_day_is_in_time(day: date, into: timedelta) -> None:
    assert is_past(end_of(day), end_of(day) + into) == (into >= ONE_MINUTE)


@given(days)
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    assert end_of(day) + ONE_MINUTE == start_of(day + timedelta(days=1))


@given(days, st.datetimes(datetime(2000, 1, 1), datetime(2061, 1, 1)))
def test_a_deadline_has_passed_where_schools_are_on_the_next_day(day: date, instant: datetime) -> None:
    now = instant.replace(tzinfo=UTC)
    assert is_past(end_of(day), now) == (now.astimezone(LONDON).date() > day)


def test_a_summer_evening_is_an_hour_earlier_in_utc() -> None:
    assert end_of(date(2026, 6, 26)) == datetime(2026, 6, 26, 22, 59, tzinfo=UTC)


def test_the_hour_left_out_in_march_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        moment(date(2026, 3, 29), time(1, 30))
    assert refused.value.sentence == (
        "There is no 1:30am on Sunday 29 March 2026: the clocks go forward that night. Choose another time."
    )


def test_the_hour_repeated_in_october_is_the_second_one() -> None:
    assert moment(date(2026, 10, 25), time(1, 30)) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_noon_and_midnight_are_said_as_people_say_them() -> None:
    day = date(2026, 1, 5)
    assert [said(moment(day, time(hour))) for hour in (0, 12)] == [
        "12:00am on Monday 5 January 2026",
        "12:00pm on Monday 5 January 2026",
    ]
