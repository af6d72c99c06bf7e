"""A measured figure, how it is printed, and how times are taken."""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

THOUSAND = 1000


class Figure(NamedTuple):
    """One figure: what was measured, how much, of what."""

    name: str
    value: float
    unit: str

    def __str__(self) -> str:
        shown = f"{self.value:,.0f}" if abs(self.value) >= THOUSAND else f"{self.value:.3g}"
        return f"{self.name}: {shown} {self.unit}"


def times_of(action: Callable[[], object], repeats: int) -> list[float]:
    """How long each of several runs took, in milliseconds, shortest first; one run before them does not count."""
    action()
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        action()
        taken.append((time.perf_counter() - start) * THOUSAND)
    return sorted(taken)


def median(times: list[float]) -> float:
    """The middle of sorted times."""
    return statistics.median(times)


def p95(times: list[float]) -> float:
    """The time that 95 in 100 runs did not exceed; the times are sorted."""
    return times[min(len(times) - 1, int(len(times) * 0.95))]
