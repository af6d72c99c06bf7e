"""From what pupils reached in reception and in phonics to what they reached now."""

from collections.abc import Iterator

from muster.measures import Form, PriorTable, prior_tables
from muster.measures.sentences import characteristic_in_words
from muster.reporting.content.cells import number, share_cell
from muster.reporting.content.figures import SchoolFigures, subject_names
from muster.reporting.content.paper import Cell, Row, Section, Table
from muster.reporting.content.words import said


def earlier_section(figures: SchoolFigures) -> Section:
    """A table a prior attainment: by subject and group, how many have each kind of outcome now."""
    by_prior: dict[str, list[PriorTable]] = {}
    for table in prior_tables(figures.grouped):
        by_prior.setdefault(table.prior, []).append(table)
    parts = tuple(_table(figures, tables) for tables in by_prior.values())
    lead = said("earlier", "lead" if parts else "none")
    return Section(key="earlier", heading=said("heading", "earlier"), said=(lead,), parts=parts)


def _table(figures: SchoolFigures, tables: list[PriorTable]) -> Table:
    prior = tables[0].prior
    shown = [table for table in tables if table.subject in figures.framework.scaled]
    codes = ("GDS", "EXS", "WTS", "PK or EM")
    last = () if figures.form is Form.SPECIAL else (said("column", "exs_plus"),)
    columns = (said("column", "earlier"), said("column", "pupils"), *codes, *last)
    known = tables[0].known
    note = said("earlier", "known", part=known.part, whole=known.whole)
    title = characteristic_in_words(prior)
    rows = tuple(row for table in shown for row in _rows(figures, table))
    return Table(
        key=prior.value,
        caption=said("caption", "earlier", title=title),
        columns=columns,
        rows=rows,
        notes=(note,),
        together=said("caption", "all_earlier"),
        band=title,
    )


def _rows(figures: SchoolFigures, table: PriorTable) -> Iterator[Row]:
    names, low = subject_names(figures.framework), figures.framework.pre_key_stage
    for row in table.rows:
        if row.group is None:
            continue
        head = said("earlier_row", row.group, subject=names[table.subject])
        counted = [Cell(str(n), number=n) for n in (row.codes.get(code, 0) for code in ("GDS", "EXS", "WTS"))]
        lowest = number(sum(row.codes.get(code, 0) for code in low))
        last = () if figures.form is Form.SPECIAL else (share_cell(row.expected),)
        yield Row(head, (number(row.eligible), *counted, lowest, *last))
