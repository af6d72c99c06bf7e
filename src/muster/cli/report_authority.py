"""The summary of each authority whose schools are in a folder."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from msgspec.structs import replace

from muster.cli.report_beside import ENGLAND
from muster.cli.report_folder import ReportFolder, authority_name
from muster.cli.report_making import write
from muster.measures import GroupedCounts
from muster.reporting.content import (
    Edition,
    OneSchool,
    ReportInputs,
    SchoolsInputs,
    Standing,
    authority_summary,
    published,
)


class Summaries:
    """Takes the schools one after another, then writes a summary an authority."""

    def __init__(self, schools: ReportFolder) -> None:
        self._schools = schools
        self._held: dict[str, OneSchool] = {}
        self._science = True

    def add(self, number: str, inputs: ReportInputs, counts: GroupedCounts) -> None:
        """Take a school, counted."""
        self._science = inputs.science
        self._held[number] = OneSchool(
            name=inputs.school.name,
            urn=inputs.school.urn,
            standing=Standing.ACCEPTED,
            type=inputs.school.type,
            phase=inputs.school.phase,
            counts=counts,
            expected=inputs.expected,
            history=inputs.history,
        )

    def write(self, out: Path, *, publication: bool, workbooks: bool) -> int:
        """Write the summaries, and their editions for publication where these are wanted; how many papers."""
        editions = [Edition.SCHOOL, *([Edition.PUBLICATION] if publication else [])]
        papers = [authority_summary(replace(one, edition=edition)) for one in self.inputs() for edition in editions]
        for paper in papers:
            at = datetime.combine(self._schools.today, time(), UTC)
            write(paper, out, at, workbook=workbooks)
        return len(papers)

    def inputs(self) -> Iterator[SchoolsInputs]:
        """What each authority's summary is made of."""
        every: defaultdict[str, list[OneSchool]] = defaultdict(list)
        for number in sorted({*self._held, *self._schools.asked}):
            every[number[:3]].append(self._held.get(number) or self._missing(number))
        for authority, schools in sorted(every.items()):
            name = authority_name(authority)
            yield SchoolsInputs(
                framework=self._schools.framework,
                name=name,
                authority=name,
                schools=tuple(sorted(schools, key=lambda one: (one.name, one.urn))),
                made_on=self._schools.today,
                comparators=(published(self._schools.framework, ENGLAND),),
                science=self._science,
            )

    def _missing(self, number: str) -> OneSchool:
        """A school with pupils on the roll and no results in the folder."""
        row = self._schools.row_of(number)
        name = (row.name if row else "") or f"School {number}"
        return OneSchool(name=name, urn=(row.urn if row else "") or number, standing=Standing.WAITING)
