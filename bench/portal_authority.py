"""Every page of the authority, at an authority of 300 schools and 15,000 pupils, alone and among 153.

With `--busy` the processor's time is measured instead of the clock's, for a machine that others work on.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from bench.authority_rows import Parts, collection_of_files, draft_of_the_next_year, rows_of, rows_of_school
from bench.authority_season import officer, season
from bench.figure import THOUSAND, Figure, median, p95
from bench.made_up_authority import forget_making, portal_at_work, printed

if TYPE_CHECKING:
    from django.test import Client

    from muster.portal.collecting.models import Collection, Request

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
    "authority-return-questions",
    "authority-ready",
    "authority-reports",
    "team-enquiries",
)
_GOES_OUT = "authority-sign-in-try"
"""What another server answers: the authority's own provider."""
_ASKED = {"authority-reminder-new": "?to=nothing_sent"}
"""What a page must be asked for, beside its address."""
_OF_FILES, _OF_A_DRAFT = ("authority-collection-file", "authority-files"), ("authority-collection-like",)
Named = tuple[str, tuple[str, ...]]
"""A page's name, and the parts of its address."""
_POST_ALONE = 405
_NOT_THERE = 404


class Pages:
    """The addresses of the authority's pages, and what stands in their parts."""

    def __init__(
        self, requests: "Sequence[Request]", parts: Parts, others: "Mapping[tuple[str, ...], Collection]"
    ) -> None:
        self.parts, self.others = parts, others
        self.collection = requests[0].collection.public_id
        self.schools = [rows_of_school(one) for one in requests]

    def names(self) -> "list[Named]":
        """Each page's name, with the parts of its address."""
        from django.urls import get_resolver

        return [(name, parts) for name, parts, gate in _routes(get_resolver(), ()) if _is_office(name, gate)]

    def address(self, name: str, parts: tuple[str, ...], number: int) -> str:
        """The page's address: of another school each time, where it is a school's.

        A part that no row was made for has one that is not found there, which pages that only take a POST do not mind.
        """
        from django.urls import reverse

        other = (one.public_id for names, one in self.others.items() if name.startswith(names))
        collection = next(other, self.collection)
        own = self.parts | {"collection": collection, "year": "2023"} | self.schools[number % len(self.schools)]
        return reverse(name, kwargs={part: own.get(part, collection) for part in parts}) + _ASKED.get(name, "")


def _routes(resolver: object, outer: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for entry in resolver.url_patterns:  # type: ignore[attr-defined] # a resolver
        parts = (*outer, *entry.pattern.converters)
        if hasattr(entry, "url_patterns"):
            yield from _routes(entry, parts)
        else:
            gate = getattr(entry.callback, "gate", None)
            yield entry.name or "", parts, gate.kind if gate else ""


def _is_office(name: str, gate: str) -> bool:
    return name != _GOES_OUT and (gate == "for_authority" or (gate == "for_school" and name.startswith("authority-")))


class Looking:
    """Somebody who looks at pages again and again; `now` says the time. `unseen` are pages that do not answer."""

    def __init__(self, pages: Pages, browser: "Client", now: Callable[[], float]) -> None:
        self.pages, self.browser, self.now = pages, browser, now
        self.unseen: list[str] = []

    def times(self, names: "Sequence[Named]") -> Iterator[tuple[str, list[float]]]:
        """Every page's times in milliseconds, the first left out; what only takes a POST is no page."""
        for name, parts in names:
            times = self._times(name, parts)
            if len(times) > _TIMES:
                yield name, sorted(times[1:])
            elif times is not _NO_PAGE:
                self.unseen.append(name)

    def _times(self, name: str, parts: tuple[str, ...]) -> list[float]:
        """Of as many schools as it takes: not each of them has each page."""
        times: list[float] = []
        for number in range(len(self.pages.schools)):
            took, status = self._look(self.pages.address(name, parts, number))
            if status == _POST_ALONE:
                return _NO_PAGE
            if status in _OK:
                times.append(took)
            if len(times) > _TIMES or status not in (*_OK, _NOT_THERE):
                break
        return times

    def _look(self, address: str) -> tuple[float, int]:
        started = self.now()
        answer = self.browser.get(address)
        if answer.streaming:
            list(answer)
        return (self.now() - started) * THOUSAND, answer.status_code


_NO_PAGE: list[float] = []
"""What only takes a POST: told apart by being this list."""


def measure(looking: Looking) -> Iterator[Figure]:
    """Each page's p95, then how much longer they take among the others."""
    from bench.other_authorities import OTHERS, copy_authority

    names = looking.pages.names()
    for name, times in looking.times(names):
        yield Figure(f"{name}, p95", p95(times), "ms")
    yield Figure(f"pages that did not answer ({', '.join(looking.unseen) or 'none'})", len(looking.unseen), "pages")
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
    """Whether a figure misses its mark: a page's p95, a page that does not answer, or all pages' slowing down."""
    if figure.name.startswith("all of these"):
        return figure.value > SLOWER
    if figure.unit == "pages":
        return figure.value > 0
    return figure.name.endswith("p95") and figure.value > MOST


def main(*, busy: bool) -> int:
    """Print the figures; exit status 1 where one of them misses its mark."""
    with portal_at_work("sqlite") as folder:
        from django.test import Client

        requests = season(folder)
        collection, browser = requests[0].collection, Client(SERVER_NAME="localhost")
        parts = rows_of(folder / "made-up", collection)
        files, draft = collection_of_files(collection.authority), draft_of_the_next_year(collection)
        pages = Pages(requests, parts, {_OF_FILES: files, _OF_A_DRAFT: draft})
        browser.force_login(officer(collection.authority, "second"))
        forget_making()
        return printed(measure(Looking(pages, browser, time.process_time if busy else time.perf_counter)), is_missed)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--busy", action="store_true")
    sys.exit(main(busy=arguments.parse_args().busy))
