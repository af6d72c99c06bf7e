"""An authority's reports: a summary and a pupil-level report for each of its schools, on two processes."""

import resource
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
_PROCESSES = 2
_MEGABYTE_IN_KILOBYTES = 1024


def figures() -> Iterator[Figure]:
    """How long the reports take, the files' reading counted, and what a school's cost."""
    with TemporaryDirectory() as folder:
        made, out = Path(folder) / "made-up", Path(folder) / "reports"
        synthesise(made, schools=SCHOOLS, pupils=PUPILS, seed=2026, faults=0.0)
        start, before = time.perf_counter(), _processor_seconds()
        _make(made, out)
        whole, used = time.perf_counter() - start, _processor_seconds() - before
        files = list(out.iterdir())
    yield Figure("reports: made", len(files), "files")
    yield Figure("reports: time, with the files' reading", whole, "s")
    yield Figure("reports: processor time on one of two processes", used / _PROCESSES, "s")
    yield Figure("reports: processor time a school", used / SCHOOLS * THOUSAND, "ms")
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _MEGABYTE_IN_KILOBYTES
    yield Figure("reports: memory of a process that makes them", worker, "MB")


def _make(made: Path, out: Path) -> None:
    with (
        patch.object(report_run, "processes", lambda: _PROCESSES),
        redirect_stdout(StringIO()),
        redirect_stderr(StringIO()),
    ):
        make_reports(made, out, report_run.Kinds(), year=2026, today=date(2026, 7, 10), science=True)


def _processor_seconds() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main() -> None:
    """Print the figures."""
    for figure in figures():
        print(figure, flush=True)


if __name__ == "__main__":
    main()
