"""Every page of a school's journey once its file has come, at an authority of 300 schools and 15,000 pupils."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bench.authority_season import officer
from bench.figure import THOUSAND, Figure, p95
from bench.made_up_authority import collected, forget_making, made_in, portal_at_work, printed
from bench.portal_returns import SENDERS, expected, heads, sending

if TYPE_CHECKING:
    from django.test import Client

    from muster.portal.collecting.models import Request

MOST = 150.0
"""Milliseconds at p95, for every page."""
PAGES = {
    "school": "the school's home",
    "return": "the task list",
    "return-pupils": "your pupils",
    "return-send": "sending",
    "return-spreadsheet": "the spreadsheet to fill in",
    "return-check": "put right and explain",
    "return-check-download": "the same as XLSX",
    "return-results": "results",
    "return-print": "the list to print",
    "return-changes": "what changed",
    "return-confirm": "confirming",
    "return-own-system": "changes for the own system",
    "return-ctf": "the CTF",
    "return-questions": "questions",
    "return-sent": "everything received",
    "guidance": "the guidance",
}


def looking(requests: "Sequence[Request]", browsers: "Sequence[Client]") -> Iterator[Figure]:
    """Each page for every school that has sent, the first of them to warm up; p95."""
    from django.urls import reverse

    for name, said in PAGES.items():
        times = []
        for one, browser in zip(requests, browsers, strict=True):
            parts = {"school": one.school.public_id, "request_id": one.public_id}
            kept = {"guidance": (), "school": ("school",)}.get(name, tuple(parts))
            address = reverse(name, kwargs={part: parts[part] for part in kept})
            started = time.perf_counter()
            answer = browser.get(address)
            times.append((time.perf_counter() - started) * THOUSAND)
            assert answer.status_code == 200, address
        yield Figure(f"{said}, p95", p95(sorted(times[1:])), "ms")


def looking_over(requests: "Sequence[Request]") -> Iterator[Figure]:
    """The officer's page over every school, twenty times after the first; p95."""
    from django.test import Client
    from django.urls import reverse

    one, browser = requests[0], Client(SERVER_NAME="localhost")
    browser.force_login(officer(one.authority))
    address = reverse("authority-progress", kwargs={"collection": one.collection.public_id})
    times = []
    for _ in range(21):
        started = time.perf_counter()
        assert browser.get(address).status_code == 200
        times.append((time.perf_counter() - started) * THOUSAND)
    yield Figure("where the schools are, p95", p95(sorted(times[1:])), "ms")


def main(database: str) -> int:
    """Print the figures; exit status 1 where one of them misses its mark."""
    with portal_at_work(database) as folder:
        made = made_in(folder, faults=0.02)
        entries = expected(made)
        requests = collected(made, entries)[:SENDERS]
        browsers = heads(requests)
        forget_making()
        list(sending(requests, browsers, entries))
        missed = printed(looking(requests, browsers), lambda one: one.value > MOST)
        printed(looking_over(requests))
    return missed


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    sys.exit(main(arguments.parse_args().database))
