"""The report for a trust: its academies together and side by side, as far as the authority lets trusts see results."""

from collections.abc import Iterator

from msgspec.structs import replace

from muster.reporting.content.covered import coverage_told, missing_section
from muster.reporting.content.figures import SchoolFigures
from muster.reporting.content.headline import headline_section
from muster.reporting.content.of_schools import method_of_schools, paper_of_schools, results_of_schools, told_beside
from muster.reporting.content.paper import Edition, Paper, Section
from muster.reporting.content.schools import SchoolsInputs, figures_together
from muster.reporting.content.side_by_side import schools_section

KIND = "trust"


def trust_report(inputs: SchoolsInputs) -> Paper:
    """The report for a trust; raises ValueError for an edition for publication: there is none."""
    if inputs.edition is Edition.PUBLICATION:
        raise ValueError("A trust's report is not published.")
    return paper_of_schools(inputs, KIND, tuple(_sections(inputs, figures_together(inputs))))


def _sections(inputs: SchoolsInputs, figures: SchoolFigures) -> Iterator[Section]:
    section = headline_section(figures, coverage_told(inputs, KIND))
    yield replace(section, points=(*section.points, *told_beside(figures)))
    if figures.eligible:
        yield from results_of_schools(inputs, figures)
    yield missing_section(inputs)
    yield method_of_schools(inputs, figures, KIND)
    if figures.eligible or inputs.others:
        yield schools_section(inputs, figures)
