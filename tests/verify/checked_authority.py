"""A made-up authority, checked whole: each file as sent by the school of `submitters.csv`, then across schools."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import msgspec

from muster.checking import ExpectedStore, read_file, view_file
from muster.checking.claim_store import ClaimStore
from muster.checking.claims import claims_of
from muster.formats.reference import read_history, read_roll, read_schools
from muster.framework import load_framework
from muster.records import CheckContext, CheckResult, CollectionSettings, SubmittingSchool
from muster.rules import run_rules, with_other_schools
from muster.synthesis import Summary, synthesise

YEAR = 2026
TODAY = date(2026, 6, 26)
LA = "330"


class Checked(NamedTuple):
    """One file's name in `returns/`, the number of the school that sent it, and the answer."""

    file: str
    school: str
    answer: CheckResult


class Planted(NamedTuple):
    """One row of truth.csv."""

    file: str
    rule: str
    upn: str
    subject: str


def make(folder: Path, *, schools: int, pupils: int, seed: int, faults: float) -> Summary:
    """Write an authority to the folder."""
    return synthesise(folder, schools=schools, pupils=pupils, seed=seed, faults=faults)


def truth(folder: Path) -> list[Planted]:
    """Every fault planted."""
    return [Planted(row["file"], row["rule"], row["upn"], row["subject"]) for row in _rows(folder / "truth.csv")]


def check_all(folder: Path, scratch: Path) -> Iterator[Checked]:
    """The answers to every return of the folder; `scratch` is an empty folder for what is held meanwhile."""
    held = _held(folder, scratch / "expected.sqlite")
    claims = ClaimStore(scratch / "claims.sqlite")
    senders = _rows(folder / "submitters.csv")
    try:
        for sender in senders:
            _check(folder / "returns" / sender["file"], sender["la"] + sender["estab"], held, claims)
        for sender, crossing in zip(senders, claims.crossings(), strict=True):
            answer = with_other_schools(crossing.answer, crossing.shared, crossing.elsewhere, {})
            yield Checked(sender["file"], sender["la"] + sender["estab"], answer)
    finally:
        claims.close()
        held.close()


def _held(folder: Path, path: Path) -> ExpectedStore:
    store = ExpectedStore(path)
    store.load_roll(read_roll(folder / "roll.csv"))
    store.load_history(read_history(folder / "history.csv"))
    store.load_schools(read_schools(folder / "schools.csv"))
    return store


def _check(path: Path, number: str, held: ExpectedStore, claims: ClaimStore) -> None:
    school = held.school(number) or SubmittingSchool(number[:3], number[3:])
    expected = held.expected((number, *school.predecessors), load_framework(YEAR).dates.roll_taken)
    settings = CollectionSettings(la=LA)
    context = CheckContext(today=TODAY, year=YEAR, settings=settings, school=school, expected=expected)
    given = view_file(read_file(path.read_bytes(), path.name, context), context)
    claims.add(msgspec.msgpack.encode(run_rules(given)), number, claims_of(given))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
