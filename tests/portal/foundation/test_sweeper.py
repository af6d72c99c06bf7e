"""The sweeper finds what nobody was nudged about, one process at a time."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from muster.portal.foundation import chores, clock, leases, limits, turns, work
from muster.portal.foundation.models import TokenBucket
from muster.portal.foundation.sweeper import Sweeper, Swept, sweep
from muster.portal.outbox.models import Mail
from tests.portal.foundation.rows import made_mails, only_work, side_by_side

NOON = datetime(2026, 6, 26, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


class Errands:
    """Work on mails that only notes which were done, and fails where told."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.fault: Exception | None = None

    @property
    def work(self) -> work.Work:
        return work.leased("errand", Mail.objects.all, self._do)

    def _do(self, mail: Mail) -> None:
        if self.fault is not None:
            raise self.fault
        self.done.append(mail.public_id)


def test_everything_due_is_done_and_finished() -> None:
    errands, mails = Errands(), made_mails(3)
    with only_work(errands.work):
        assert sweep("a") == Swept(done=3)
        assert sweep("a") == Swept(done=0)
    assert sorted(errands.done) == sorted(mail.public_id for mail in mails)
    assert Mail.objects.filter(finished_at=None).count() == 0


def test_a_killed_workers_item_is_done_by_the_next_sweep_after_its_lease() -> None:
    errands = Errands()
    with clock.at(NOON):
        made_mails()
        leases.take(Mail.objects.all())
    with only_work(errands.work):
        with clock.at(NOON + leases.LEASE / 2):
            assert sweep("b").done == 0
        with clock.at(NOON + leases.LEASE):
            assert sweep("b").done == 1


def test_a_failure_is_told_and_tried_again_later() -> None:
    errands = Errands()
    errands.fault = ValueError("Okazqxfor")
    with clock.at(NOON), only_work(errands.work):
        made_mails()
        assert sweep("a") == Swept(failed=1)
        assert sweep("a") == Swept()
    with clock.at(NOON + leases.FIRST_WAIT), only_work(errands.work):
        errands.fault = None
        assert sweep("a") == Swept(done=1)


def test_only_one_sweeps() -> None:
    with clock.at(NOON), only_work():
        assert turns.take_turn("sweeper", "a", HOUR)
        assert sweep("b") == Swept(mine=False)
    with clock.at(NOON + HOUR), only_work():
        assert sweep("b").mine


@pytest.mark.django_db(transaction=True)
def test_of_ten_at_once_one_has_the_turn() -> None:
    assert side_by_side(10, lambda number: turns.take_turn("t", str(number), HOUR)).count(True) == 1


def test_a_chore_is_done_once_in_its_time() -> None:
    done: list[datetime] = []
    chore = work.Chore("tidy", HOUR, lambda: done.append(clock.now()))
    with only_work(chores=(chore,)):
        for minutes in (0, 30, 61):
            with clock.at(NOON + timedelta(minutes=minutes)):
                sweep("a")
    assert done == [NOON, NOON + timedelta(minutes=61)]


def test_a_chore_that_failed_is_tried_again_and_stops_no_other() -> None:
    tried: list[str] = []

    def fails() -> None:
        tried.append("fails")
        raise OSError

    listed = (work.Chore("a", HOUR, fails), work.Chore("b", HOUR, lambda: tried.append("b")))
    with clock.at(NOON), only_work(chores=listed):
        assert sweep("x").chores == 1
        sweep("x")
    assert tried == ["fails", "b", "fails"]


def test_the_mechanisms_own_chores_forget_what_need_not_be_kept() -> None:
    name = limits.define("test chores", 1, 1)
    with clock.at(NOON):
        limits.take(name, "key")
    with only_work():
        chores.register_all()
        with clock.at(NOON + HOUR):
            assert sweep("a").chores == 4
    assert not TokenBucket.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_thread_sweeps_until_it_is_stopped() -> None:
    swept = threading.Event()
    chore = work.Chore("tell", timedelta(0), swept.set)
    with only_work(chores=(chore,)):
        sweeper = Sweeper(every=timedelta(milliseconds=10))
        sweeper.start()
        assert swept.wait(20)
        sweeper.stop()
        sweeper.join(20)
    assert not sweeper.is_alive()


def test_told_to_stop_it_begins_nothing_more() -> None:
    errands, stopping = Errands(), threading.Event()
    made_mails(2)
    stopping.set()
    with only_work(errands.work):
        assert sweep("a", stopping) == Swept()


def test_work_that_lost_its_lease_is_not_marked_failed() -> None:
    made_mails()

    def loses(mail: Mail) -> None:
        Mail.objects.update(lease_owner="another")
        leases.finish(mail)

    with only_work(work.leased("errand", Mail.objects.all, loses)):
        assert not work.do("errand", Mail.objects.get().public_id)
    assert Mail.objects.get().lease_owner == "another"
