"""Schools made up for reports."""

from datetime import date
from typing import Any

from muster.framework import load_framework
from muster.measures import Coverage, Group, GroupedCounts, MeasuredPupil, count_groups
from muster.records import HistoryRow
from muster.reporting.content import (
    Beside,
    Comparator,
    Paper,
    Queried,
    ReportInputs,
    ReportPupil,
    ReportSchool,
    Section,
    Table,
    of_schools,
    published,
)
from tests.core.measures.made_up import made_up

KS1 = load_framework(2026)
PRIMARY = ReportSchool(name="Beech Lane Primary School", urn="100001", authority="Northshire", type="", phase="Primary")
INFANT = ReportSchool(name="Beech Lane Infant School", urn="100002", authority="Northshire", type="", phase="Infant")
SPECIAL = ReportSchool(name="Oak School", urn="100003", authority="Northshire", type="Community special school")
QUERIED = (Queried(kind="Expected pupil missing", number=5, corrected=2, explained=2),)
HISTORY = tuple(
    HistoryRow("330", "2001", year, subject, 60, 40, 10)
    for year in (2023, 2024, 2025)
    for subject in ("reading", "writing", "maths")
)


def pupil(number: int, outcomes: str, **groups: Group) -> ReportPupil:
    """A pupil with the outcomes of reading, writing, maths and science ("EXS WTS EXS HNM")."""
    codes = dict(zip(KS1.by_key, outcomes.split(), strict=False))
    return ReportPupil(surname=f"Pupil{number:03}", forename="Jo", measured=MeasuredPupil(outcomes=codes, **groups))


def school_of(measured: list[MeasuredPupil], school: ReportSchool = PRIMARY, **more: Any) -> ReportInputs:  # noqa: ANN401 - any field of the inputs
    """A school of these pupils."""
    pupils = tuple(
        ReportPupil(surname=f"Pupil{place:03}", forename="Jo", upn=f"A{place:012}", born=date(2019, 3, 1), measured=one)
        for place, one in enumerate(measured)
    )
    return inputs(pupils, school, **more)


def inputs(pupils: tuple[ReportPupil, ...], school: ReportSchool = PRIMARY, **more: Any) -> ReportInputs:  # noqa: ANN401 - any field of the inputs
    """What is told of a school."""
    return ReportInputs(framework=KS1, school=school, pupils=pupils, made_on=date(2026, 7, 10), **more)


def others(number: int, seed: int = 1) -> list[GroupedCounts]:
    """The counts of so many other schools."""
    return [count_groups(KS1, made_up(40, seed + place)) for place in range(number)]


def northshire(number: int = 6, beside: Beside = Beside.AUTHORITY, label: str = "Northshire") -> Comparator:
    """The figures of an authority of so many schools."""
    coverage = Coverage(schools_in=number, schools_asked=10, pupils_in=40 * number, pupils_expected=400)
    return of_schools(KS1, beside, label, others(number), coverage=coverage)


def large(**more: Any) -> ReportInputs:  # noqa: ANN401 - any field of the inputs
    """A primary school of 60 with everything held of it."""
    given = {"comparators": (northshire(), published(KS1, "England")), "history": HISTORY, "queried": QUERIED}
    return school_of(made_up(60, 7), expected=62, rolled_on=date(2026, 1, 15), **given | more)


def section(paper: Paper, key: str) -> Section:
    """A section of a paper by its key."""
    return next(one for one in paper.sections if one.key == key)


def table(paper: Paper, where: str, key: str) -> Table:
    """A table of a section by its key."""
    return next(one for one in section(paper, where).parts if isinstance(one, Table) and one.key == key)


def cells(given: Table, head: str) -> list[str]:
    """The figures of the row that begins so, as they are read."""
    row = next(one for one in given.rows if one.head == head)
    return [" ".join(f"{cell.shown} {cell.under}".split()) for cell in row.cells]


def texts(paper: Paper) -> list[str]:
    """Every text of a paper but its charts."""
    found = [paper.title, *paper.marks]
    for one in paper.sections:
        found += [one.heading, *one.said, *one.points]
        for part in one.parts:
            if isinstance(part, Table):
                found += [part.caption, *part.columns, *part.notes]
                found += [
                    text for row in part.rows for text in (row.head, *(f"{c.shown} {c.under}" for c in row.cells))
                ]
    return found
