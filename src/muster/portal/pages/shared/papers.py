"""A report as a page and as a workbook, drawn from the same paper as its PDF, whoever looks at it."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from muster.charts import Drawing
from muster.portal.pages.shared.downloads import XLSX, file_to_save
from muster.reporting.content import Chart, Paper, Row, Section, Table
from muster.reporting.sheets import paper_xlsx


class Link(NamedTuple):
    """Where a link leads, and what it says."""

    href: str
    text: str


class _Picture(NamedTuple):
    title: str
    drawing: Drawing


class _Table(NamedTuple):
    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    texts: bool


class PaperSection(NamedTuple):
    """A section as the template draws it: its charts beside each other, then its tables; ids of the page."""

    id: str
    heading: str
    said: tuple[str, ...]
    points: tuple[str, ...]
    pictures: list[_Picture]
    tables: list[_Table]

    @property
    def several(self) -> bool:
        """Whether it has more tables than one."""
        return len(self.tables) > 1


def paper_page(
    request: HttpRequest,
    paper: Paper,
    *,
    back: Link,
    files: Sequence[Link] = (),
    said: str = "",
    **facts: Any,  # noqa: ANN401 - whatever else the frame of a page shows
) -> HttpResponse:
    """The paper as a page. `files` are the same to download, `said` is what is to be known of it (out of date)."""
    own = {"paper": paper, "sections": sections_of(paper), "back": back, "files": files, "said": said}
    return render(request, "parts/paper/page.html", facts | own)


def sections_of(paper: Paper) -> list[PaperSection]:
    """The paper's sections as the template draws them."""
    return [*map(_section, paper.sections)]


def paper_workbook(paper: Paper, pdf_name: str) -> HttpResponse:
    """The paper as a workbook, named as its PDF is: file-sending systems find the school by its URN."""
    return file_to_save(paper_xlsx(paper), XLSX, PurePath(pdf_name).with_suffix(".xlsx").name)


def _section(given: Section) -> PaperSection:
    charts = [part for part in given.parts if isinstance(part, Chart)]
    tables = [part for part in given.parts if isinstance(part, Table)]
    return PaperSection(
        f"part-{given.key}",
        given.heading,
        given.said,
        given.points,
        [_Picture(one.title, Drawing(one.drawing)) for one in charts],  # its texts were escaped when it was drawn
        [_table(given, one) for one in tables],
    )


def _table(section: Section, given: Table) -> _Table:
    return _Table(
        f"table-{section.key}-{given.key}", given.caption, given.columns, given.rows, given.notes, given.texts
    )
