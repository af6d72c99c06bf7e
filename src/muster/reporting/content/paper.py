"""What a paper says: headings, sentences, tables and charts, without a word on how it is set.

The PDF, the page and the workbook are each laid out from one paper, so that they cannot disagree.
"""

from enum import StrEnum

import msgspec

from muster.measures import Share


class Edition(StrEnum):
    """For whom a paper is made, and whether it is final."""

    SCHOOL = "school"
    PROVISIONAL = "provisional"
    PUBLICATION = "publication"


class Cell(msgspec.Struct, frozen=True):
    """One figure: as people read it, what stands smaller under it, and the share or number that it shows."""

    shown: str
    under: str = ""
    share: Share | None = None
    number: int | None = None


class Row(msgspec.Struct, frozen=True):
    """A row of a table; `beside` where it is a figure to compare the row above with."""

    head: str
    cells: tuple[Cell, ...]
    beside: bool = False


class Table(msgspec.Struct, frozen=True, kw_only=True, tag="table"):
    """A table whose rows begin with what they are of; the first of the columns heads those beginnings.

    Its cells are texts where `texts` says so, and figures else. Tables that follow each other under the same `together`
    have the same columns, and may be drawn as one under that caption, the rows of each headed by its `band`.
    """

    key: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    texts: bool = False
    together: str = ""
    band: str = ""


class Chart(msgspec.Struct, frozen=True, kw_only=True, tag="chart"):
    """A drawing, and in words what it shows; its figures stand in the table beside it."""

    key: str
    title: str
    words: str
    drawing: str


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a paper under its heading: sentences, points, then charts and tables in their order."""

    key: str
    heading: str
    said: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    parts: tuple[Chart | Table, ...] = ()


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A whole paper. `marks` stand on every page: that it is provisional, or for whom it alone is."""

    kind: str
    title: str
    school: str
    urn: str
    authority: str
    collection: str
    year: int
    edition: Edition
    made_on: str
    marks: tuple[str, ...]
    sections: tuple[Section, ...]
