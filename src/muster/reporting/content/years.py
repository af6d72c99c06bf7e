"""Three years of a school's own results, with the breaks between years that are not comparable."""

from collections.abc import Iterator

from muster.charts import Line, line_chart
from muster.measures import COMBINED, Form, Trend
from muster.measures.sentences import break_in_words, missing_in_words
from muster.reporting.content.cells import NONE, count_cell, stacked_cell
from muster.reporting.content.figures import SchoolFigures, subject_names
from muster.reporting.content.paper import Cell, Chart, Row, Section, Table
from muster.reporting.content.words import said


def years_section(figures: SchoolFigures) -> Section:
    """The expected standard by year and subject, and what may be said of the change to this year."""
    trends = list(figures.trends)
    if not trends or not figures.eligible:
        return Section(key="years", heading=said("heading", "years"), said=(said("years", "none"),))
    if figures.form is Form.SPECIAL:
        return _of_special(figures, trends)
    judged = figures.is_judged
    charts = (_chart(figures, trends),) if judged else ()
    lead = said("years", "lead" if judged else "not_judged")
    parts = (*charts, _table(figures, trends, judged=judged))
    return Section(key="years", heading=said("heading", "years"), said=(lead,), parts=parts)


def _of_special(figures: SchoolFigures, trends: list[Trend]) -> Section:
    """Of a special school the subjects alone in which anybody reached the standard, in counts: no row of 0 %."""
    any_reached = [one for one in trends if any(point.share.part for point in one.points if point.share)]
    lead = said("years", "counted" if any_reached else "low")
    parts = (_table(figures, any_reached, judged=False),) if any_reached else ()
    return Section(key="years", heading=said("heading", "years"), said=(lead,), parts=parts)


def _table(figures: SchoolFigures, trends: list[Trend], *, judged: bool) -> Table:
    names, shown = subject_names(figures.framework), count_cell if figures.form is Form.SPECIAL else stacked_cell
    rows = []
    for trend in trends:
        cells = [shown(point.share) if point.share else NONE for point in trend.points]
        rows.append(Row(names[trend.subject], (*cells, *([_change(trend)] if judged else []))))
    years = [str(point.year) for point in trends[0].points]
    columns = (said("column", "subject"), *years, *([said("column", "change")] if judged else []))
    return Table(
        key="years", caption=said("caption", "years"), columns=columns, rows=tuple(rows), notes=tuple(_notes(trends))
    )


def _change(trend: Trend) -> Cell:
    changes = trend.changes
    return Cell(said("verdict", changes[-1].verdict)) if changes else NONE


def _notes(trends: list[Trend]) -> Iterator[str]:
    told = [missing_in_words(point) for trend in trends for point in trend.points]
    told += [break_in_words(year) for trend in trends for year in trend.breaks]
    yield from dict.fromkeys(text for text in told if text)


def _chart(figures: SchoolFigures, trends: list[Trend]) -> Chart:
    names = subject_names(figures.framework)
    shown = [trend for trend in trends if trend.subject != COMBINED]
    years = tuple(point.year for point in shown[0].points)
    drawn = tuple(Line(names[trend.subject], tuple(_per_cent(trend))) for trend in shown)
    title, words = said("chart", "years"), said("chart", "years_words")
    drawing = line_chart("years", title, words, years, shown[0].breaks, drawn)
    return Chart(key="years", title=title, words=words, drawing=drawing)


def _per_cent(trend: Trend) -> Iterator[int | None]:
    for point in trend.points:
        yield point.share.per_cent if point.share else None
