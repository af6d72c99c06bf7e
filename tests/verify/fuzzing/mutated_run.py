"""Many mutated files, one after the other: how many were checked, what escaped, and which took long."""

import faulthandler
import heapq
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.figure import THOUSAND
from tests.house.tree import ROOT
from tests.verify.fuzzing.case import MutatedFile, examined, mutated_file

FOLDER = ROOT / "var" / "fuzz"
SLOW_SECONDS = 1.0
_STUCK_SECONDS = 300
_AT_A_TIME = 100
_TOLD_EVERY = 10_000
_KEPT = 5


class Outcome:
    """What a run has met so far. `slowest` are the longest cases with their seconds."""

    def __init__(self) -> None:
        self.files = 0
        self.read = 0
        self.faults: Counter[str] = Counter()
        self.slow = 0
        self.slowest: list[tuple[float, int]] = []

    @property
    def exceptions(self) -> int:
        """How many cases ended in an exception."""
        return self.faults.total()

    def take(self, number: int) -> None:
        """Check the case of this number and note how it went."""
        file = mutated_file(number)
        start = time.perf_counter()
        try:
            self.read += examined(file).pupils > 0
        except KeyboardInterrupt:
            raise
        except BaseException as fault:  # noqa: BLE001 - whatever escapes is what is looked for
            self._note(number, file, fault)
        self.files += 1
        self._timed(number, file, time.perf_counter() - start)

    def _note(self, number: int, file: MutatedFile, fault: BaseException) -> None:
        """Tell each fault once, by its kind and the place that it came from."""
        place = traceback.extract_tb(fault.__traceback__)[-1]
        key = f"{type(fault).__name__} in {Path(place.filename).name}, {place.name}"
        self.faults[key] += 1
        if self.faults[key] == 1:
            path = keep(f"case-{number}", file)
            print(f" {key}: {path}\n{''.join(traceback.format_exception(fault))}", flush=True)

    def _timed(self, number: int, file: MutatedFile, seconds: float) -> None:
        if seconds > SLOW_SECONDS:
            seconds = min(seconds, again(file))
        if seconds > SLOW_SECONDS:
            self.slow += 1
            print(f" slow, {seconds:.1f} seconds: {keep(f'slow-{number}', file)}", flush=True)
        heapq.heappush(self.slowest, (seconds, number))
        if len(self.slowest) > _KEPT:
            heapq.heappop(self.slowest)

    def slowest_case(self) -> tuple[float, int]:
        """Seconds and number of the case that takes longest when it has the machine to itself as far as it can."""
        return max(((min(seconds, again(mutated_file(n))), n) for seconds, n in self.slowest), default=(0, 0))


def again(file: MutatedFile) -> float:
    """The shorter of two more runs, in seconds of this process's own: others work on the machine too."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        with suppress(Exception):
            examined(file)
        taken.append(time.process_time() - start)
    return min(taken)


def most_memory() -> float:
    """The most megabytes that this process has held, 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if sys.platform == "linux" else []
    return next((float(line.split()[1]) / THOUSAND for line in lines if line.startswith("VmHWM")), 0)


def keep(name: str, file: MutatedFile) -> str:
    """Write a file down to be looked at; its place within the project."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.bin"
    path.write_bytes(file.content)
    path.with_suffix(".txt").write_text(f"{file.name!r}\n{file.context}\n", encoding="utf-8")
    return path.relative_to(ROOT).as_posix()


def run(numbers: Iterable[int], seconds: float | None = None) -> Outcome:
    """Check the cases of these numbers, at most for so many seconds.

    The number of the case at work stands in var/fuzz/running, should the process end or hang in it: where it hangs is
    shown after five minutes.
    """
    outcome, start = Outcome(), time.monotonic()
    with _watched() as running:
        for number in numbers:
            if outcome.files % _AT_A_TIME == 0:
                faulthandler.dump_traceback_later(_STUCK_SECONDS, exit=True)
                if seconds is not None and time.monotonic() - start > seconds:
                    break
            running.write(number)
            outcome.take(number)
            if outcome.files % _TOLD_EVERY == 0:
                print(f" {outcome.files:,} files, {outcome.exceptions} exceptions", flush=True)
    return outcome


class _Running:
    """The file with the number of the case at work."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", buffering=0)

    def write(self, number: int) -> None:
        self._file.seek(0)
        self._file.write(f"{number:<20}\n".encode("ascii"))

    def close(self) -> None:
        self._file.close()


@contextmanager
def _watched() -> Iterator[_Running]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    faulthandler.enable()
    path = FOLDER / "running"
    running = _Running(path)
    try:
        yield running
    finally:
        faulthandler.cancel_dump_traceback_later()
        running.close()
        path.unlink()
