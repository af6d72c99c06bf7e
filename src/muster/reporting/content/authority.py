"""The authority summary: for its director, its advisers, and the councillors who ask."""

from collections.abc import Iterator

from msgspec.structs import replace

from muster.reporting.content.authority_publication import publication_of_authority
from muster.reporting.content.covered import coverage_told, missing_section
from muster.reporting.content.figures import SchoolFigures
from muster.reporting.content.headline import headline_section
from muster.reporting.content.of_schools import method_of_schools, paper_of_schools, results_of_schools, told_beside
from muster.reporting.content.paper import Edition, Paper, Section
from muster.reporting.content.schools import SchoolsInputs, figures_together
from muster.reporting.content.side_by_side import schools_section
from muster.reporting.content.support import support_of, support_section
from muster.reporting.content.words import said
from muster.rules.causes import counted

KIND = "authority"


def authority_summary(inputs: SchoolsInputs) -> Paper:
    """The summary of an authority's schools together, side by side, and where help may be needed.

    Its edition for publication holds no count that could tell who a pupil is, and names no school for its results.
    """
    figures = figures_together(inputs)
    if inputs.edition is Edition.PUBLICATION:
        sections = tuple(publication_of_authority(inputs, figures, method_of_schools(inputs, figures, KIND)))
    else:
        sections = tuple(_sections(inputs, figures))
    return paper_of_schools(inputs, KIND, sections)


def _sections(inputs: SchoolsInputs, figures: SchoolFigures) -> Iterator[Section]:
    yield _headlines(inputs, figures)
    if figures.eligible:
        yield from results_of_schools(inputs, figures)
        yield support_section(inputs, figures)
    yield missing_section(inputs)
    yield method_of_schools(inputs, figures, KIND)
    if figures.eligible:
        yield schools_section(inputs, figures)


def _headlines(inputs: SchoolsInputs, figures: SchoolFigures) -> Section:
    section, found = headline_section(figures, coverage_told(inputs)), support_of(inputs, figures)
    last = list(told_beside(figures))
    if found.below or found.fallen:
        below, fallen = (counted(len(some), "school") for some in (found.below, found.fallen))
        last.append(said("support", "told", below=below, fallen=fallen))
    return replace(section, points=(*section.points, *last))
