"""A made-up authority's schools as `muster report` tells of them, beside what each sent as it came."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from muster.cli.report_beside import Besides
from muster.cli.report_folder import ReportFolder
from muster.records import HistoryRow
from muster.reporting.content import ReportInputs
from muster.rules import ReturnView
from tests.verify import checked_authority
from tests.verify.measures import Sent

PUPILS_A_SCHOOL = 40
TODAY = date(2026, 7, 10)
_FALLEN = 10
"""Of every so many schools everybody reached the standard before, so that results have clearly fallen."""


class MadeSchools(NamedTuple):
    """By a school's number what is told of it, and what SQL takes: its pupils, and its former years."""

    folder: ReportFolder
    inputs: dict[str, ReportInputs]
    sent: dict[str, list[Sent]]
    former: dict[str, tuple[HistoryRow, ...]]


class _Watched(ReportFolder):
    """A folder of which is known what each school sent, as it came."""

    def __init__(self, made: Path) -> None:
        super().__init__(made, checked_authority.YEAR, TODAY, science=True)
        self.sent: dict[str, list[Sent]] = {}

    def _inputs(self, view: ReturnView, number: str) -> ReportInputs:
        pupils = ((view.pupils[place].record, codes, view.entry_of(place)) for place, codes in view.stayed.items())
        self.sent[number] = [(record, dict(codes), entry) for record, codes, entry in pupils]
        return super()._inputs(view, number)


def made_schools(schools: int, seed: int, folder: Path) -> MadeSchools:
    """Make an authority of so many schools in the folder, and read it."""
    made = folder / "authority"
    checked_authority.make(made, schools=schools, pupils=schools * PUPILS_A_SCHOOL, seed=seed, faults=0)
    watched = _Watched(made)
    inputs = dict(_beside_others(watched, folder))
    return MadeSchools(watched, inputs, watched.sent, {number: one.history for number, one in inputs.items()})


def _beside_others(schools: ReportFolder, folder: Path) -> Iterator[tuple[str, ReportInputs]]:
    """Each school with what it is compared with, under a name that no other has."""
    besides, names = Besides(schools), Counter[str]()
    read = dict(schools.inputs(folder))
    for number, inputs in read.items():
        besides.add(number, inputs)
        names[inputs.school.name] += 1
    for place, (number, inputs) in enumerate(read.items()):
        history = _all_reached(inputs.history) if place % _FALLEN == 0 else inputs.history
        name = inputs.school.name if names[inputs.school.name] == 1 else f"{inputs.school.name} {number}"
        school = replace(inputs.school, name=name)
        yield number, replace(inputs, school=school, history=history, comparators=besides.of(number))


def _all_reached(former: tuple[HistoryRow, ...]) -> tuple[HistoryRow, ...]:
    return tuple(replace(row, exs_plus=row.eligible) for row in former)
