"""An authority's reports: a summary and a pupil-level report for each of its schools, on two processes.

With `england` those of 2,000 schools, and what that comes to for all of England's.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from bench.figure import THOUSAND, Figure
from muster.cli import report_run
from muster.cli.report_run import make_reports
from muster.synthesis import synthesise

SCHOOLS, PUPILS = 300, 15_000
MEASURED, OF_THEM = 2_000, 77_800
ENGLAND = 16_700
MOST = 400.0
"""Megabytes of a process that makes reports, however many."""
_HOUR = 3600
_PROCESSES = 2
_MEGABYTE_IN_KILOBYTES = 1024


def figures(schools: int = SCHOOLS, pupils: int = PUPILS) -> Iterator[Figure]:
    """How long the reports take, the files' reading counted, and what a school's cost."""
    with TemporaryDirectory() as folder:
        made, out = Path(folder) / "made-up", Path(folder) / "reports"
        synthesise(made, schools=schools, pupils=pupils, seed=2026, faults=0.0)
        start, before = time.perf_counter(), processor_seconds()
        _make(made, out)
        whole, used = time.perf_counter() - start, processor_seconds() - before
        files = list(out.iterdir())
    yield Figure(f"reports of {schools:,} schools: made", len(files), "files")
    yield Figure(f"reports of {schools:,} schools: time, with the files' reading", whole, "s")
    yield Figure(f"reports of {schools:,} schools: processor time on one of two processes", used / _PROCESSES, "s")
    yield Figure(f"reports of {schools:,} schools: processor time a school", used / schools * THOUSAND, "ms")
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _MEGABYTE_IN_KILOBYTES
    yield Figure(f"reports of {schools:,} schools: memory of a process that makes them", worker, "MB")


def england() -> Iterator[Figure]:
    """An authority's, to compare the memory with; those that are measured; what England's come to."""
    yield from figures()
    measured = list(figures(MEASURED, OF_THEM))
    yield from measured
    seconds = next(one.value for one in measured if "time, with" in one.name)
    yield Figure(f"reports of England, extrapolated from {MEASURED:,}", seconds * ENGLAND / MEASURED / _HOUR, "h")


def _make(made: Path, out: Path) -> None:
    with (
        patch.object(report_run, "processes", lambda: _PROCESSES),
        redirect_stdout(StringIO()),
        redirect_stderr(StringIO()),
    ):
        make_reports(made, out, report_run.Kinds(), year=2026, today=date(2026, 7, 10), science=True)


def processor_seconds() -> float:
    """The processor time of this process, and of those that it started and that have ended."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main(whose: str) -> int:
    """Print the figures; exit status 1 where a process took more memory than it may."""
    missed = False
    for figure in england() if whose == "england" else figures():
        print(figure, flush=True)
        missed |= "memory" in figure.name and figure.value > MOST
    return int(missed)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("whose", choices=("authority", "england"), nargs="?", default="authority")
    sys.exit(main(arguments.parse_args().whose))
