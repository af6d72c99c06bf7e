"""A worker that is killed in the middle of an import: what it had done stays, and another does the rest."""

import subprocess
import sys
from datetime import timedelta

import pytest

from muster.portal.casework.imports_due import FILE_WORK, to_do
from muster.portal.foundation import clock, leases, work
from muster.portal.returns.models import Version
from tests.portal.brought_in import ask_others, bring_in, ctf_of, outcomes, take_all
from tests.portal.collected import collect
from tests.portal.foundation.processes import on_the_tests_database
from tests.portal.season import Season

pytestmark = pytest.mark.django_db(transaction=True)

# A worker that works the import off as one that was nudged does, and stays for ever over its third file.
WORKER = """
import sys, time
from muster.portal.config.starting import prepare
prepare()
from muster.portal.casework.actions import imported_files
from muster.portal.casework.imports_due import do_import
look_at = imported_files.look_at
def slow(actor, row, desk):
    if row.number == 3:
        print("there", flush=True)
        time.sleep(600)
    look_at(actor, row, desk)
imported_files.look_at = slow
do_import(sys.argv[1])
"""


def test_what_a_killed_worker_left_is_done_by_the_sweeper(season: Season) -> None:
    collected = collect(season)
    ask_others(collected)
    schools = [season.school, season.other_school, season.academy, season.second_academy]
    batch = bring_in(collected, {f"{place}.xml": ctf_of(one) for place, one in enumerate(schools)})
    with subprocess.Popen(
        [sys.executable, "-c", WORKER, batch.public_id],
        env=on_the_tests_database(), stdout=subprocess.PIPE, encoding="utf-8",
    ) as worker:  # fmt: skip
        assert worker.stdout is not None
        assert worker.stdout.readline() == "there\n"
        worker.kill()
    assert [outcome for outcome, _ in outcomes(batch).values()].count("proposed") == 2
    with clock.at(clock.now() + leases.LEASE + timedelta(seconds=1)):
        left = [row.public_id for row in leases.due(to_do())]
        assert len(left) == 2
        assert all(work.do(FILE_WORK, one) for one in left)
    assert set(outcomes(batch).values()) == {("proposed", "")}
    take_all(collected, batch)
    assert Version.objects.count() == 4
