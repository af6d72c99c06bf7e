"""Columns with their meanings, and files of them."""

from collections.abc import Iterable, Sequence

import msgspec

from muster.formats.export import Cell, Sheet, csv_text, xlsx_bytes


class Column(msgspec.Struct, frozen=True):
    """A column: its heading, and what stands in it."""

    heading: str
    meaning: str


class Table(msgspec.Struct, frozen=True):
    """A table to take away: its name, columns and rows."""

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]

    @property
    def header(self) -> list[str]:
        """The headings."""
        return [one.heading for one in self.columns]


def as_csv(table: Table) -> bytes:
    """The table as a CSV that spreadsheets open: no text in it becomes a formula."""
    return csv_text(table.header, table.rows).encode("utf-8-sig")


def as_workbook(tables: Iterable[Table]) -> bytes:
    """A workbook with a sheet a table, and a last one that says what each column means."""
    every = list(tables)
    sheets = [Sheet(one.name, one.header, one.rows) for one in every]
    meanings = [(table.name, one.heading, one.meaning) for table in every for one in table.columns]
    return xlsx_bytes([*sheets, Sheet("What the columns mean", ("On the sheet", "Heading", "What it is"), meanings)])
