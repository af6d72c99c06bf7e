"""A worker that is killed in the middle of a run: what it had made stays, and another makes the rest."""

import subprocess
import sys
from datetime import timedelta

import pytest

from muster.portal.foundation import clock, leases
from muster.portal.publishing.actions.runs import WORK, begin_run
from muster.portal.publishing.runs_due import runs_due
from tests.portal.collected import acting
from tests.portal.foundation.processes import on_the_tests_database
from tests.portal.publishing.given import FINAL, accepted_schools, finals, work_off
from tests.portal.season import make_season

pytestmark = pytest.mark.django_db(transaction=True)

# A worker that works the run off as one that was nudged does, and stays for ever over its second school.
WORKER = """
import sys, time
from muster.portal.config.starting import prepare
prepare()
from muster.portal.publishing import papers
from muster.portal.publishing.actions.making import do_run
schools = set()
set_pdf = papers.paper_pdf
def slow(paper, at):
    schools.add(paper.urn)
    if len(schools) == 2:
        print("there", flush=True)
        time.sleep(600)
    return set_pdf(paper, at)
papers.paper_pdf = slow
do_run(sys.argv[1])
"""


def test_what_a_killed_worker_left_is_made_by_the_sweeper() -> None:
    season = make_season()
    schools = accepted_schools(season, season.other_school, season.academy)
    run = begin_run(acting(season.officer), schools[0].collection)
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, run.public_id],
        env=on_the_tests_database(), stdout=subprocess.PIPE, encoding="utf-8",
    ) as worker:  # fmt: skip
        assert worker.stdout is not None
        assert worker.stdout.readline() == "there\n"
        worker.kill()
    assert sorted(len(finals(one)) for one in schools) == [0, 0, len(FINAL)]
    with clock.at(clock.now() + leases.LEASE + timedelta(seconds=1)):
        work_off(WORK)
    assert [[one.number for one in finals(each)] for each in schools] == [[1] * len(FINAL)] * len(schools)
    run.refresh_from_db()
    assert run.ended_at is not None
    assert runs_due(50) == []


def test_a_run_whose_worker_was_killed_before_its_end_is_ended() -> None:
    season = make_season()
    (one,) = accepted_schools(season)
    run = begin_run(acting(season.officer), one.collection)
    run.returns.update(finished_at=clock.now())
    assert runs_due(50) == [run.public_id]
    work_off(WORK)
    run.refresh_from_db()
    assert run.ended_at is not None
