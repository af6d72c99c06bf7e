"""One school's file, in the process: how long the answer takes, beside the bare parse of the same bytes."""

import time
from collections.abc import Iterator
from datetime import date

from lxml import etree

from bench.figure import THOUSAND, Figure, median, p95, times_of
from bench.made_up_file import NAME, full_ctf
from muster.checking import check, read_file, view_file
from muster.records import CheckContext
from muster.rules import run_rules

_CONTEXT = CheckContext(today=date(2026, 6, 26), year=2026)
_REPEATS = 200


def figures() -> Iterator[Figure]:
    """Files of 30, 60 and 120 pupils, and one near the limit."""
    for pupils in (30, 60, 120):
        yield from _of_a_school(pupils)
    yield from _parts(full_ctf(60))
    yield from _near_the_limit()


def _of_a_school(pupils: int) -> Iterator[Figure]:
    content = full_ctf(pupils)
    name = f"full CTF of {pupils} pupils"
    bare, whole = _side_by_side(content)
    yield Figure(f"{name}, size", len(content) / THOUSAND, "KB")
    yield Figure(f"{name}, lxml's bare parse, median", median(bare), "ms")
    yield Figure(f"{name}, checked, median", median(whole), "ms")
    yield Figure(f"{name}, checked, 95th percentile", p95(whole), "ms")
    yield Figure(f"{name}, checked beside the bare parse, medians", median(whole) / median(bare), "times")


def _side_by_side(content: bytes) -> tuple[list[float], list[float]]:
    """Both measured turn by turn, so that a busy moment of the machine meets both."""
    bare: list[float] = []
    whole: list[float] = []
    for _ in range(_REPEATS // 10):
        bare += times_of(lambda: etree.fromstring(content), 10)
        whole += times_of(lambda: check(content, NAME, _CONTEXT), 10)
    return sorted(bare), sorted(whole)


def _parts(content: bytes) -> Iterator[Figure]:
    file = read_file(content, NAME, _CONTEXT)
    given = view_file(file, _CONTEXT)
    parts = {
        "read": lambda: read_file(content, NAME, _CONTEXT),
        "settled for the rules": lambda: view_file(file, _CONTEXT),
        "ruled on": lambda: run_rules(given),
    }
    for part, action in parts.items():
        yield Figure(f"full CTF of 60 pupils, {part}, median", median(times_of(action, _REPEATS)), "ms")


def _near_the_limit() -> Iterator[Figure]:
    content = full_ctf(3_500)
    start = time.perf_counter()
    check(content, NAME, _CONTEXT)
    yield Figure("full CTF of 3,500 pupils, size", len(content) / THOUSAND, "KB")
    yield Figure("full CTF of 3,500 pupils, checked", (time.perf_counter() - start) * THOUSAND, "ms")


if __name__ == "__main__":
    for figure in figures():
        print(figure, flush=True)
