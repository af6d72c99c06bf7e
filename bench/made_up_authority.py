"""An authority of 300 schools and 15,000 pupils that is made up, and a portal at work that it is measured in."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from bench.figure import Figure
from bench.identities import PUPILS, SCHOOLS, portal_of_its_own
from muster.formats.reference import read_history, read_roll, read_schools
from muster.records import Roll, RollEntry
from muster.synthesis import synthesise

if TYPE_CHECKING:
    from muster.portal.collecting.care import Care
    from muster.portal.collecting.models import Collection, Request
    from muster.portal.organisations.models import Authority

TAKEN_ON = date(2026, 1, 15)
"""The day of its roll."""


@contextmanager
def portal_at_work(database: str) -> Iterator[Path]:
    """A portal of its own, as a process that answers has it, and without its log; gives its folder."""
    import logging

    with portal_of_its_own(database) as folder:
        logging.disable(logging.CRITICAL)
        from django.db import connection

        from muster.portal.config.gunicorn import begin_work
        from muster.portal.foundation import reader

        begin_work(None)
        yield folder
        reader.end()
        connection.close()


def printed(figures: Iterable[Figure], is_missed: Callable[[Figure], bool] = lambda _: False) -> bool:
    """Print each figure as it comes; whether one of them misses its mark."""
    missed = False
    for figure in figures:
        print(figure, flush=True)
        missed |= is_missed(figure)
    return missed


def forget_making() -> None:
    """As at a process's start: one that answers never made an authority, whose garbage would be searched here."""
    gc.collect()
    gc.freeze()


def made_in(folder: Path, faults: float) -> Path:
    """Every file of the authority, in a folder of theirs."""
    synthesise(folder / "made-up", schools=SCHOOLS, pupils=PUPILS, seed=2026, faults=faults)
    return folder / "made-up"


def begun(made: Path, **terms: object) -> "Collection":
    """The authority with its schools, and a collection on these terms that is open now."""
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.organisations.actions.authorities import found_authority
    from muster.portal.organisations.actions.schools import add_schools

    authority = found_authority(SYSTEM, "330", "Benchshire", "data@benchshire.example")
    add_schools(SYSTEM, authority, list(read_schools(made / "schools.csv")))
    return opened(authority, "ks1", **terms)


def opened(authority: "Authority", kind: str = "ks1", **terms: object) -> "Collection":
    """A collection of the authority's in the middle of its summer."""
    from muster.portal.collecting import actions as collecting
    from muster.portal.collecting.models import Collection
    from muster.portal.collecting.terms import terms_of_year
    from muster.portal.foundation import clock
    from muster.portal.foundation.actor import SYSTEM

    now = clock.now().replace(second=0, microsecond=0)
    days = {"opens_at": -10, "deadline": 20, "closes_at": 60}
    times = {name: now + timedelta(days=count) for name, count in days.items()}
    agreed = replace(terms_of_year(2026), **times, **terms)
    drafted = collecting.draft_collection(SYSTEM, authority, 2026, agreed, Collection.Kind(kind))
    collecting.settle_data_care(SYSTEM, drafted, 0, _data_care())
    return collecting.open_collection(SYSTEM, drafted, drafted.revision)


def collected(made: Path, entries: tuple[RollEntry, ...] | None = None, **terms: object) -> "list[Request]":
    """The roll (of these entries, where it is not the one made up) and former years loaded, every school asked."""
    from muster.portal.collecting.actions import ask_schools
    from muster.portal.foundation.actor import SYSTEM
    from muster.portal.organisations.models import School
    from muster.portal.rolls.actions import load_history, load_roll

    collection = begun(made, **terms)
    roll = Roll(TAKEN_ON, tuple(read_roll(made / "roll.csv")) if entries is None else entries)
    load_roll(SYSTEM, collection, roll)
    load_history(SYSTEM, collection.authority, list(read_history(made / "history.csv")))
    ask_schools(SYSTEM, collection, list(School.objects.filter(authority=collection.authority)))
    return list(collection.requests.select_related("school").order_by("pk"))


def _data_care() -> "Care":
    from muster.portal.collecting.care import Care

    kept = dict.fromkeys(("files", "results", "explanations", "mail", "logs"), 12)
    return Care(
        purposes="Measuring",
        **{f"keep_{what}": months for what, months in kept.items()},
        dpia_reference="None",
        dpia_date=TAKEN_ON,
        privacy_notice="Made up.",
    )
