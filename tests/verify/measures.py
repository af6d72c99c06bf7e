"""`python -m tests.verify.measures`: the measures of a made-up authority by muster.measures, and by SQL of its own.

The SQL is written from docs/measures.md and uses nothing of muster.measures: counts, shares and gaps of every school
and of all together, by every group, must come out the same. Exit status 1 where one does not.
"""

import argparse
import csv
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from muster.checking import read_file, view_file
from muster.formats.reference import read_roll
from muster.framework import load_framework
from muster.measures import (
    BESIDE,
    Counts,
    Group,
    GroupedCounts,
    MeasuredPupil,
    columns_of,
    count_schools,
    gaps,
    groups_together,
    headlines,
    measured,
)
from muster.records import CheckContext, HistoryRow, PupilRecord, RollEntry, SubmittingSchool
from tests.verify import checked_authority
from tests.verify.measures_sql import CODES, EVERYBODY, figures_of, figures_of_reports

KS1 = load_framework(checked_authority.YEAR)
PUPILS_A_SCHOOL = 50
_NOBODY = RollEntry(la="", estab="", upn="", surname="", forename="")

Key = tuple[str, str, str | None]
"""A school (or all), a characteristic (or "gap"), a group."""
Numbers = tuple[int | None, ...]
Sent = tuple[PupilRecord, dict[str, str], RollEntry | None]
"""A pupil as sent, the accepted codes, and the line of the roll where there is one."""


class Agreement(NamedTuple):
    """What was compared, and where the two differ."""

    schools: int
    pupils: int
    figures: int
    differing: list[Key]


def measure(schools: int, seed: int, folder: Path) -> Agreement:
    """Make an authority in the folder and measure it both ways."""
    made = folder / "authority"
    checked_authority.make(made, schools=schools, pupils=schools * PUPILS_A_SCHOOL, seed=seed, faults=0)
    pupils = dict(_pupils(made))
    by_python = dict(_by_python(pupils))
    by_sql = sql_of_pupils(pupils)
    differing = [key for key in by_python.keys() | by_sql.keys() if by_python.get(key) != by_sql.get(key)]
    figures = sum(len(numbers) for numbers in by_python.values())
    return Agreement(len(pupils), sum(map(len, pupils.values())), figures, differing)


def sql_of_pupils(pupils: dict[str, list[Sent]]) -> dict[Key, Numbers]:
    """What SQL works out of every school's pupils."""
    return figures_of(_raw(pupils))


def sql_of_reports(pupils: dict[str, list[Sent]], former: dict[str, tuple[HistoryRow, ...]]) -> dict[Key, Numbers]:
    """The same with what reports say beside, which takes the schools' former years."""
    rows = ((one, row.year, row.subject, row.eligible, row.exs_plus) for one, held in former.items() for row in held)
    return figures_of_reports(_raw(pupils), rows)


def _pupils(made: Path) -> Iterator[tuple[str, list[Sent]]]:
    """Every school's pupils."""
    roll = {(entry.estab, entry.upn): entry for entry in read_roll(made / "roll.csv")}
    with (made / "submitters.csv").open(encoding="utf-8", newline="") as file:
        senders = list(csv.DictReader(file))
    for sender in senders:
        path, estab = made / "returns" / sender["file"], sender["estab"]
        school = SubmittingSchool(sender["la"], estab)
        context = CheckContext(today=checked_authority.TODAY, year=KS1.year, school=school)
        view = view_file(read_file(path.read_bytes(), path.name, context), context)
        yield estab, [(one.record, one.codes, roll.get((estab, one.upn))) for one in view.pupils]


def _by_python(pupils: dict[str, list[Sent]]) -> Iterator[tuple[Key, Numbers]]:
    columns = {school: columns_of(KS1, map(_measured, some)) for school, some in pupils.items()}
    counted = count_schools(KS1, columns)
    for school, grouped in {**counted, EVERYBODY: groups_together(list(counted.values()))}.items():
        yield (school, EVERYBODY, None), _numbers(grouped.all)
        for characteristic, groups in grouped.groups.items():
            yield from (((school, characteristic.value, group), _numbers(counts)) for group, counts in groups.items())
        yield from _gaps(school, grouped)


def _measured(sent: Sent) -> MeasuredPupil:
    record, codes, entry = sent
    return measured(KS1, codes, entry, sex=record.sex, born=record.dob)


def _numbers(counts: Counts) -> Numbers:
    by_code = [one.codes.get(code, 0) for one in counts.subjects.values() for code in CODES]
    shares = [line.share for line in headlines(KS1, counts)]
    return (counts.eligible, counts.low, *by_code, *(one.part for one in shares), *(one.per_cent for one in shares))


def _gaps(school: str, grouped: GroupedCounts) -> Iterator[tuple[Key, Numbers]]:
    found: defaultdict[Group, list[int | None]] = defaultdict(list)
    for characteristic in BESIDE:
        for gap in gaps(KS1, grouped, characteristic):
            found[gap.group].append(gap.difference.points)
    yield from (((school, "gap", group), tuple(points)) for group, points in found.items())


def _raw(pupils: dict[str, list[Sent]]) -> Iterator[tuple[str, ...]]:
    """The pupils as SQL takes them: nothing of them judged."""
    for school, some in pupils.items():
        for record, codes, entry in some:
            line = entry or _NOBODY
            said = (line.disadvantaged, line.fsm, line.sen, line.first_language, line.ethnicity)
            came = line.entry_date.isoformat() if line.entry_date else ""
            born = record.dob or line.dob
            own = (record.sex or line.sex, born.isoformat() if born else "")
            yield (school, *(codes.get(key, "") for key in KS1.by_key), *own, *said, came, line.gld, line.phonics)


def _tell(found: Agreement) -> None:
    for key in sorted(found.differing, key=str)[:20]:
        print(f"  differs: {key}")
    print(f"measures compared with SQL, pupils: {found.pupils:,} pupils")
    print(f"measures compared with SQL: {found.figures:,} figures")
    print(f"measures that differ from SQL: {len(found.differing)} groups")


def main() -> int:
    """Measure once and tell."""
    parser = argparse.ArgumentParser(description="Measure a made-up authority twice and compare.")
    parser.add_argument("--schools", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(given.schools, given.seed, Path(folder))
    _tell(found)
    return 1 if found.differing else 0


if __name__ == "__main__":
    sys.exit(main())
