"""What reading one file takes in a process of its own: milliseconds, and megabytes above those held before."""

import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.figure import THOUSAND, median, times_of

_REPEATS = 3


def measured_alone(
    read: Callable[[bytes], object], make: Callable[[str], bytes], name: str
) -> tuple[float, float | None]:
    """Milliseconds (the middle of three) and megabytes that `read` takes of the bytes that `make` makes of a name.

    Megabytes are None where the system does not tell them. Both functions must be found by their names in a new
    process.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        return alone.submit(_measured, read, make, name).result()


def _measured(read: Callable[[bytes], object], make: Callable[[str], bytes], name: str) -> tuple[float, float | None]:
    content = make(name)
    read(b"<CTfile><Header/></CTfile>")
    before = _forget_peak()
    read(content)
    after = _peak()
    milliseconds = median(times_of(lambda: read(content), _REPEATS))
    return milliseconds, None if before is None or after is None else (after - before) / THOUSAND


def _forget_peak() -> float | None:
    """The kilobytes held now, from which on the peak counts anew; None where the system cannot say."""
    if sys.platform != "linux":
        return None
    with Path("/proc/self/clear_refs").open("w", encoding="ascii") as asked:
        asked.write("5")
    return _peak()


def _peak() -> float | None:
    """The most kilobytes held since the peak was forgotten."""
    if sys.platform != "linux":
        return None
    with Path("/proc/self/status").open(encoding="ascii") as status:
        return next(float(line.split()[1]) for line in status if line.startswith("VmHWM"))
