"""Every page of a school's journey once its file has come, at an authority of 300 schools and 15,000 pupils."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bench.figure import THOUSAND, Figure, p95
from bench.identities import PUPILS, SCHOOLS, portal_of_its_own
from bench.portal_returns import SENDERS, collected, expected, heads, sending
from muster.synthesis import synthesise

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

    from muster.portal.organisations.models import Membership, Person, Role

    one = requests[0]
    officer = Person.objects.create(email="officer@benchshire.example", name="Officer")
    Membership.objects.create(authority=one.authority, person=officer, role=Role.OFFICER)
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(officer)
    address = reverse("authority-progress", kwargs={"collection": one.collection.public_id})
    times = []
    for _ in range(21):
        started = time.perf_counter()
        assert browser.get(address).status_code == 200
        times.append((time.perf_counter() - started) * THOUSAND)
    yield Figure("where the schools are, p95", p95(sorted(times[1:])), "ms")


def main(database: str) -> int:
    """Print the figures; exit status 1 where one of them misses its mark."""
    import logging

    missed = False
    with portal_of_its_own(database) as folder:
        logging.disable(logging.CRITICAL)
        from django.db import connection

        from muster.portal.config.gunicorn import begin_work
        from muster.portal.foundation import reader

        made = folder / "made-up"
        synthesise(made, schools=SCHOOLS, pupils=PUPILS, seed=2026, faults=0.02)
        entries = expected(made)
        requests = collected(made, entries)[:SENDERS]
        begin_work(None)
        browsers = heads(requests)
        list(sending(requests, browsers, entries))
        for figure in looking(requests, browsers):
            print(figure, flush=True)
            missed |= figure.value > MOST
        for figure in looking_over(requests):
            print(figure, flush=True)
        reader.end()
        connection.close()
    return int(missed)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    sys.exit(main(arguments.parse_args().database))
