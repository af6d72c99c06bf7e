"""What the papers of several schools have in common: how they are titled and marked, years, groups, notes on method."""

from collections.abc import Iterator

from msgspec.structs import replace

from muster.measures import Form, Measure, is_small
from muster.reporting.content.comparators import Comparator
from muster.reporting.content.figures import SchoolFigures, scaled_names, subject_names
from muster.reporting.content.grouped import gaps_section, groups_section
from muster.reporting.content.outcomes import divided_section, standards_section
from muster.reporting.content.paper import Chart, Edition, Paper, Row, Section, Table
from muster.reporting.content.schools import SchoolsInputs
from muster.reporting.content.words import day, lines, said
from muster.reporting.content.years import years_section
from muster.rules.sentences import listed


def paper_of_schools(inputs: SchoolsInputs, kind: str, sections: tuple[Section, ...]) -> Paper:
    """A paper of this kind of several schools, marked with whom it is for."""
    edition = inputs.edition
    mark = said("mark", edition if edition is Edition.PUBLICATION else kind)
    return Paper(
        kind=kind,
        title=said("title", kind, name=inputs.name, year=inputs.framework.year),
        school=inputs.name,
        urn="",
        authority=inputs.authority,
        collection=inputs.framework.title,
        year=inputs.framework.year,
        edition=edition,
        made_on=day(inputs.made_on),
        marks=(mark,),
        sections=sections,
    )


def results_of_schools(inputs: SchoolsInputs, figures: SchoolFigures) -> Iterator[Section]:
    """All pupils together, as a school's summary has them: standards, outcomes, groups, gaps, years."""
    judged = figures.form in (Form.MAINSTREAM, Form.INFANT)
    if judged:
        yield standards_section(figures)
    yield divided_section(figures)
    if not is_small(figures.eligible):
        lead = said("groups_of_schools", "low" if figures.form is Form.SPECIAL else "lead")
        yield replace(_without_few(groups_section(figures)), said=(lead,))
    if judged:
        yield gaps_section(figures)
    yield _years(inputs, figures)


def told_beside(figures: SchoolFigures) -> Iterator[str]:
    """The figures to compare with in a sentence each."""
    for one in figures.shown:
        found = list(_figures(figures, one))
        if found:
            before = one.year < figures.framework.year
            key = "before" if before else "told"
            yield said("national", key, label=one.label, year=one.year, told=listed(found))


def method_of_schools(inputs: SchoolsInputs, figures: SchoolFigures, kind: str) -> Section:
    """How the figures come about, in as many words as a councillor needs."""
    points = list(lines("schools_method", subjects=scaled_names(figures.framework)))
    if inputs.edition is not Edition.PUBLICATION:
        points.append(said("schools_method_of", "chance"))
        points.append(said("schools_method_of", kind, authority=inputs.authority))
    if inputs.rolled_on:
        points.append(said("schools_method_of", "roll", day=day(inputs.rolled_on)))
    if figures.has_break:
        points.append(said("schools_method_of", "break"))
    return Section(key="method", heading=said("heading", "method"), points=tuple(points))


def _figures(figures: SchoolFigures, one: Comparator) -> Iterator[str]:
    names = subject_names(figures.framework)
    for subject in figures.expected:
        figure = one.figure(subject, Measure.EXS_PLUS)
        if figure and figure.year == one.year:
            yield said("national", "one", subject=names[subject].lower(), per_cent=figure.per_cent)


def _without_few(section: Section) -> Section:
    """The groups without those under 11 pupils: who reads of many schools need not know of one pupil."""
    parts = tuple(one if isinstance(one, Chart) else _table_without_few(one) for one in section.parts)
    kept = tuple(one for one in parts if isinstance(one, Chart) or one.rows)
    return replace(section, parts=kept)


def _table_without_few(table: Table) -> Table:
    kept: list[Row] = []
    few: list[str] = []
    is_shown = True
    for row in table.rows:
        if not row.beside:  # what it is compared with goes with it
            is_shown = not is_small(row.cells[0].number or 0)
            few += [] if is_shown else [row.head]
        kept += [row] if is_shown else []
    notes = (said("groups_of_schools", "too_few", groups="; ".join(few)),) if few else ()
    return replace(table, rows=tuple(kept), notes=(*table.notes, *notes))


def _years(inputs: SchoolsInputs, figures: SchoolFigures) -> Section:
    section = years_section(figures)
    if not section.parts:
        return replace(section, said=(said("years_of_schools", "none"),))
    held = listed(list(_held(inputs)))
    told = (said("years_of_schools", "lead"), said("years_of_schools", "schools", told=held))
    return replace(section, said=told)


def _held(inputs: SchoolsInputs) -> Iterator[str]:
    """Of how many of the schools each former year is held."""
    every = inputs.counted
    years = {row.year for one in every for row in one.history if row.year < inputs.framework.year}
    for year in sorted(years)[-3:]:
        number = sum(any(row.year == year for row in one.history) for one in every)
        yield said("years_of_schools", "year", year=year, number=number, all=len(every))
