"""Which reports are due, asked where all of England's schools have sent: 16,800 returns of 56 authorities."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.accepted_authority import accept
from bench.figure import Figure, median, p95, times_of
from bench.made_up_authority import collected, forget_making, made_in, portal_at_work, printed
from bench.other_authorities import copy_authority

OTHERS = 55
MOST = 200.0
"""Milliseconds at p95: the sweeper asks every 12 seconds."""
_TIMES = 40
_A_PASS = 50


def season(folder: Path) -> None:
    """Everything accepted, and the reports made, at every authority."""
    accept(collected(made_in(folder, faults=0.0)))
    reported()
    copy_authority(OTHERS, every=1)
    reported()


def reported() -> None:
    """Say of every return without one that its report is made of what is there now."""
    from muster.portal.foundation import clock
    from muster.portal.publishing.due import made_of
    from muster.portal.publishing.models import Edition
    from muster.portal.returns.models import Return

    Edition.objects.all().delete()
    now = clock.now()
    digests = made_of(Return.objects.all())
    Edition.objects.bulk_create(
        Edition(
            authority=row.authority, school_return=row, version=row.confirmed, kind="summary", number=1, made_at=now,
            provisional=True, built_from=digests[row.pk], name="", file="", sha256="", size=0,
        )
        for row in Return.objects.filter(confirmed__isnull=False).select_related("authority", "confirmed")
    )  # fmt: skip


def figures() -> Iterator[Figure]:
    """What a sweep takes where nothing is due, and where a school of the last authority has confirmed anew."""
    from muster.portal.publishing.due import due
    from muster.portal.publishing.models import Edition
    from muster.portal.returns.models import Result, Return

    returns, pupils = Return.objects.count(), Result.objects.count()
    yield Figure("reports due: returns", returns, "returns")
    yield Figure("reports due: their pupils", pupils, "pupils")
    times = times_of(lambda: due(_A_PASS), _TIMES)
    yield Figure("reports due: a sweep that finds none, median", median(times), "ms")
    yield Figure("reports due: a sweep that finds none, p95", p95(times), "ms")
    last = Return.objects.order_by("-pk")[0]
    Edition.objects.filter(school_return=last).delete()
    assert due(_A_PASS) == [last.public_id]
    yield Figure("reports due: a sweep that finds one, p95", p95(times_of(lambda: due(_A_PASS), _TIMES)), "ms")


def main(database: str) -> int:
    """Print the figures; exit status 1 where one of them misses its mark."""
    with portal_at_work(database) as folder:
        season(folder)
        forget_making()
        return printed(figures(), lambda one: one.name.endswith("p95") and one.value > MOST)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    sys.exit(main(arguments.parse_args().database))
