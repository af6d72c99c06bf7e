"""Clients that send an upload drop by drop, and somebody else who only wants a page.

Two drip for 30 seconds: nobody else may wait a second. Then as many drip as there are threads: they are turned away.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.portal.foundation.dripping import Drip, answer_of
from tests.portal.foundation.processes import done, free_port, of_its_own, running, wait_for

MOST = 1.0
"""Seconds in which the third must be served."""

THREADS = 8
_BETWEEN = 0.25


@contextmanager
def served() -> Iterator[int]:
    """A new installation that serves as it does by default; gives its port."""
    with tempfile.TemporaryDirectory() as folder:
        environment, port, log = of_its(folder), free_port(), Path(folder) / "log"
        done(environment, "migrate").check_returncode()
        with running(environment, "serve", "--port", str(port), log=log):
            wait_for(log, "Booting worker")
            time.sleep(1)  # the second process boots too
            answer_of(port)
            yield port


def of_its(folder: str) -> dict[str, str]:
    """The environment of an installation whose data are in this folder."""
    return of_its_own(Path(folder) / "data")


def slowest_answer(port: int, clients: int, seconds: float) -> float:
    """The longest that somebody waited for a page while so many clients dripped for so many seconds."""
    drips = [Drip(port, pause=0.2) for _ in range(clients)]
    for drip in drips:
        drip.start()
    until, slowest = time.monotonic() + seconds, 0.0
    while time.monotonic() < until:
        start = time.monotonic()
        assert answer_of(port).startswith(b"HTTP/1.1 200")
        slowest = max(slowest, time.monotonic() - start)
        time.sleep(_BETWEEN)
    for drip in drips:
        drip.stop()
    return slowest


def main(seconds: float = 30.0) -> int:
    """Measure and tell; 1 where the third waits too long."""
    with served() as port:
        third = slowest_answer(port, 2, seconds)
        print(f"slowest page while 2 clients drip for {seconds:.0f} s: {third * 1000:.0f} ms", flush=True)
        flooded = slowest_answer(port, THREADS, seconds)
        print(f"slowest page while {THREADS} clients, one a thread, drip for {seconds:.0f} s: {flooded:.1f} s")
    return int(third > MOST)


if __name__ == "__main__":
    sys.exit(main())
