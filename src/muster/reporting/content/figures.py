"""A school's figures, counted once: what every part of a report draws on."""

from collections.abc import Iterator

import msgspec

from muster.framework import Framework
from muster.measures import (
    COMBINED,
    Change,
    Form,
    GroupedCounts,
    Measure,
    Share,
    SubjectCounts,
    Trend,
    count_groups,
    form_of,
    has_break_between,
    headlines,
    trend_of,
)
from muster.measures.trend import YEARS
from muster.reporting.content.comparators import Beside, Comparator
from muster.reporting.content.inputs import ReportInputs
from muster.reporting.content.kinds import Kinds, kinds_of
from muster.reporting.content.paper import Edition
from muster.rules.sentences import listed


class SchoolFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The counts of a school and its groups, in which form they are shown, and beside what.

    `own` is what its figures are called where others stand beside them; "" as a school calls its own.
    """

    inputs: ReportInputs
    grouped: GroupedCounts
    form: Form
    comparators: tuple[Comparator, ...]
    own: str = ""

    @property
    def framework(self) -> Framework:
        """What was assessed."""
        return self.inputs.framework

    @property
    def is_judged(self) -> bool:
        """Whether differences are judged: of few pupils, or of those at pre-key stage standards, none is."""
        return self.form in (Form.MAINSTREAM, Form.INFANT)

    @property
    def eligible(self) -> int:
        """How many pupils the figures are of."""
        return self.grouped.all.eligible

    @property
    def shown(self) -> list[Comparator]:
        """What the figures stand beside; schools of like size and intake stand apart."""
        return [one for one in self.comparators if one.withheld is None and one.beside is not Beside.COMPARABLE]

    @property
    def nearest(self) -> Comparator | None:
        """What is nearest to the school: schools like it, else its authority; None where neither is shown."""
        held = {one.beside: one for one in self.shown}
        return held.get(Beside.ALIKE) or held.get(Beside.AUTHORITY)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the figures beside rest on, or why they are not shown; those with a table of their own say it there."""
        apart = self.comparable
        return tuple(note for one in self.comparators if one not in apart for note in one.notes)

    @property
    def comparable(self) -> list[Comparator]:
        """Schools of like size and intake, those withheld too; none where no such figure is shown."""
        found = [one for one in self.comparators if one.beside is Beside.COMPARABLE]
        return found if any(one.withheld is None for one in found) else []

    @property
    def kinds(self) -> Kinds:
        """The kinds of outcome that bars and short tables have."""
        return kinds_of(self.framework, low_leads=self.form is Form.SPECIAL)

    @property
    def divided(self) -> dict[str, SubjectCounts]:
        """The subjects that are divided into kinds; in a special school without science, which has none that lead."""
        subjects = self.grouped.all.subjects
        return {key: subjects[key] for key in self.framework.scaled} if self.form is Form.SPECIAL else subjects

    @property
    def expected(self) -> dict[str, Share]:
        """Who reaches the expected standard, by subject, all combined last."""
        found = headlines(self.framework, self.grouped.all)
        return {line.subject: line.share for line in found if line.measure is Measure.EXS_PLUS}

    @property
    def trends(self) -> Iterator[Trend]:
        """Three years a subject, and the last statutory one where it is held."""
        for subject, share in self.expected.items():
            rows = [row for row in self.inputs.history if row.subject == subject]
            former = {row.year: Share(row.exs_plus, row.eligible) for row in rows}
            if former:
                yield trend_of(subject, former | {self.framework.year: share}, self.framework.year, years=self._years)

    @property
    def newest_changes(self) -> Iterator[tuple[str, Change]]:
        """By subject the change to this year from the newest year before it that is held."""
        for trend in self.trends:
            if trend.changes and trend.changes[-1].later == self.framework.year:
                yield trend.subject, trend.changes[-1]

    @property
    def has_break(self) -> bool:
        """Whether statutory results stand beside optional ones."""
        this = self.framework.year
        former = [row.year for row in self.inputs.history if row.year > this - self._years]
        beside = [figure.year for one in self.comparators for figure in one.figures.values()]
        return any(has_break_between(year, this) for year in (*former, *beside))

    @property
    def _years(self) -> int:
        """One more than three where that brings in the last statutory year."""
        before = self.framework.year - YEARS
        held = any(row.year == before for row in self.inputs.history)
        return YEARS + int(held and has_break_between(before, before + 1))


def figures_of(inputs: ReportInputs) -> SchoolFigures:
    """Count a school's pupils, and keep of the comparators those that its form may stand beside."""
    grouped = count_groups(inputs.framework, [one.measured for one in inputs.pupils], science=inputs.science)
    form = form_of(grouped.all, inputs.school.type, inputs.school.phase)
    fit = (one for one in inputs.comparators if _fits(one.beside, form, inputs.edition))
    return SchoolFigures(inputs=inputs, grouped=grouped, form=form, comparators=tuple(fit))


def _fits(beside: Beside, form: Form, edition: Edition) -> bool:
    """Whether such figures may stand there: what was opened to schools was not opened to everybody."""
    if edition is Edition.PUBLICATION:
        return form is not Form.SPECIAL and beside is Beside.NATIONAL
    return form is not Form.SPECIAL or beside is Beside.ALIKE


def subject_names(framework: Framework) -> dict[str, str]:
    """The subjects as a line begins with them, and "All three" for those on the scale together."""
    return {key: one.label.capitalize() for key, one in framework.by_key.items()} | {COMBINED: "All three"}


def scaled_names(framework: Framework) -> str:
    """The subjects on the scale in a row ("reading, writing and maths")."""
    return listed([framework.by_key[key].label for key in framework.scaled])
