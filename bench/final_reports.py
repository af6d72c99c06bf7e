"""A run of final reports of 300 accepted schools, three PDFs each, made by workers beside, as they are started.

Two share it, as an installation may have; then one does it alone, as in the demonstration. Each school has had its
provisional report, so that the workers have nothing else to do.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from bench.accepted_authority import accept, open_to_schools
from bench.figure import THOUSAND, Figure
from bench.identities import SCHOOLS
from bench.made_up_authority import collected, forget_making, made_in, portal_at_work, printed
from bench.reports import processor_seconds
from bench.reports_due import reported
from tests.portal.foundation.processes import running, wait_for

if TYPE_CHECKING:
    from muster.portal.collecting.models import Collection

_FILES = 3 * SCHOOLS
_PATIENCE = 3_600.0
_LOOKS_EVERY = 0.1


def seconds_of_a_run(collection: "Collection", workers: int, folder: Path) -> float:
    """From the press of the button to the end of the run."""
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.publishing.actions.runs import begin_run
    from muster.portal.publishing.models import Run

    reported()
    with ExitStack() as stack:
        for number in range(workers):
            log = folder / f"work {workers} {number}.log"
            stack.enter_context(running(dict(os.environ), "work", log=log))
            wait_for(log, "Working.")
        started = time.perf_counter()
        run = begin_run(SYSTEM, collection)
        while Run.objects.filter(pk=run.pk, ended_at=None).exists():
            assert time.perf_counter() - started < _PATIENCE
            time.sleep(_LOOKS_EVERY)
        return time.perf_counter() - started


def figures(collection: "Collection", folder: Path) -> Iterator[Figure]:
    """With two workers, then with one."""
    from muster.portal.publishing.models import Edition

    for workers in (2, 1):
        name, before = f"final reports of 300 schools, workers {workers}", processor_seconds()
        seconds = seconds_of_a_run(collection, workers, folder)
        made = Edition.objects.filter(provisional=False).count()
        yield Figure(f"{name}: made", made, "files")
        yield Figure(f"{name}: time", seconds, "s")
        used = processor_seconds() - before
        yield Figure(f"{name}: processor time a school", used / SCHOOLS * THOUSAND, "ms")


def main(database: str) -> int:
    """Print the figures; exit status 1 where a report is missing."""
    with portal_at_work(database) as folder:
        requests = collected(made_in(folder, faults=0.0), practice=open_to_schools())
        accept(requests)
        forget_making()
        return printed(figures(requests[0].collection, folder), lambda one: one.unit == "files" and one.value < _FILES)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    sys.exit(main(arguments.parse_args().database))
