"""A school confirms 60 pupils and has its report: from the POST that confirms to the PDF, made by a worker beside.

With `--beside` all other schools are accepted, so that each report has the authority's figures to stand beside.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bench.accepted_authority import accept, open_to_schools
from bench.figure import Figure, median, p95
from bench.made_up_authority import collected, forget_making, made_in, portal_at_work, printed
from bench.made_up_file import full_ctf_of
from bench.portal_returns import SENT, expected, heads
from bench.portal_sign_in import PASSWORD
from bench.reports_due import reported
from muster.records import RollEntry
from tests.portal.foundation.processes import running, wait_for

if TYPE_CHECKING:
    from django.test import Client

    from muster.portal.collecting.models import Request

MOST = 1.5
"""Seconds at p95."""
_SCHOOLS = 21
"""The first of them warms up what a worker has warm."""
_PATIENCE = 60.0
_LOOKS_EVERY = 0.02


def sent(requests: "Sequence[Request]", browsers: "Sequence[Client]", entries: Sequence[RollEntry]) -> None:
    """Each school's file sent, ready to confirm."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    for one, browser in zip(requests, browsers, strict=True):
        own = [entry for entry in entries if entry.estab == one.school.estab]
        address = reverse("return-send", kwargs={"school": one.school.public_id, "request_id": one.public_id})
        file = SimpleUploadedFile(f"330{one.school.estab}_KS1_330LLLL_001.xml", full_ctf_of(own), "text/xml")
        assert browser.post(address, {"file": file, "revision": 1, "once": one.public_id}).status_code == 302


def with_passwords(browsers: "Sequence[Client]") -> None:
    """Give each head a password, which confirming asks for."""
    from django.contrib.auth.hashers import make_password

    from muster.portal.organisations.models import Person

    Person.objects.update(password=make_password(PASSWORD))
    for browser, head in zip(browsers, Person.objects.order_by("pk"), strict=True):
        browser.force_login(head)


def seconds_to_the_file(request: "Request", browser: "Client") -> float:
    """From the POST that confirms to the last byte of the school's summary."""
    from django.urls import reverse

    from muster.portal.publishing.models import Edition
    from muster.portal.returns.declarations import declarations
    from muster.portal.returns.models import Return

    own = {"school": request.school.public_id, "request_id": request.public_id}
    revision = Return.objects.get(request=request).revision
    given = {"revision": revision, "agreed": list(declarations()), "once": request.public_id, "proof": PASSWORD}
    started = time.perf_counter()
    answer = browser.post(reverse("return-confirm", kwargs=own), given)
    assert answer.status_code == 302, answer.content.decode()
    made = Edition.objects.filter(school_return__request=request, kind=Edition.Kind.SUMMARY)
    while not (edition := made.first()):
        assert time.perf_counter() - started < _PATIENCE
        time.sleep(_LOOKS_EVERY)
    file = browser.get(reverse("return-report", kwargs=own | {"edition": edition.public_id}))
    assert b"".join(file)[:4] == b"%PDF"
    return time.perf_counter() - started


def figures(requests: "Sequence[Request]", browsers: "Sequence[Client]", beside: int) -> Iterator[Figure]:
    """One school after another confirms."""
    pairs = zip(requests, browsers, strict=True)
    times = sorted([seconds_to_the_file(one, browser) for one, browser in pairs][1:])
    name = f"provisional report of {SENT} pupils"
    name += f" beside {beside} accepted schools" if beside else ""
    yield Figure(f"{name}: from confirming to the file, median", median(times), "s")
    yield Figure(f"{name}: from confirming to the file, p95", p95(times), "s")


def all_done() -> None:
    """Do what the worker would have done by now: it has nothing left to do of whoever was accepted earlier."""
    from muster.portal.foundation.sweeper import sweep

    while sweep("bench").done:
        pass


def main(database: str, *, beside: bool) -> int:
    """Print the figures; exit status 1 where one of them misses its mark."""
    with portal_at_work(database) as folder:
        made = made_in(folder, faults=0.0)
        entries = expected(made)
        every = collected(made, entries, practice=open_to_schools())
        requests, others = every[:_SCHOOLS], every[_SCHOOLS:] if beside else []
        accept(others)
        reported()
        all_done()
        browsers = heads(requests)
        with_passwords(browsers)
        sent(requests, browsers, entries)
        forget_making()
        with running(dict(os.environ), "work", log=folder / "work.log"):
            wait_for(folder / "work.log", "Working.")
            found = figures(requests, browsers, len(others))
            return printed(found, lambda one: one.name.endswith("p95") and one.value > MOST)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    arguments.add_argument("--beside", action="store_true")
    given = arguments.parse_args()
    sys.exit(main(given.database, beside=given.beside))
