"""Every page of the authority, at an authority of 300 schools and 15,000 pupils, alone and among 153.

With `--busy` the processor's time is measured instead of the clock's, for a machine that others work on.
"""

import argparse
import gc
import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from bench.authority_season import officer, season
from bench.figure import THOUSAND, Figure, median, p95
from bench.identities import portal_of_its_own

if TYPE_CHECKING:
    from django.test import Client

    from muster.portal.collecting.models import Request

MOST = 200.0
"""Milliseconds at p95, for every page."""
SLOWER = 1.2
"""So many times as long a page may take where 152 other authorities are in the instance."""
_TIMES = 20
_OK = (200, 302)
COMPARED = (
    "authority",
    "authority-work",
    "authority-schools",
    "authority-assignments",
    "authority-progress",
    "authority-progress-changes",
    "authority-return",
    "authority-return-review",
    "authority-return-questions",
    "authority-ready",
    "team-enquiries",
)
Named = tuple[str, tuple[str, ...]]
"""A page's name, and the parts of its address."""
_PARTS = {"system": "sims", "kind": "schools"}


class Pages:
    """The addresses of the authority's pages; one whose parts cannot be filled is named instead."""

    def __init__(self, requests: "Sequence[Request]") -> None:
        from muster.portal.organisations.models import Membership

        self.requests = requests
        own = {"membership": Membership.objects.filter(school=None).order_by("pk")[0].public_id}
        self.parts = _PARTS | own | {"collection": requests[0].collection.public_id}
        self.left_out: list[str] = []

    def names(self) -> "list[Named]":
        """Each page's name, with the parts of its address."""
        from django.urls import get_resolver

        found = [(name, parts) for name, parts, gate in _routes(get_resolver(), ()) if _is_office(name, gate)]
        known = self.parts.keys() | {"school", "request_id"}
        self.left_out = sorted(name for name, parts in found if not known >= set(parts))
        return [(name, parts) for name, parts in found if known >= set(parts)]

    def address(self, name: str, parts: tuple[str, ...], number: int) -> str:
        """The page's address: of another school each time, where it is a school's."""
        from django.urls import reverse

        one = self.requests[number % len(self.requests)]
        own = self.parts | {"school": one.school.public_id, "request_id": one.public_id}
        return reverse(name, kwargs={part: own[part] for part in parts})


def _routes(resolver: object, outer: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for entry in resolver.url_patterns:  # type: ignore[attr-defined] # a resolver
        parts = (*outer, *entry.pattern.converters)
        if hasattr(entry, "url_patterns"):
            yield from _routes(entry, parts)
        else:
            gate = getattr(entry.callback, "gate", None)
            yield entry.name or "", parts, gate.kind if gate else ""


def _is_office(name: str, gate: str) -> bool:
    return gate == "for_authority" or (gate == "for_school" and name.startswith("authority-"))


class Looking:
    """Somebody who looks at pages again and again; `now` says the time."""

    def __init__(self, pages: Pages, browser: "Client", now: Callable[[], float]) -> None:
        self.pages, self.browser, self.now = pages, browser, now

    def times(self, names: "Sequence[Named]") -> Iterator[tuple[str, list[float]]]:
        """Every page's times in milliseconds, the first left out; forms that only take a POST have none."""
        for name, parts in names:
            times = []
            for number in range(_TIMES + 1):
                took, status = self._look(self.pages.address(name, parts, number))
                if status not in _OK:
                    break
                times.append(took)
            else:
                yield name, sorted(times[1:])

    def _look(self, address: str) -> tuple[float, int]:
        started = self.now()
        answer = self.browser.get(address)
        if answer.streaming:
            list(answer)
        return (self.now() - started) * THOUSAND, answer.status_code


def measure(requests: "Sequence[Request]", now: Callable[[], float]) -> Iterator[Figure]:
    """Each page's p95, then how much longer they take among the others."""
    from django.test import Client

    from bench.other_authorities import OTHERS, copy_authority

    browser = Client(SERVER_NAME="localhost")
    browser.force_login(officer(requests[0].authority, "second"))
    pages = Pages(requests)
    names, looking = pages.names(), Looking(pages, browser, now)
    for name, times in looking.times(names):
        yield Figure(f"{name}, p95", p95(times), "ms")
    print(f"not measured, for want of rows: {', '.join(pages.left_out)}", flush=True)
    compared = [one for one in names if one[0] in COMPARED]
    before = {name: median(times) for name, times in looking.times(compared)}
    started = time.perf_counter()
    copy_authority()
    yield Figure(f"{OTHERS} other authorities copied", time.perf_counter() - started, "s")
    after = {name: median(times) for name, times in looking.times(compared)}
    for name, took in before.items():
        yield Figure(f"{name} among {OTHERS + 1} authorities, median", after[name], "ms")
        yield Figure(f"{name} among {OTHERS + 1} authorities", after[name] / took, "times")
    whole = sum(after.values()) / sum(before.values())
    yield Figure(f"all of these pages among {OTHERS + 1} authorities", whole, "times")


def is_missed(figure: Figure) -> bool:
    """Whether a figure misses its mark: a page's p95, or all pages' slowing down."""
    if figure.name.startswith("all of these"):
        return figure.value > SLOWER
    return figure.name.endswith("p95") and figure.value > MOST


def main(*, busy: bool) -> int:
    """Print the figures; exit status 1 where one of them misses its mark."""
    missed = False
    with portal_of_its_own("sqlite") as folder:
        logging.disable(logging.CRITICAL)
        from django.db import connection

        from muster.portal.config.gunicorn import begin_work
        from muster.portal.foundation import reader

        begin_work(None)
        requests = season(folder)
        # As at a server's start: a process that answers never made a season, whose garbage would be searched here.
        gc.collect()
        gc.freeze()
        for figure in measure(requests, time.process_time if busy else time.perf_counter):
            print(figure, flush=True)
            missed |= is_missed(figure)
        reader.end()
        connection.close()
    return int(missed)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--busy", action="store_true")
    sys.exit(main(busy=arguments.parse_args().busy))
