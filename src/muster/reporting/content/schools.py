"""What a report of several schools is made of, and their figures together."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import msgspec

from muster.framework import Framework
from muster.measures import Form, GroupedCounts, count_groups, form_of, groups_together
from muster.records import HistoryRow
from muster.reporting.content.comparators import Beside, Comparator
from muster.reporting.content.figures import SchoolFigures
from muster.reporting.content.inputs import ReportInputs, ReportSchool
from muster.reporting.content.paper import Edition


class Standing(StrEnum):
    """How far a school that was asked is."""

    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    DECLINED = "declined"


class OneSchool(msgspec.Struct, frozen=True, kw_only=True):
    """A school among others; `counts` are None where no results of it are counted, `expected` where no roll is held."""

    name: str
    urn: str
    standing: Standing
    type: str = ""
    phase: str = ""
    counts: GroupedCounts | None = None
    expected: int | None = None
    history: tuple[HistoryRow, ...] = ()

    @property
    def pupils(self) -> int:
        """How many pupils are counted."""
        return self.counts.all.eligible if self.counts else 0

    @property
    def form(self) -> Form | None:
        """In which form its figures are shown; None where it has none."""
        return form_of(self.counts.all, self.type, self.phase) if self.counts and self.pupils else None


class SchoolsInputs(msgspec.Struct, frozen=True, kw_only=True):
    """All that is told of an authority's schools, or of a trust's: the schools that were asked, by name.

    `name` is whose report it is. `others` are schools beyond a trust's own that let it see their figures.
    """

    framework: Framework
    name: str
    authority: str
    schools: tuple[OneSchool, ...]
    made_on: date
    edition: Edition = Edition.SCHOOL
    comparators: tuple[Comparator, ...] = ()
    others: tuple[OneSchool, ...] = ()
    rolled_on: date | None = None
    science: bool = True

    @property
    def counted(self) -> list[OneSchool]:
        """The schools with pupils who are counted."""
        return [one for one in self.schools if one.pupils]


def figures_together(inputs: SchoolsInputs) -> SchoolFigures:
    """The schools' figures as if they were one school's, with those that its form may stand beside."""
    grouped = groups_together([one.counts for one in inputs.counted if one.counts] or [_nobody(inputs)])
    form = form_of(grouped.all, "", "")
    fit = (one for one in inputs.comparators if form is not Form.SPECIAL or one.beside is Beside.ALIKE)
    return SchoolFigures(inputs=_as_one(inputs), grouped=grouped, form=form, comparators=tuple(fit), own=inputs.name)


def _nobody(inputs: SchoolsInputs) -> GroupedCounts:
    return count_groups(inputs.framework, (), science=inputs.science)


def _as_one(inputs: SchoolsInputs) -> ReportInputs:
    return ReportInputs(
        framework=inputs.framework,
        school=ReportSchool(name=inputs.name, urn="", authority=inputs.authority),
        pupils=(),
        made_on=inputs.made_on,
        edition=inputs.edition,
        history=tuple(_history(inputs)),
        comparators=inputs.comparators,
        rolled_on=inputs.rolled_on,
        science=inputs.science,
    )


def _history(inputs: SchoolsInputs) -> Iterator[HistoryRow]:
    """The former years of the schools that are counted now: who takes no part this year is in no year."""
    sums: dict[tuple[int, str], HistoryRow] = {}
    for row in (row for one in inputs.counted for row in one.history):
        had = sums.get((row.year, row.subject), HistoryRow("", "", row.year, row.subject, 0, 0, 0))
        more = {name: getattr(had, name) + getattr(row, name) for name in ("eligible", "exs_plus", "gds")}
        sums[row.year, row.subject] = msgspec.structs.replace(had, **more)
    yield from (sums[key] for key in sorted(sums))
