"""The charts of a version's results, each beside its table."""

from collections.abc import Mapping

from muster.charts import Bar, Drawing, Mark, Stack, bar_chart, stacked_chart
from muster.framework import Framework
from muster.measures import Measure
from muster.portal.pages.returns.results.figures import Figures, Line
from muster.reporting.content.kinds import ABOVE, kinds_of, numbers_of


def shares_chart(figures: Figures, names: Mapping[str, str]) -> Drawing | None:
    """EXS or GDS by subject, with the marks to compare with; None where no line says it. `names` says the subjects."""
    lines = [line for line in figures.lines if line.measure is Measure.EXS_PLUS]
    if not lines:
        return None
    marks = (Mark(f"Your school in {figures.former_year}", "line"), Mark("England, as last published", "diamond"))
    bars = tuple(_bar(line, names) for line in lines)
    own, title = f"Your school in {figures.year}", f"Pupils with EXS or GDS in {figures.year}"
    said = "; ".join(f"{bar.label} {bar.per_cent}%" for bar in bars)
    return bar_chart("shares", title, f"{said}. The table has all figures.", own, marks, bars)


def outcomes_chart(figures: Figures, framework: Framework, names: Mapping[str, str]) -> Drawing:
    """How the outcomes divide by subject; where the pre-key stage standards lead each is apart, without science."""
    parts = kinds_of(framework, low_leads=figures.low_leads)
    if figures.low_leads:
        parts = {ABOVE: parts[ABOVE]} | parts
    keys = framework.scaled if figures.low_leads else tuple(figures.counts.subjects)
    stacks = tuple(Stack(names[key], numbers_of(figures.counts.subjects[key], parts)) for key in keys)
    said = "How many pupils have each outcome, as the table says."
    return stacked_chart("outcomes", f"Outcomes by subject in {figures.year}", said, tuple(parts), stacks)


def _bar(line: Line, names: Mapping[str, str]) -> Bar:
    marks = (beside.per_cent if beside else None for beside in (line.former, line.national))
    return Bar(names[line.subject], line.share.per_cent, tuple(marks))
