"""A 60-pupil full CTF sent by a school of 300, in one process: the upload and the page that it leads to."""

import argparse
import math
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bench.figure import THOUSAND, Figure, median, p95
from bench.made_up_authority import collected, forget_making, made_in, portal_at_work, printed
from bench.made_up_file import full_ctf_of
from muster.formats.reference import read_roll, read_schools
from muster.records import RollEntry

if TYPE_CHECKING:
    from django.test import Client

    from muster.portal.collecting.models import Request

SENDERS = 61
"""So many schools send; the first of them warms up what a served portal has warm."""
SENT = 60
MOST = {"sqlite": 120.0}
"""Milliseconds that each 95th percentile may take, by database: PostgreSQL is measured beside it, without a mark."""


def expected(made: Path) -> tuple[RollEntry, ...]:
    """The made-up authority's pupils, shared out anew: 60 to each school that sends, the others among the rest."""
    numbers = [(row.la, row.estab) for row in read_schools(made / "schools.csv")]
    sizes = [SENT] * SENDERS
    rest = len(numbers) - SENDERS
    entries = [replace(entry, nc_year="2") for entry in read_roll(made / "roll.csv")]
    left = len(entries) - sum(sizes)
    sizes += [left // rest + (place < left % rest) for place in range(rest)]
    schools = (number for number, size in zip(numbers, sizes, strict=True) for _ in range(size))
    return tuple(replace(one, la=la, estab=estab) for one, (la, estab) in zip(entries, schools, strict=True))


def heads(requests: "Sequence[Request]") -> "list[Client]":
    """A browser of each school's head, signed in."""
    from django.test import Client

    from muster.portal.organisations.models import Membership, Person, Role

    browsers = []
    for one in requests:
        urn, school = one.school.urn, one.school
        head = Person.objects.create(email=f"head{urn}@benchshire.example", name=f"Head of {urn}")
        Membership.objects.create(authority=one.authority, person=head, role=Role.HEAD, school=school)
        browsers.append(Client(SERVER_NAME="localhost"))
        browsers[-1].force_login(head)
    return browsers


def sending(
    requests: "Sequence[Request]", browsers: "Sequence[Client]", entries: Sequence[RollEntry]
) -> Iterator[Figure]:
    """Every school once, its first file: page, upload, check."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    taken: dict[str, list[float]] = {"page": [], "post": [], "both": [], "cpu": []}
    for one, browser in zip(requests, browsers, strict=True):
        own = [entry for entry in entries if entry.estab == one.school.estab]
        address = reverse("return-send", kwargs={"school": one.school.public_id, "request_id": one.public_id})
        name = f"330{one.school.estab}_KS1_330LLLL_001.xml"
        file = SimpleUploadedFile(name, full_ctf_of(own), "text/xml")
        started = time.perf_counter()
        page = browser.get(address)
        opened, worked = time.perf_counter(), time.process_time()
        answer = browser.post(address, {"file": file, "revision": 1, "once": one.public_id})
        posted = time.perf_counter()
        shown = browser.get(answer.headers["Location"])
        done = time.perf_counter()
        assert (page.status_code, answer.status_code, shown.status_code) == (200, 302, 200), answer.headers
        assert "/stopped/" not in answer.headers["Location"]
        times = {"page": opened - started, "post": posted - opened, "both": done - opened}
        for part, seconds in (times | {"cpu": time.process_time() - worked}).items():
            taken[part].append(seconds * THOUSAND)
    yield from _figures(taken)


def _figures(taken: dict[str, list[float]]) -> Iterator[Figure]:
    for part, said in (("page", "the page before"), ("post", "the POST alone"), ("both", "POST and the page after")):
        times = sorted(taken[part][1:])
        yield Figure(f"sending {SENT} pupils: {said}, median", median(times), "ms")
        yield Figure(f"sending {SENT} pupils: {said}, p95", p95(times), "ms")
    yield Figure(f"sending {SENT} pupils: POST and the page after, CPU", median(sorted(taken["cpu"][1:])), "ms")


def main(database: str) -> int:
    """Print the figures; exit status 1 where one of them misses its mark."""
    with portal_at_work(database) as folder:
        made = made_in(folder, faults=0.0)
        entries = expected(made)
        senders = collected(made, entries)[:SENDERS]
        most = MOST.get(database, math.inf)
        figures = sending(senders, heads(senders), entries)
        forget_making()
        return printed(figures, lambda one: one.name.endswith("p95") and one.value > most)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    sys.exit(main(arguments.parse_args().database))
