"""Leases: one takes, the others pass over; whoever dies loses the row; three attempts and it stops, visibly."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from muster.portal.foundation import clock, leases
from muster.portal.outbox.models import Mail
from tests.portal.foundation.rows import made_mails, side_by_side

NOON = datetime(2026, 6, 26, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.django_db


def only() -> Mail:
    return Mail.objects.get()


def take(limit: int = 1) -> list[Mail]:
    return leases.take(Mail.objects.all(), limit)


@transaction.atomic
def write_and_finish(row: Mail) -> None:
    Mail.objects.update(fault="written by the loser")
    leases.finish(row)


@pytest.fixture
def at_noon() -> None:
    with clock.at(NOON):
        made_mails()


@pytest.mark.django_db(transaction=True)
def test_of_ten_at_once_one_takes_the_row() -> None:
    made_mails()
    taken = side_by_side(10, lambda _: len(take()))
    assert sorted(taken) == [0] * 9 + [1]
    assert only().attempts == 1


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_share_twenty_rows_and_no_row_twice() -> None:
    made_mails(20)
    taken = [row.pk for rows in side_by_side(10, lambda _: take(3)) for row in rows]
    assert len(taken) == len(set(taken))
    while more := take(5):
        taken += [row.pk for row in more]
    assert len(taken) == len(set(taken)) == 20


@pytest.mark.usefixtures("at_noon")
def test_a_taken_row_is_free_again_after_30_seconds() -> None:
    with clock.at(NOON):
        take()
    with clock.at(NOON + leases.LEASE - SECOND):
        assert take() == []
    with clock.at(NOON + leases.LEASE):
        assert [row.attempts for row in take()] == [2]


@pytest.mark.usefixtures("at_noon")
def test_a_renewed_row_stays_taken() -> None:
    with clock.at(NOON):
        (row,) = take()
    with clock.at(NOON + leases.RENEWED_EVERY):
        assert leases.renew(row)
    with clock.at(NOON + leases.LEASE):
        assert take() == []


@pytest.mark.usefixtures("at_noon")
def test_what_the_loser_of_a_lease_wrote_is_not_kept() -> None:
    with clock.at(NOON):
        (slow,) = take()
    with clock.at(NOON + leases.LEASE):
        (other,) = take()
        assert not leases.renew(slow)
        with pytest.raises(leases.LeaseLost):
            write_and_finish(slow)
        assert only().fault == ""
        leases.finish(other)
    assert only().finished_at == NOON + leases.LEASE


@pytest.mark.usefixtures("at_noon")
def test_a_finished_row_is_not_taken_again() -> None:
    with clock.at(NOON):
        leases.finish(take()[0])
    with clock.at(NOON + timedelta(days=1)):
        assert take() == []


@pytest.mark.usefixtures("at_noon")
def test_three_failures_stop_a_row_and_say_what_kind_they_were() -> None:
    moment, waits, stopped = NOON, [], False
    for _ in range(3):
        with clock.at(moment):
            (row,) = take()
            stopped = leases.fail(row, ValueError("about Okazqxfor"))
            waits.append((only().not_before - moment).total_seconds())
            moment = only().not_before
    assert stopped
    assert waits[:2] == [30, 60]
    assert (only().stopped_at, only().last_fault) == (moment, "ValueError")
    with clock.at(moment + timedelta(days=1)):
        assert take() == []


@pytest.mark.usefixtures("at_noon")
def test_three_killed_workers_stop_a_row() -> None:
    moment = NOON
    for _ in range(3):
        with clock.at(moment):
            assert len(take()) == 1
        moment += leases.LEASE
    with clock.at(moment):
        assert take() == []
    assert (only().stopped_at, only().last_fault) == (moment, "Abandoned")


@pytest.mark.usefixtures("at_noon")
def test_putting_off_is_no_attempt() -> None:
    with clock.at(NOON):
        leases.put_off(take()[0], NOON + timedelta(hours=1), OSError("about Okazqxfor"))
        assert take() == []
    assert (only().attempts, only().last_fault) == (0, "OSError")
    with clock.at(NOON + timedelta(hours=1)):
        assert len(take()) == 1


@pytest.mark.usefixtures("at_noon")
def test_a_stopped_row_can_be_started_again() -> None:
    with clock.at(NOON):
        leases.stop(take()[0])
        assert not only().is_pending
        assert leases.start_again(Mail.objects.all()) == 1
        assert [row.attempts for row in take()] == [1]


@pytest.mark.usefixtures("at_noon")
def test_rows_not_yet_due_wait() -> None:
    with clock.at(NOON - SECOND):
        assert take() == []


def test_the_longest_due_come_first() -> None:
    rows = []
    for hours in (2, 1, 3):
        with clock.at(NOON + timedelta(hours=hours)):
            rows += made_mails()
    with clock.at(NOON + timedelta(hours=4)):
        assert [row.pk for row in take(2)] == [rows[1].pk, rows[0].pk]


@pytest.mark.django_db(transaction=True)
def test_a_helper_renews_for_as_long_as_the_work_takes() -> None:
    made_mails()
    (row,) = take()
    Mail.objects.update(lease_until=NOON)
    for _ in range(1000):
        with leases.kept(row, every=timedelta(milliseconds=5)):
            threading.Event().wait(0.02)
        if only().lease_until != NOON:
            break
    until = only().lease_until
    assert until is not None
    assert until > clock.now()
