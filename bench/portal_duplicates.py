"""Pupils in two places, found in the database: a whole country in one collection, a tenth of it, and an authority.

With `--busy` the processor's time is measured instead of the clock's, for a machine that others work on: the portal's
own, and on PostgreSQL also the server's, for this connection and for whoever helped it and is done.
"""

import argparse
import gc
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.figure import THOUSAND, Figure, median
from bench.made_up_authority import forget_making, portal_at_work, printed

if TYPE_CHECKING:
    from muster.portal.collecting.models import Collection

ENGLAND, TENTH, AUTHORITY = 650_000, 65_000, 15_000
MOST = {
    "certain kinds, 650,000 pupils": 5.0,
    "certain kinds, the search among ten times the pupils": 11.0,
    "certain kinds, ten times the pupils": 11.0,
    "near names, an authority of 15,000 pupils": 1.0,
    "an arriving return beside 15,000 pupils, median": 20.0,
}
"""Seconds, times and milliseconds that none of these may exceed."""
_TURNS = 3
_RETURNS = 40
_PARENT, _OWN, _CHILDREN = 0, slice(10, 12), slice(12, 14)
"""Where `/proc` has a process's parent, its own processor time, and that of its children who are done."""


class Measuring:
    """Takes every figure; `now` says the time, `size` is what is taken for a country."""

    def __init__(self, now: Callable[[], float], size: int) -> None:
        self._now, self._size = now, size

    def figures(self) -> Iterator[Figure]:
        """The rows written, then every figure."""
        from bench.claimed_rows import expect, write
        from bench.likeness import claims

        everybody = claims(self._size)
        numbers = (("330", AUTHORITY), ("331", self._size // 10), ("332", self._size))
        authority, tenth, country = (write(everybody[:count], la) for la, count in numbers)
        expect(authority)
        del everybody
        _settle_down()
        forget_making()
        yield from self._certain(tenth, country)
        yield from self._at_an_authority(authority)

    def _certain(self, tenth: "Collection", country: "Collection") -> Iterator[Figure]:
        """More grows than the pupils: chance makes a hundred times the namesakes among ten times the pupils."""
        from muster.portal.duplicates.finding import exact

        before = _peak()
        small, large = (self._least(partial(exact, one)) for one in (tenth, country))
        fewer, more = (self._least(partial(_search, one)) for one in (tenth, country))
        pairs = [len(exact(one)) for one in (tenth, country)]
        yield Figure(f"certain kinds, {self._size:,} pupils", large, "s")
        yield Figure("certain kinds, the search among ten times the pupils", more / fewer, "times")
        yield Figure("certain kinds, ten times the pupils", large / small, "times")
        yield Figure("certain kinds, pairs among ten times the pupils", pairs[1] / pairs[0], "times")
        yield Figure("certain kinds, pairs found", pairs[1], "pairs")
        yield Figure("certain kinds, memory", (_peak() - before) / THOUSAND, "MB")

    def _at_an_authority(self, collection: "Collection") -> Iterator[Figure]:
        from muster.portal.duplicates.elsewhere import elsewhere
        from muster.portal.duplicates.finding import exact
        from muster.portal.duplicates.near import near

        for name, find in (("certain kinds", exact), ("expected elsewhere", elsewhere), ("near names", near)):
            yield Figure(f"{name}, an authority of 15,000 pupils", self._least(partial(find, collection)), "s")
        yield from self._arriving(collection)

    def _arriving(self, collection: "Collection") -> Iterator[Figure]:
        from muster.portal.duplicates.reads.crossing import crossing_of, crossing_of_returns
        from muster.portal.foundation.scope import Level, Scope
        from muster.portal.returns.models import Return

        scope = Scope(Level.AUTHORITY, collection.authority.public_id)
        rows = Return.objects.filter(request__collection=collection)
        returns = list(rows.select_related("request__collection__authority"))
        times = sorted(self._once(partial(crossing_of, scope, one)) * THOUSAND for one in returns[:_RETURNS])
        yield Figure("an arriving return beside 15,000 pupils, median", median(times), "ms")
        whole = self._least(partial(crossing_of_returns, scope, collection, returns))
        yield Figure(f"all {len(returns)} returns of the authority at once", whole * THOUSAND, "ms")

    def _least(self, action: Callable[[], object]) -> float:
        gc.collect()
        return min(self._once(action) for _ in range(_TURNS))

    def _once(self, action: Callable[[], object]) -> float:
        started = self._now()
        action()
        return self._now() - started


def _search(collection: "Collection") -> object:
    """Who may be meant: what goes through everybody."""
    from muster.portal.duplicates.suspects import suspected
    from muster.portal.returns.claims import counting_versions

    return suspected(collection.authority_id, counting_versions(collection))


def _settle_down() -> None:
    """What the database does by itself in time."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _busy() -> float:
    """The seconds for which processors have worked on all this."""
    return time.process_time() + _busy_server()


def _busy_server() -> float:
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    if connection.connection is None:
        connection.ensure_connection()
    own = _stat(connection.connection.info.backend_pid)
    helpers = _stat(own[_PARENT])[_CHILDREN]
    return float(sum(own[_OWN]) + sum(helpers)) / os.sysconf("SC_CLK_TCK")


def _stat(process: int) -> list[int]:
    """What the system counts of a process, from the key of its parent on."""
    text = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    return [int(one) for one in text.rpartition(")")[2].split()[1:]]


def _peak() -> float:
    """The most kilobytes that this process has held."""
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def main(database: str, size: int, *, busy: bool) -> int:
    """Print the figures; exit status 1 where one of them misses its mark."""
    measuring = Measuring(_busy if busy else time.perf_counter, size)
    with portal_at_work(database):
        return int(printed(measuring.figures(), lambda figure: figure.value > MOST.get(figure.name, figure.value)))


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    arguments.add_argument("--pupils", type=int, default=ENGLAND)
    arguments.add_argument("--busy", action="store_true")
    asked = arguments.parse_args()
    sys.exit(main(asked.database, asked.pupils, busy=asked.busy))
