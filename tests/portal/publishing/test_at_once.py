"""Many nudged at the same moment, and a worker killed in the middle: there is one edition."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from muster.portal.audit.models import Event
from muster.portal.foundation import clock, leases, work
from muster.portal.publishing.actions.building import WORK
from muster.portal.publishing.models import Build
from tests.portal.collected import Collected, collect
from tests.portal.foundation.processes import on_the_tests_database
from tests.portal.publishing.made import KINDS, editions, is_due, make
from tests.portal.returns.signed import confirmed
from tests.portal.season import make_season

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 6

# A worker that makes the reports as one that was nudged does, and stays for ever over the second.
WORKER = """
import sys, time
from muster.portal.config.starting import prepare
prepare()
from muster.portal.publishing import papers
from muster.portal.publishing.actions import building
made = []
set_pdf = papers.paper_pdf
def slow(paper, at):
    if made:
        print("there", flush=True)
        time.sleep(600)
    made.append(paper)
    return set_pdf(paper, at)
papers.paper_pdf = slow
building.make_reports_of(sys.argv[1])
"""


def ready() -> Collected:
    found = collect(make_season())
    found.send()
    confirmed(found)
    return found


def test_nudged_many_times_at_once_there_is_one_edition() -> None:
    collected = ready()
    public_id = collected.school_return().public_id

    def one(_: int) -> None:
        try:
            work.do(WORK, public_id)
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        list(pool.map(one, range(TIMES)))
    make(collected)
    assert [one.number for one in editions(collected)] == [1] * len(KINDS)
    assert (Build.objects.count(), Event.objects.filter(verb="report.made").count()) == (1, 1)


def test_what_a_killed_worker_left_is_made_by_another() -> None:
    collected = ready()
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, collected.school_return().public_id],
        env=on_the_tests_database(), stdout=subprocess.PIPE, encoding="utf-8",
    ) as worker:  # fmt: skip
        assert worker.stdout is not None
        assert worker.stdout.readline() == "there\n"
        worker.kill()
    assert editions(collected) == []
    assert not is_due(collected)
    with clock.at(clock.now() + leases.LEASE + timedelta(seconds=1)):
        assert is_due(collected)
        made = make(collected)
    assert [one.number for one in made] == [1] * len(KINDS)
