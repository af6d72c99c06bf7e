"""How far a collection is, minute by minute."""

from datetime import UTC, datetime, timedelta

import pytest

from muster.portal.collecting.models import Collection
from muster.portal.collecting.states import State, is_late, state_of
from muster.portal.collecting.terms import fields_of
from muster.portal.foundation import clock
from tests.portal.collecting.made_up import IN_MAY, terms

OPENS = datetime(2026, 4, 30, 23, 0, tzinfo=UTC)
DEADLINE = datetime(2026, 6, 26, 22, 59, tzinfo=UTC)
CLOSES = datetime(2026, 8, 31, 22, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def collection(opened_at: datetime | None = OPENS) -> Collection:
    return Collection(year=2026, opened_at=opened_at, **fields_of(terms()))


def test_what_nobody_opened_is_a_draft() -> None:
    assert state_of(collection(None), IN_MAY) is State.DRAFT


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (OPENS - SECOND, State.COMING),
        (OPENS, State.OPEN),
        (DEADLINE + timedelta(days=1), State.OPEN),
        (CLOSES + 59 * SECOND, State.OPEN),
        (CLOSES + 60 * SECOND, State.CLOSED),
    ],
)
def test_the_dates_decide_the_state(at: datetime, state: State) -> None:
    assert state_of(collection(), at) is state


@pytest.mark.parametrize(("at", "late"), [(DEADLINE + 59 * SECOND, False), (DEADLINE + 60 * SECOND, True)])
def test_the_deadlines_own_minute_is_in_time(at: datetime, late: bool) -> None:
    assert is_late(collection(), at) is late


def test_the_clock_decides_where_no_moment_is_given() -> None:
    with clock.at(CLOSES + timedelta(days=1)):
        assert (state_of(collection()), is_late(collection())) == (State.CLOSED, True)
