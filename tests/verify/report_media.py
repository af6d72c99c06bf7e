"""A paper as people meet it: the text of its PDF, its page, its workbook, each read back by a reader of its own."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from django.template import Context, Engine
from lxml import html

import muster.portal.pages
from muster.portal.pages.shared.papers import sections_of
from muster.reporting.content import Paper
from muster.reporting.papers import paper_pdf
from tests.core.reporting.extracting import read_aloud
from tests.core.reporting.reading_sheets import numbers_in, numbers_read, sheets_of

AT = datetime(2026, 7, 10, tzinfo=UTC)

RANGE = re.compile(r"\d+ to \d+%")
"""How far a share may be off."""

_FIRST_BEYOND_LATIN_1 = 0x100
_UNSEEN = {ord("\u200b"): None}
"""Stands in a PDF where a long name may be broken."""
Line = tuple[str, ...]
"""A row of a table as it is read: what it begins with, and its cells."""
Lines = dict[tuple[str, str], list[Line]]
"""The rows of each table by its section and itself."""


def lines_of_page(paper: Paper) -> Lines:
    """The rows of every table on the page, its headings first."""
    found: Lines = {}
    for section in sections_of(paper):
        made = html.fromstring(_engine().get_template("parts/paper/section.html").render(_context(paper, section)))
        for given, table in zip(section.tables, made.iter("table"), strict=True):
            found[section.id, given.id] = [tuple(map(_text, row)) for row in table.iter("tr")]
    return found


def sentences_of_page(paper: Paper) -> list[str]:
    """The sentences and points of every section on the page."""
    found = []
    for section in sections_of(paper):
        made = html.fromstring(_engine().get_template("parts/paper/section.html").render(_context(paper, section)))
        found += [_text(one) for one in made.iter("p", "li")]
    return found


def missing_sentences(paper: Paper) -> list[str]:
    """The sentences and points of the paper that its PDF, its page or its workbook does not have."""
    told = [text for section in paper.sections for text in (*section.said, *section.points)]
    in_pdf, in_page = _close(read_aloud(paper_pdf(paper, AT))), {*sentences_of_page(paper)}
    in_book = {str(row[1]) for row in next(iter(sheets_of(paper).values()))}
    return [one for one in told if _close(one) not in in_pdf or one not in in_page or one not in in_book]


def missing_from_pdf(paper: Paper, lines: Lines) -> list[Line]:
    """The rows that are not read from the PDF, one after another as on the page."""
    text, at = _close(read_aloud(paper_pdf(paper, AT))), 0
    missing = []
    for rows in lines.values():
        for row in rows[1:]:
            found = text.find(_close("".join(row if _is_plain(row[0]) else row[1:])), at)
            if found < 0:
                missing.append(row)
            at = max(found, at)
    return missing


def differing_in_sheets(paper: Paper, lines: Lines) -> list[Line]:
    """The rows whose numbers in the workbook are others than on the page."""
    sheets = list(sheets_of(paper).values())[1:]
    differing: list[Line] = [] if len(sheets) == len(lines) else [("a sheet a table",)]
    for rows, sheet in zip(lines.values(), sheets, strict=False):
        shown = [sorted(n for cell in row[1:] for n in numbers_in(cell)) for row in rows[1:]]
        differing += [row for row, one, other in zip(rows[1:], shown, numbers_read(sheet), strict=True) if one != other]
    return differing


def pupils_in_sheet(paper: Paper) -> Iterator[Line]:
    """The pupils of the sheet, each with what the page has of them beside the name."""
    for row in next(iter(sheets_of(paper).values()))[2:]:
        yield (str(row[0]), *(f"{one:%d/%m/%Y}" if hasattr(one, "strftime") else str(one) for one in row[2:]))


def _context(paper: Paper, section: object) -> Context:
    return Context({"paper": paper, "section": section})


@cache
def _engine() -> Engine:
    """The portal's templates without the portal."""
    return Engine(dirs=[str(Path(muster.portal.pages.__path__[0]) / "templates")])


def _text(cell: html.HtmlElement) -> str:
    return " ".join(" ".join(cell.itertext()).split())


def _is_plain(name: str) -> bool:
    """Whether each letter of it is a glyph: where several draw one, or from the right, they are read back otherwise."""
    return all(ord(letter) < _FIRST_BEYOND_LATIN_1 for letter in name)


def _close(text: str) -> str:
    """Without the spaces, which a PDF has at the ends of its lines alone."""
    return "".join(text.translate(_UNSEEN).split())
