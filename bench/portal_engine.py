"""What the portal's mechanisms cost: limits, leases, doing once, the reader process, and a client that drips."""

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from itertools import count

from bench.figure import Figure, median, p95, times_of
from bench.identities import portal_of_its_own
from bench.made_up_file import NAME, full_ctf

_RUNS = 200
_DRIP_SECONDS = 10.0
_DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def mechanisms(database: str) -> Iterator[Figure]:
    """Each mechanism that every request or item goes through, on a database of its own."""
    with portal_of_its_own(database):
        for name, action in _actions():
            yield from _both(f"{name}, {_DATABASES[database]}", times_of(action, _RUNS))


def _actions() -> Iterator[tuple[str, Callable[[], object]]]:
    from muster.portal.foundation import clock, leases, limits, once
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.outbox.models import Mail

    limit, numbers = limits.define("bench", 1_000_000, 1), count()
    Mail.objects.bulk_create(
        Mail(template="t", to_address="a@b.example", sealed=b"", queued_at=clock.now()) for _ in range(_RUNS + 1)
    )
    yield "a token taken", lambda: limits.take(limit, "same key")
    yield "a thing done once", lambda: once.once(str(next(numbers)), SYSTEM, "digest", lambda: None)
    yield "a lease taken and finished", lambda: leases.finish(leases.take(Mail.objects.all())[0])


def reading() -> Iterator[Figure]:
    """A school's file read in the process itself, and in a reader process, turn by turn."""
    from muster.checking import read_file
    from muster.portal.foundation import reader
    from muster.records import CheckContext

    context, content = CheckContext(today=date(2026, 6, 26), year=2026), full_ctf(60)

    def fresh() -> None:
        reader.end()
        reader.read(content, NAME, context)

    yield Figure("60 pupils read in a reader process not started ahead, median", median(times_of(fresh, 10)), "ms")
    reader.start()
    inside, outside = [], []
    for _ in range(_RUNS):
        inside += times_of(lambda: read_file(content, NAME, context), 1)
        outside += times_of(lambda: reader.read(content, NAME, context), 1)
    reader.end()
    yield from _both("60 pupils read in the web process", sorted(inside))
    yield from _both("60 pupils read in a reader process", sorted(outside))


def dripping() -> Iterator[Figure]:
    """The longest that somebody waits for a page while two clients drip."""
    from tests.verify.dripping import served, slowest_answer

    with served() as port:
        for clients in (0, 2):
            slowest = slowest_answer(port, clients, _DRIP_SECONDS) * 1000
            yield Figure(f"slowest page while {clients} clients drip for {_DRIP_SECONDS:.0f} s", slowest, "ms")


def _both(name: str, times: list[float]) -> Iterator[Figure]:
    yield Figure(f"{name}, median", median(times), "ms")
    yield Figure(f"{name}, 95th percentile", p95(times), "ms")


def main() -> None:
    """Measure on one database; the reader and the drips, which need none, beside SQLite's."""
    asked = argparse.ArgumentParser(description="Measure the portal's mechanisms.")
    asked.add_argument("--database", choices=sorted(_DATABASES), default="sqlite")
    database = str(asked.parse_args().database)
    for figure in mechanisms(database):
        print(figure, flush=True)
    if database == "sqlite":
        for part in (reading, dripping):
            for figure in part():
                print(figure, flush=True)


if __name__ == "__main__":
    main()
