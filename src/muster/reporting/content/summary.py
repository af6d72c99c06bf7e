"""The school summary: what a school gets back for sending its results."""

from collections.abc import Iterator

from muster.measures import Form
from muster.reporting.content.asked import asked_section
from muster.reporting.content.earlier import earlier_section
from muster.reporting.content.figures import SchoolFigures, figures_of, scaled_names
from muster.reporting.content.grouped import gaps_section, groups_section
from muster.reporting.content.headline import headline_section
from muster.reporting.content.inputs import ReportInputs
from muster.reporting.content.outcomes import divided_section, standards_section
from muster.reporting.content.paper import Edition, Paper, Section
from muster.reporting.content.publication import publication_of, publication_sections
from muster.reporting.content.words import day, lines, said
from muster.reporting.content.years import years_section


def school_summary(inputs: ReportInputs) -> Paper:
    """The summary of a school's results in its form: mainstream, infant, small, or special.

    Its edition for publication holds no count that could tell who a pupil is.
    """
    figures = figures_of(inputs)
    if inputs.edition is Edition.PUBLICATION:
        sections = (*publication_sections(publication_of(figures)), method_section(figures))
    else:
        sections = tuple(_sections(figures))
    return paper_of(inputs, "summary", sections)


def paper_of(inputs: ReportInputs, kind: str, sections: tuple[Section, ...]) -> Paper:
    """A paper of this kind with what every paper of a school says of itself."""
    school, edition = inputs.school, inputs.edition
    marks = [said("mark", "pupils")] if kind == "pupils" else []
    marks += [said("mark", edition)] if edition is not Edition.SCHOOL else []
    return Paper(
        kind=kind,
        title=said("title", kind, school=school.name, year=inputs.framework.year),
        school=school.name,
        urn=school.urn,
        authority=school.authority,
        collection=inputs.framework.title,
        year=inputs.framework.year,
        edition=edition,
        made_on=day(inputs.made_on),
        marks=tuple(marks),
        sections=sections,
    )


def _sections(figures: SchoolFigures) -> Iterator[Section]:
    yield headline_section(figures)
    if figures.eligible:
        yield from _results(figures)
    yield asked_section(figures.inputs)
    yield method_section(figures)


def _results(figures: SchoolFigures) -> Iterator[Section]:
    if figures.is_judged:
        yield standards_section(figures)
    yield divided_section(figures)
    yield groups_section(figures)
    if figures.is_judged:
        yield gaps_section(figures)
    yield years_section(figures)
    yield earlier_section(figures)


def method_section(figures: SchoolFigures) -> Section:
    """How the figures come about, in as many words as a governor needs."""
    inputs = figures.inputs
    public = inputs.edition is Edition.PUBLICATION
    is_alone = public and figures.form is Form.SPECIAL  # with the outcomes, and nothing beside them
    if is_alone:
        return Section(key="method", heading=said("heading", "method"), points=(said("method", "pupils"),))
    points = list(lines("method", subjects=scaled_names(figures.framework)))
    points += [said("method_of", "ranges")] if figures.form is not Form.SMALL and not public else []
    if inputs.rolled_on:
        points.append(said("method_of", "roll", day=day(inputs.rolled_on)))
    if not public or (figures.shown and figures.form in (Form.SMALL, Form.INFANT)):
        points.append(said("method_of", figures.form))
    if figures.has_break:
        points.append(said("method_of", "break"))
    return Section(key="method", heading=said("heading", "method"), points=tuple(points))
