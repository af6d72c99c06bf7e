"""A school beside those of like size and intake."""

from collections.abc import Iterator

from muster.measures import Measure
from muster.reporting.content.cells import benchmark_cell, share_cell
from muster.reporting.content.figures import SchoolFigures, subject_names
from muster.reporting.content.paper import Row, Table
from muster.reporting.content.words import said


def comparable_tables(figures: SchoolFigures) -> Iterator[Table]:
    """Who reaches the expected standard, beside schools of like size and intake; none where there are no such schools.

    A figure that is withheld keeps its column, and the note says why.
    """
    beside, year = figures.comparable, figures.framework.year
    if not beside:
        return
    names = subject_names(figures.framework)
    rows = tuple(
        Row(
            names[subject],
            (
                share_cell(share),
                *(benchmark_cell(one.figure(subject, Measure.EXS_PLUS), year) for one in beside),
            ),
        )
        for subject, share in figures.expected.items()
    )
    columns = (said("column", "subject"), said("column", "school"), *(one.label for one in beside))
    notes = tuple(note for one in beside for note in one.notes)
    yield Table(key="comparable", caption=said("caption", "comparable"), columns=columns, rows=rows, notes=notes)
