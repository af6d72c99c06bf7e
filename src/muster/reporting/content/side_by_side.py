"""Schools side by side: of each how many reach the standards, in a row."""

from collections.abc import Iterable, Iterator

from muster.measures import Counts, Form, Share, headlines, is_small
from muster.reporting.content.cells import NONE, benchmark_cell, number
from muster.reporting.content.comparators import Comparator
from muster.reporting.content.figures import SchoolFigures, subject_names
from muster.reporting.content.paper import Cell, Row, Section, Table
from muster.reporting.content.schools import OneSchool, SchoolsInputs
from muster.reporting.content.words import said


def schools_section(inputs: SchoolsInputs, figures: SchoolFigures) -> Section:
    """The schools by name, all of them together, and what stands beside; then those of others that are shown."""
    parts = [_table(figures, "schools", inputs.counted)]
    others = [one for one in inputs.others if one.pupils]
    if others:
        parts.append(_table(figures, "others", others))
    lead = said("schools", "lead", name=inputs.name)
    return Section(key="schools", heading=said("heading", "schools"), said=(lead,), parts=tuple(parts))


def standard_columns(figures: SchoolFigures) -> Iterator[str]:
    """The heads of the columns of the standards."""
    names = subject_names(figures.framework)
    for line in headlines(figures.framework, figures.grouped.all):
        yield said("schools", line.measure, subject=names[line.subject])


def _table(figures: SchoolFigures, key: str, schools: Iterable[OneSchool]) -> Table:
    rows = [_row(figures, one) for one in schools]
    if key == "schools":
        rows.append(Row(figures.own, _cells(figures, figures.grouped.all)))
        rows += [_beside(figures, one) for one in figures.shown]
    columns = (said("column", "one_school"), said("column", "pupils"), *standard_columns(figures))
    notes = tuple(said("schools", name) for name in ("few", "low"))
    caption = said("caption", key, year=figures.framework.year)
    return Table(key=key, caption=caption, columns=columns, rows=tuple(rows), notes=notes)


def _row(figures: SchoolFigures, school: OneSchool) -> Row:
    if school.counts is None:
        return Row(school.name, ())
    counts = school.counts.all
    if school.form is Form.SPECIAL:
        shares = [Cell(f"{share.part} of {share.whole}", share=share) for share in _shares(figures, counts)]
        pupils = Cell(f"{counts.eligible:,}", said("schools", "is_low"), number=counts.eligible)
        return Row(school.name, (pupils, *shares))
    return Row(school.name, _cells(figures, counts))


def _cells(figures: SchoolFigures, counts: Counts) -> tuple[Cell, ...]:
    few = said("schools", "is_few") if is_small(counts.eligible) else ""
    pupils = Cell(number(counts.eligible).shown, few, number=counts.eligible)
    return (pupils, *(brief_cell(share) for share in _shares(figures, counts)))


def _shares(figures: SchoolFigures, counts: Counts) -> Iterator[Share]:
    return (line.share for line in headlines(figures.framework, counts))


def brief_cell(share: Share) -> Cell:
    """The per cent alone, as wide tables have room for it; of fewer than 11 pupils how many of how many."""
    if not share.whole:
        return NONE
    shown = f"{share.part} of {share.whole}" if is_small(share.whole) else f"{share.per_cent}%"
    return Cell(shown, share=share)


def _beside(figures: SchoolFigures, one: Comparator) -> Row:
    lines = headlines(figures.framework, figures.grouped.all)
    cells = [benchmark_cell(one.figure(line.subject, line.measure), one.year) for line in lines]
    head = (
        one.label if one.year == figures.framework.year else said("groups", "of_year", label=one.label, year=one.year)
    )
    return Row(head, (Cell(""), *cells), beside=True)
