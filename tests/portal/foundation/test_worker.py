"""`muster work`: what a killed worker held is done by the next, and a stopped one ends well."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.db import OperationalError

from muster.portal.foundation import clock, leases, nudge, work, worker
from muster.portal.foundation.sweeper import sweep
from muster.portal.outbox.models import Mail
from tests.portal.foundation.processes import PATIENCE, on_the_tests_database, running, wait_for
from tests.portal.foundation.rows import made_mails, only_work

pytestmark = pytest.mark.django_db(transaction=True)

# A worker in the middle of an item: its lease is taken, and a helper renews it.
HOLDER = """
import time
from muster.portal.config.starting import prepare
prepare()
from muster.portal.foundation import leases
from muster.portal.outbox.models import Mail
(row,) = leases.take(Mail.objects.all())
with leases.kept(row):
    print(row.public_id, flush=True)
    time.sleep(600)
"""


def test_the_item_of_a_killed_worker_is_done_by_the_next() -> None:
    (mail,) = made_mails()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER], env=on_the_tests_database(), stdout=subprocess.PIPE, encoding="utf-8"
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == mail.public_id
        holder.send_signal(signal.SIGKILL)
    finished: list[str] = []
    with only_work(work.leased("errand", Mail.objects.all, lambda row: finished.append(row.public_id))):
        assert sweep("next").done == 0
        with clock.at(clock.now() + leases.LEASE):
            assert sweep("next").done == 1
    assert finished == [mail.public_id]


def test_it_works_off_what_waits_and_ends_well_when_told(tmp_path: Path) -> None:
    log = tmp_path / "log"
    with running(on_the_tests_database(), "work", log=log) as process:
        wait_for(log, "Working.")
        Mail.objects.bulk_create([Mail(template="t", to_address="a@b.example", sealed=b"", queued_at=clock.now())])
        nudge.nudge("mail", Mail.objects.get().public_id)
        until = time.monotonic() + PATIENCE
        while Mail.objects.filter(attempts=0).exists() and time.monotonic() < until:
            time.sleep(0.05)
        process.terminate()
        assert process.wait(PATIENCE) == 0
    assert Mail.objects.get().attempts == 1
    assert "Stopped." in log.read_text(encoding="utf-8")


def test_a_database_that_goes_away_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Mock(running=True)
    engine.run.side_effect = OperationalError("Okazqxfor")
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)
    worker._run_engine(engine)
    assert waits == [worker._TRIED_AGAIN_AFTER]


def test_it_runs_until_the_engine_is_told_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Mock(running=True)
    engine.run.side_effect = SystemExit(0)
    monkeypatch.setattr(worker, "_engine", lambda: engine)
    with only_work():
        worker.run()
    assert engine.running is False
