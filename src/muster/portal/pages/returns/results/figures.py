"""A version's counts and shares beside the school's own of a former year, and the national ones."""

from collections.abc import Iterable
from fractions import Fraction

import msgspec

from muster.framework import Framework
from muster.measures import (
    COMBINED,
    Counts,
    Measure,
    Share,
    count,
    has_break_between,
    headlines,
    is_small,
    is_special,
    low_leads,
    points_between,
)
from muster.measures.national import latest_national
from muster.portal.organisations.models import School
from muster.records import History, HistoryRow


class Beside(msgspec.Struct, frozen=True):
    """A figure to compare with: its year, its whole per cent, and how many points this year's is above it."""

    year: int
    per_cent: int
    points: int

    @property
    def size(self) -> int:
        """How many points the two are apart."""
        return abs(self.points)


class Line(msgspec.Struct, frozen=True):
    """One measure: `subject` (or all three combined), whether greater depth alone, and what it stands beside."""

    subject: str
    measure: Measure
    share: Share
    former: Beside | None = None
    national: Beside | None = None


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of a version's results as a whole.

    `former_year` is the newest earlier year of which the school's own are held. Where `low_leads` (a special school,
    or over half of the outcomes PK or EM) the distribution comes first, lines of no pupil are left out, and nothing is
    compared with the national figures, which are of all schools.
    """

    year: int
    counts: Counts
    lines: tuple[Line, ...]
    former_year: int | None
    low_leads: bool
    is_special: bool

    @property
    def is_small(self) -> bool:
        """Whether the pupils are so few that percentages mean little."""
        return is_small(self.counts.eligible)

    @property
    def one_pupil(self) -> int | None:
        """How many percentage points one pupil makes."""
        return Share(0, self.counts.eligible).one_pupil

    @property
    def has_national(self) -> bool:
        """Whether a national figure stands on the page."""
        return any(line.national for line in self.lines)

    @property
    def has_break(self) -> bool:
        """Whether statutory results stand beside optional ones."""
        years = {beside.year for line in self.lines for beside in (line.former, line.national) if beside}
        return any(has_break_between(year, self.year) for year in years)


def figures_of(
    framework: Framework, school: School, pupils: Iterable[dict[str, str]], history: History | None, *, science: bool
) -> Figures:
    """Count the pupils' outcomes, and set them beside what is held."""
    counts = count(framework, pupils, science=science)
    leads = low_leads(counts, school.type, school.phase)
    former = _newest(history, framework.year)
    own = (Line(one.subject, one.measure, one.share) for one in headlines(framework, counts))
    lines = (_with_former(line, former) for line in own)
    if leads:
        shown = tuple(line for line in lines if line.share.part)
    else:
        shown = tuple(_with_national(line, framework.year) for line in lines)
    return Figures(
        year=framework.year,
        counts=counts,
        lines=shown,
        former_year=next((row.year for row in former.values()), None),
        low_leads=leads,
        is_special=is_special(school.type, school.phase),
    )


def measure_names(framework: Framework) -> dict[str, str]:
    """What each measure is of at the beginning of a line: a subject, or "Reading, writing and maths" together."""
    *most, last = [framework.by_key[key].label for key in framework.scaled]
    combined = f"{', '.join(most)} and {last}".capitalize()
    return {key: one.label.capitalize() for key, one in framework.by_key.items()} | {COMBINED: combined}


def _newest(history: History | None, before: int) -> dict[str, HistoryRow]:
    """The rows by subject of the newest year before this one; none where none are held."""
    rows = [row for row in history.rows if row.year < before] if history else []
    newest = max((row.year for row in rows), default=0)
    return {row.subject: row for row in rows if row.year == newest}


def _with_former(line: Line, former: dict[str, HistoryRow]) -> Line:
    row = former.get(line.subject)
    if row is None:
        return line
    share = Share(row.gds if line.measure is Measure.GDS else row.exs_plus, row.eligible)
    return msgspec.structs.replace(line, former=_beside(row.year, line.share, share.exact))


def _with_national(line: Line, year: int) -> Line:
    figure = latest_national(line.subject, line.measure, before=year)
    beside = _beside(figure.year, line.share, figure.exact) if figure else None
    return msgspec.structs.replace(line, national=beside)


def _beside(year: int, share: Share, other: Fraction | None) -> Beside | None:
    if other is None:
        return None
    points, shown = points_between(share, other), points_between(other, Fraction(0))
    return None if points is None or shown is None else Beside(year, shown, points)
