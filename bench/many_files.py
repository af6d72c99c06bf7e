"""An authority and England: all files with roll, history and the rules between schools, on two processes."""

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from bench.figure import Figure
from muster.checking import BatchPlan, ExpectedStore, check_many
from muster.checking.scratch import scratch_folder
from muster.formats.folder import walk
from muster.formats.limits import Limits
from muster.formats.reference import read_history, read_roll
from muster.records import CheckContext
from muster.synthesis import synthesise

_CONTEXT = CheckContext(today=date(2026, 6, 26), year=2026)
_PROCESSES = 2
_MEGABYTE_IN_KILOBYTES = 1024
SIZES = {"authority": (300, 15_000), "tenth": (1_670, 65_000), "england": (16_700, 650_000)}


def figures(size: str) -> Iterator[Figure]:
    """The figures of one size: "authority", "tenth" (of England) or "england"."""
    schools, pupils = SIZES[size]
    with TemporaryDirectory() as folder:
        made = Path(folder) / "made-up"
        start = time.perf_counter()
        synthesise(made, schools=schools, pupils=pupils, seed=2026, faults=0.0)
        yield Figure(f"{size}: made up", time.perf_counter() - start, "s")
        yield from _checked(size, made)


def _checked(size: str, made: Path) -> Iterator[Figure]:
    parsed = _parse_all(made / "returns")
    start = time.perf_counter()
    files = pupils = 0
    with scratch_folder() as scratch:
        store = ExpectedStore(scratch / "expected.sqlite")
        store.load_roll(read_roll(made / "roll.csv"))
        store.load_history(read_history(made / "history.csv"))
        store.close()
        loaded = time.perf_counter() - start
        plan = BatchPlan(_CONTEXT, str(scratch / "expected.sqlite"))
        for answer in check_many(walk(made / "returns", Limits()), plan, processes=_PROCESSES):
            files, pupils = files + 1, pupils + answer.pupils
    whole = time.perf_counter() - start
    yield Figure(f"{size}: files", files, "files")
    yield Figure(f"{size}: pupils", pupils, "pupils")
    yield Figure(f"{size}: roll and history loaded", loaded, "s")
    yield Figure(f"{size}: checked, with all that", whole, "s")
    yield Figure(f"{size}: time a pupil", whole / pupils * 1_000_000, "us")
    yield Figure(
        f"{size}: checked beside lxml's bare parse on as many processes", whole / (parsed / _PROCESSES), "times"
    )
    yield Figure(f"{size}: most memory of a process of the pool", _most(resource.RUSAGE_CHILDREN), "MB")
    yield Figure(f"{size}: most memory of the process that leads", _most(resource.RUSAGE_SELF), "MB")


def _parse_all(folder: Path) -> float:
    """Seconds that one process takes to parse every file, and to do nothing else."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    start = time.perf_counter()
    for path in sorted(folder.iterdir()):
        etree.fromstring(path.read_bytes(), parser)
    return time.perf_counter() - start


def _most(whose: int) -> float:
    return resource.getrusage(whose).ru_maxrss / _MEGABYTE_IN_KILOBYTES


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("size", choices=SIZES, nargs="?", default="authority")
    for figure in figures(arguments.parse_args().size):
        print(figure, flush=True)
    sys.exit(0)
