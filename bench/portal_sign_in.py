"""From the sign-in page to home, in one process: what the portal costs beside the check of the password."""

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING

from bench.figure import THOUSAND, Figure, median, p95, times_of
from bench.identities import portal_of_its_own

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

PEOPLE = 60
PASSWORD = "four-otters-and-a-lantern"  # noqa: S105 - of people who are made up
MOST = {"p95": 120.0, "CPU": 25.0, "apart": 10.0}
"""Milliseconds: page to home beside the password check, the check's own CPU, a known name told from an unknown one."""

_GUESSES = 40


def make_people() -> list[str]:
    """A school's head for each run, with its URN as user name; the URNs."""
    from django.contrib.auth.hashers import make_password

    from muster.portal.organisations.models import Authority, Membership, Person, Role, School, SignInName

    authority = Authority.objects.create(la="330", name="Benchshire", team_email="data@benchshire.example")
    encoded = make_password(PASSWORD)
    urns = [f"{100_000 + number}" for number in range(PEOPLE)]
    for number, urn in enumerate(urns):
        school = School.objects.create(
            authority=authority, la="330", estab=f"{2000 + number}", urn=urn, name=f"School {urn}"
        )
        head = Person.objects.create(email=f"head{urn}@benchshire.example", name=f"Head of {urn}", password=encoded)
        Membership.objects.create(authority=authority, person=head, role=Role.HEAD, school=school)
        SignInName.objects.create(authority=authority, name=urn, school=school, person=head)
    return urns


def password_check() -> Iterator[Figure]:
    """One check, as a clock on the wall sees it and as the processor does."""
    from django.contrib.auth.hashers import check_password, make_password

    encoded = make_password(PASSWORD)
    yield Figure("sign-in: the password check", _check_time(encoded), "ms")
    start = time.process_time()
    for _ in range(_GUESSES):
        check_password(PASSWORD, encoded)
    yield Figure("sign-in: CPU", (time.process_time() - start) / _GUESSES * THOUSAND, "ms")


def journeys(urns: list[str], check: float) -> Iterator[Figure]:
    """Page, password, code from the mail, home: all requests of a head together, less the password check."""
    taken = sorted(_milliseconds(partial(_journey, urn)) - check for urn in urns)
    yield Figure("sign-in: page to home beside the password check, median", median(taken), "ms")
    yield Figure("sign-in: page to home beside the password check, p95", p95(taken), "ms")


def told_apart(urns: list[str]) -> Iterator[Figure]:
    """By how much a known name's answer takes longer than an unknown one's: for a wrong password, and a forgotten one.

    The mail to a known one is made when the answer has gone out, which is where the clock stops.
    """
    for page, password in (("/sign-in/", "wrong-otters-2026"), ("/forgotten-password/", "")):
        names = [name for urn in urns[:_GUESSES] for name in (urn, f"9{urn[1:]}")]
        taken = [_milliseconds(partial(_ask, page, name, password)) for name in names]
        apart = median(sorted(taken[::2])) - median(sorted(taken[1::2]))
        yield Figure(f"sign-in: {page.strip('/')}, a known and an unknown name apart", abs(apart), "ms")


def _journey(urn: str) -> None:
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.get("/sign-in/")
    client.post("/sign-in/", {"username": urn, "password": PASSWORD})
    client.get("/sign-in/code/")
    client.post("/sign-in/code/", {"code": _code()})
    home = client.get("/home/", follow=True)
    assert home.status_code == 200, home.status_code


def _code() -> str:
    from muster.portal.outbox.models import Mail
    from muster.portal.outbox.sealing import text_of

    text = text_of(Mail.objects.order_by("-pk")[0])
    found = re.search(r"\d{6}", text.plain if text else "")
    return found[0] if found else ""


def _ask(page: str, name: str, password: str) -> None:
    from django.test import RequestFactory

    address = f"10.{abs(hash(name)) % 250}.{time.perf_counter_ns() % 250}.1"
    made = RequestFactory(SERVER_NAME="localhost", REMOTE_ADDR=address).post(
        page, {"username": name, "password": password}
    )
    made._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # noqa: SLF001 - so does Django's client
    _handler().get_response(made)


@cache
def _handler() -> "WSGIHandler":
    from django.core.handlers.wsgi import WSGIHandler

    return WSGIHandler()


def _milliseconds(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * THOUSAND


def _check_time(encoded: str) -> float:
    from django.contrib.auth.hashers import check_password

    return median(times_of(lambda: check_password(PASSWORD, encoded), _GUESSES))


def figures() -> Iterator[Figure]:
    """All of them, in an empty portal of their own."""
    urns = make_people()
    check, cpu = password_check()
    yield from (check, cpu)
    _journey(urns[-1])
    yield from journeys(urns[:-1], check.value)
    yield from told_apart(urns)


def main(database: str) -> int:
    """Print the figures; exit status 1 where one of them misses its mark."""
    import logging

    missed = False
    with portal_of_its_own(database):
        logging.disable(logging.CRITICAL)
        for figure in figures():
            print(figure, flush=True)
            missed |= figure.value > MOST.get(figure.name.rpartition(" ")[2], figure.value)
        from django.db import connection

        connection.close()
    return int(missed)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("database", choices=("sqlite", "postgresql"), nargs="?", default="sqlite")
    sys.exit(main(arguments.parse_args().database))
