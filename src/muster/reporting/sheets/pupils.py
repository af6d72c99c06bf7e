"""The pupils of a pupil-level report on one sheet, which its headings narrow."""

from collections.abc import Iterator

from muster.formats import export
from muster.formats.export import Sheet
from muster.reporting.content import Paper, Row, Table
from muster.reporting.content.words import said
from muster.reporting.sheets.spread import spread


def pupils_sheet(paper: Paper, title: str) -> Iterator[Sheet]:
    """Every pupil once, by name, with what they reached in words beside it; no sheet where there is no pupil."""
    for everyone in _tables(paper, "everyone"):
        shown, reached = spread(everyone), _reached(paper, everyone)
        header = (shown.header[0], said("sheet", "reached"), *shown.header[1:])
        rows = [(cells[0], words, *cells[1:]) for words, cells in zip(reached, shown.rows, strict=True)]
        yield Sheet(said("sheet", "pupils"), header, rows, title=title, is_filtered=True)


def _tables(paper: Paper, key: str) -> list[Table]:
    found = [part for section in paper.sections if section.key == key for part in section.parts]
    return [part for part in found if isinstance(part, Table)]


def _reached(paper: Paper, everyone: Table) -> Iterator[export.Cell]:
    """What each pupil reached, as the other tables say: two of one name and the same outcomes reached the same."""
    tables = _tables(paper, "reached")
    names = [name for name in everyone.columns[1:] if all(name in table.columns for table in tables)]
    found = {_known(table, row, names): table.caption.partition(":")[0] for table in tables for row in table.rows}
    return (found.get(_known(everyone, row, names)) for row in everyone.rows)


def _known(table: Table, row: Row, names: list[str]) -> tuple[str, ...]:
    of = dict(zip(table.columns[1:], row.cells, strict=True))
    return (row.head, *(of[name].shown for name in names))
