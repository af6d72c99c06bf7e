"""A trust's schools in a collection: how far each is, and its figures where they may be seen."""

from collections.abc import Sequence

import msgspec

from muster.formats.export import Cell, csv_text
from muster.framework import Framework, load_framework
from muster.measures import Counts, Share, is_small
from muster.portal.audit.viewing import record_views
from muster.portal.collecting.models import Collection
from muster.portal.collecting.practice import Trusts, practice_of
from muster.portal.foundation import clock
from muster.portal.foundation.scope import Level, Scope
from muster.portal.organisations.models import School, Trust
from muster.portal.organisations.reads.sharing import schools_shown
from muster.portal.pages.shared.visits import Visit
from muster.portal.returns.reads.figures import SchoolFigures, figures_of_schools
from muster.portal.returns.reads.progress import SchoolProgress, progress_of


class Figure(msgspec.Struct, frozen=True):
    """A subject's two shares; None where the school has none."""

    expected: Share
    higher: Share


class SchoolLine(msgspec.Struct, frozen=True):
    """A school with its figures by subject, in the framework's order; none where nothing is confirmed."""

    school: School
    pupils: int
    figures: tuple[Figure, ...]

    @property
    def is_small(self) -> bool:
        """Whether the pupils are so few that percentages mean little."""
        return is_small(self.pupils)


class Shown(msgspec.Struct, frozen=True):
    """What a trust sees of a collection: progress of its own, figures of its own and of those that allow it."""

    progress: list[SchoolProgress]
    subjects: tuple[str, ...]
    own: list[SchoolLine]
    others: list[SchoolLine]

    @property
    def columns(self) -> int:
        """How many columns of figures there are, with that of the pupils."""
        return 1 + 2 * len(self.subjects)


def shown_to(visit: Visit, trust: Trust, collection: Collection) -> Shown:
    """What the trust's people see, recorded as seen at every school whose figures are there."""
    framework, progress = load_framework(collection.year), progress_of(visit.scope, collection)
    is_shown = practice_of(collection).trusts is Trusts.RESULTS
    own = [one.request.school for one in progress] if is_shown else []
    others = schools_shown(visit.scope, trust)
    beyond = Scope(Level.SCHOOL, visit.scope.authority, frozenset(one.public_id for one in others))
    keys = [key for key in framework.by_key if collection.science or key in framework.scaled]
    found = Shown(
        progress,
        tuple(framework.by_key[key].label.capitalize() for key in keys),
        [_line(one, keys) for one in _figures(visit.scope, framework, collection, own)],
        [_line(one, keys) for one in _figures(beyond, framework, collection, others)],
    )
    seen = [one.school.public_id for one in (*found.own, *found.others) if one.figures]
    record_views(visit.actor, visit.scope.authority, "figures", seen)
    return found


def csv_of(shown: Shown, authority: str) -> bytes:
    """The schools with their figures, one row each, as UTF-8 with a mark that office programs know."""
    lines = {one.school.pk: one for one in shown.own}
    measures = [f"{subject}: {what}" for subject in shown.subjects for what in ("EXS or GDS", "GDS")]
    header = ("URN", "School", "State", "Pupils expected", "Pupils sent", "To put right", "To explain", "Last activity")
    rows = [_row(one, lines.get(one.request.school_id), authority, len(measures)) for one in shown.progress]
    return csv_text((*header, "Pupils confirmed", *measures), rows).encode("utf-8-sig")


def _figures(
    scope: Scope, framework: Framework, collection: Collection, schools: Sequence[School]
) -> list[SchoolFigures]:
    return figures_of_schools(scope, framework, collection, schools) if schools else []


def _line(figures: SchoolFigures, keys: Sequence[str]) -> SchoolLine:
    counts = figures.counts
    if counts is None:
        return SchoolLine(figures.school, 0, ())
    return SchoolLine(figures.school, counts.eligible, tuple(_figure(counts, key) for key in keys))


def _figure(counts: Counts, key: str) -> Figure:
    subject = counts.subjects[key]
    return Figure(subject.expected_share, subject.higher_share)


def _row(one: SchoolProgress, line: SchoolLine | None, authority: str, measures: int) -> list[Cell]:
    school = one.request.school
    changed = f"{one.changed_at.astimezone(clock.LONDON):%Y-%m-%d %H:%M}" if one.changed_at else ""
    own: list[Cell] = [school.urn, school.name, one.state.words(authority), one.expected, one.sent]
    own += [one.errors, one.to_explain, changed]
    if line is None or not line.figures:
        return [*own, None, *([None] * measures)]
    counted = [share.part for figure in line.figures for share in (figure.expected, figure.higher)]
    return [*own, line.pupils, *counted]
