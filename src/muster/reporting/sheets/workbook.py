"""A paper as a workbook: what it says on the first sheet, then a sheet a table; of pupils one sheet to narrow."""

import re
from collections.abc import Iterator

from muster.formats import export
from muster.formats.export import Sheet, xlsx_bytes
from muster.reporting.content import Paper, Section, Table
from muster.reporting.content.words import said
from muster.reporting.sheets.pupils import pupils_sheet
from muster.reporting.sheets.spread import spread


def paper_xlsx(paper: Paper) -> bytes:
    """The workbook: figures as numbers, what is hidden as the text that people read, no formula whatever a name holds.

    The marks of the paper stand on every sheet. The same paper gives the same bytes.
    """
    if paper.kind == "pupils":
        return xlsx_bytes([*pupils_sheet(paper, _title(paper, "")), _about(paper)])
    return xlsx_bytes([_about(paper), *_tables(paper)])


def _about(paper: Paper) -> Sheet:
    header = (said("sheet", "part"), said("sheet", "says"))
    return Sheet(said("sheet", "about"), header, list(_said(paper)), title=_title(paper, ""))


def _said(paper: Paper) -> Iterator[tuple[export.Cell, ...]]:
    given = {"school": paper.school, "urn": paper.urn, "collection": paper.collection, "authority": paper.authority}
    for name, text in given.items():
        yield said("sheet", name), text
    yield said("sheet", "made_on"), paper.made_on
    for section in paper.sections:
        for text in (*section.said, *section.points):
            yield section.heading, text
        for table in _tables_of(section):
            yield from ((table.caption, note) for note in table.notes)


def _tables(paper: Paper) -> Iterator[Sheet]:
    for section in paper.sections:
        tables = _tables_of(section)
        for table in tables:
            name = section.heading if len(tables) == 1 else re.split("[:,]", table.caption)[0]
            yield _sheet(paper, name, table)


def _sheet(paper: Paper, name: str, table: Table) -> Sheet:
    shown = spread(table)
    return Sheet(name, shown.header, shown.rows, title=_title(paper, table.caption), formats=shown.formats)


def _tables_of(section: Section) -> list[Table]:
    return [part for part in section.parts if isinstance(part, Table)]


def _title(paper: Paper, caption: str) -> str:
    return ". ".join((caption or paper.title, *paper.marks))
