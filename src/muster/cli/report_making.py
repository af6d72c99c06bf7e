"""The reports of one school, and of many side by side."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

import msgspec

from muster.checking.side_by_side import side_by_side
from muster.reporting.content import Comparator, Edition, Paper, ReportInputs, pupil_report, school_summary
from muster.reporting.papers import file_name, paper_pdf
from muster.reporting.sheets import paper_xlsx

_WORTH_A_PROCESS = 8
_SCHOOLS_AT_A_TIME = 4


class Making(msgspec.Struct, frozen=True):
    """One school to make reports of: where what is told of it waits, what it is compared with, where they go."""

    kept: str
    comparators: tuple[Comparator, ...]
    out: str
    publication: bool
    workbooks: bool


def made(making: list[Making], processes: int) -> Iterator[int]:
    """Make the schools' reports, side by side where that pays; how many files each school has got."""
    done = 0
    if processes > 1 and len(making) >= _WORTH_A_PROCESS:
        for files in side_by_side(_make, making, processes, _SCHOOLS_AT_A_TIME):
            done += 1
            yield files
    yield from map(_make, making[done:])


def _make(making: Making) -> int:
    kept = msgspec.msgpack.decode(Path(making.kept).read_bytes(), type=ReportInputs)
    inputs = msgspec.structs.replace(kept, comparators=making.comparators)
    papers = [school_summary(inputs), pupil_report(inputs)]
    if making.publication:
        papers.append(school_summary(msgspec.structs.replace(inputs, edition=Edition.PUBLICATION)))
    at = datetime.combine(inputs.made_on, time(), UTC)
    for paper in papers:
        write(paper, Path(making.out), at, workbook=making.workbooks)
    return len(papers)


def write(paper: Paper, out: Path, at: datetime, *, workbook: bool) -> None:
    """Write the paper as a PDF, and where it is wanted as a workbook too."""
    (out / file_name(paper)).write_bytes(paper_pdf(paper, at))
    if workbook:
        (out / file_name(paper, "xlsx")).write_bytes(paper_xlsx(paper))
