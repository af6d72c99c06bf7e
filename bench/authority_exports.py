"""What an authority takes away, and its log: 300 schools, 15,000 pupils, 100,000 events."""

import argparse
import random
import sys
import time
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from bench.authority_season import officer, season
from bench.figure import THOUSAND, Figure, p95
from bench.made_up_authority import forget_making, portal_at_work, printed

if TYPE_CHECKING:
    from django.test import Client

    from muster.portal.collecting.models import Collection, Request

MOST = 200.0
"""Milliseconds at p95, for every page."""

MAKING = 60.0
"""Seconds in which the worker makes any file but the archive, which may take twice as long."""

EVENTS = 100_000
_LOOKS = 21
_VERBS = ("results.seen", "roll.seen", "return.explained", "person.signed_in", "school.reminded")


def making(collection: "Collection") -> Iterator[Figure]:
    """Each file as the worker makes it."""
    from muster.portal.casework.actions.exporting import FORMS, Wanted, ask_for_export, record_taken
    from muster.portal.casework.exports.held import pieces_of
    from muster.portal.casework.models import Export
    from muster.portal.foundation import work
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.foundation.scope import Level, Scope

    scope = Scope(Level.AUTHORITY, collection.authority.public_id)
    for kind, forms in FORMS.items():
        for form in forms:
            asked = ask_for_export(SYSTEM, collection, Wanted(kind, form))
            started = time.perf_counter()
            assert work.do("exports", asked.public_id)
            made = time.perf_counter()
            export = Export.objects.select_related("authority").get(pk=asked.pk)
            record_taken(SYSTEM, export)
            size = sum(map(len, pieces_of(scope, export)))
            what = f"{export.get_kind_display()} ({form})"
            yield Figure(f"{what}: made", made - started, "s")
            yield Figure(f"{what}: read for a download", (time.perf_counter() - made) * THOUSAND, "ms")
            yield Figure(f"{what}: size", size / 1_000_000, "MB")


def looking(collection: "Collection", browser: "Client") -> Iterator[Figure]:
    """The pages of taking away, and results by school as they are made on the spot."""
    from django.urls import reverse

    from muster.portal.casework.models import Export

    parts = {"collection": collection.public_id}
    of_ctfs = Export.objects.filter(collection=collection, kind="ctfs").earliest("pk").public_id
    pages = {
        "take away": reverse("authority-exports", kwargs=parts),
        "one export, with its schools": reverse("authority-export", kwargs=parts | {"export": of_ctfs}),
        "results by school (csv)": reverse("authority-export-schools", kwargs=parts) + "?as=school",
    }
    for name, address in pages.items():
        yield Figure(f"{name}, p95", _p95(browser, address), "ms")
    schools = reverse("authority-export-schools", kwargs=parts)
    yield Figure("results by school (xlsx), a download", _p95(browser, schools), "ms")


def searching(requests: "list[Request]", browser: "Client") -> Iterator[Figure]:
    """The log, searched each way."""
    from django.urls import reverse

    from muster.portal.pupils.models import Child

    log, child = reverse("authority-log"), Child.objects.order_by("-pk")[0].public_id
    ways = {
        "the newest": "",
        "one school": f"?school={requests[17].school.urn}",
        "a person": f"?who=Head+of+{requests[17].school.urn}",
        "a person who did nothing": "?who=Nobody+of+this+name",
        "reads of pupils' data": "?kind=seen",
        "a kind that is rare": "?kind=exports",
        "the first day of it": "?since=1/1/2020&until=2/1/2020",
        "a pupil": f"?pupil={child}",
        "far back": "?before=5000",
    }
    for name, query in ways.items():
        yield Figure(f"the log: {name}, p95", _p95(browser, log + query), "ms")


def verifying(authority: str) -> Iterator[Figure]:
    """A chain walked from its first event to its last."""
    from muster.portal.audit.verify import verify

    started = time.perf_counter()
    report = verify(authority)
    assert report.is_whole
    yield Figure(f"the log: {report.events:,} events verified", time.perf_counter() - started, "s")


def with_events(requests: "list[Request]") -> None:
    """What a season leaves in the log."""
    from muster.portal.audit.action import action
    from muster.portal.foundation.actor import Actor, ActorKind

    draw = random.Random(2026)
    for _ in range(EVENTS // 5_000):
        one = draw.choice(requests)
        with action(Actor(ActorKind.PERSON, "b" * 16, f"Head of {one.school.urn}"), one.authority.public_id) as act:
            for _ in range(5_000):
                act.record(draw.choice(_VERBS), school=draw.choice(requests).school.public_id, shown=draw.randrange(60))


def _p95(browser: "Client", address: str) -> float:
    times = []
    for _ in range(_LOOKS):
        started = time.perf_counter()
        answer = browser.get(address)
        times.append((time.perf_counter() - started) * THOUSAND)
        assert answer.status_code == 200, address
    return p95(sorted(times[1:]))


def main(database: str) -> int:
    """Print the figures; exit status 1 where one of them misses its mark."""
    with portal_at_work(database) as folder:
        from django.test import Client

        requests = season(folder)
        collection, browser = requests[0].collection, Client(SERVER_NAME="localhost")
        browser.force_login(officer(collection.authority, "second"))
        forget_making()
        missed = printed(making(collection), _is_missed)
        with_events(requests)
        missed |= printed(chain(looking(collection, browser), searching(requests, browser)), _is_missed)
        printed(verifying(collection.authority.public_id))
    return missed


def _is_missed(figure: Figure) -> bool:
    if figure.name.endswith("made"):
        return figure.value > MAKING * (1 + ("whole" in figure.name))
    return figure.name.endswith("p95") and figure.value > MOST


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    sys.exit(main(arguments.parse_args().database))
