"""What the checks asked about, by kind, and how it was settled. No pupil, no reason."""

from muster.reporting.content.cells import number
from muster.reporting.content.inputs import Queried, ReportInputs
from muster.reporting.content.paper import Row, Section, Table
from muster.reporting.content.words import said


def asked_section(inputs: ReportInputs) -> Section:
    """How many points of each kind were asked about, corrected, explained, and are open."""
    heading = said("heading", "asked")
    if not inputs.queried:
        return Section(key="asked", heading=heading, said=(said("asked", "none"),))
    columns = tuple(said("column", name) for name in ("kind", "asked", "corrected", "explained", "open"))
    rows = tuple(_row(one) for one in inputs.queried)
    table = Table(key="asked", caption=said("caption", "asked"), columns=columns, rows=rows)
    return Section(key="asked", heading=heading, said=(said("asked", "lead"),), parts=(table,))


def _row(one: Queried) -> Row:
    counts = (one.number, one.corrected, one.explained, one.open)
    return Row(one.kind, tuple(number(count) for count in counts))
