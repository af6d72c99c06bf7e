"""The edition for publication: counts of 1 and 2, and all that would tell them, are hidden.

Every table of it comes out of one release, so that none can be used to open another. What cannot be shown safely is
left out: prior attainment, gaps, what the checks asked about, and figures of other schools.
"""

from collections.abc import Iterator

import msgspec

from muster.measures import COMBINED, Characteristic, Form, Measure, Share, is_small
from muster.measures.groups import GROUPS, Group, Known
from muster.measures.sentences import (
    break_in_words,
    characteristic_in_words,
    group_in_words,
    hidden_in_words,
    hidden_table_in_words,
)
from muster.measures.suppression import ALL, TOTAL, Released, hide_in_all, release
from muster.measures.suppression import Table as Counted
from muster.measures.suppression.table import TELLING
from muster.reporting.content.cells import EMPTY, benchmark_cell, share_cell
from muster.reporting.content.figures import SchoolFigures, subject_names
from muster.reporting.content.kinds import kinds_in_words
from muster.reporting.content.paper import Cell, Row, Section, Table
from muster.reporting.content.words import pupils, said

SHOWN = (Characteristic.SEX, Characteristic.DISADVANTAGE, Characteristic.SEN, Characteristic.LANGUAGE)
_REACHED, _NOT = "reached", "not"
_NOT_KNOWN = "not known"
_HIDDEN = Cell("–")

Key = tuple[Characteristic, str]
"""A characteristic and a subject (or all combined)."""


class Publication(msgspec.Struct, frozen=True):
    """A school's figures with what may be shown of them."""

    figures: SchoolFigures
    released: dict[Key, Released]

    def of_all(self, subject: str) -> Released:
        """The subject's table of whichever characteristic: the row of all pupils is the same in each."""
        return self.released[SHOWN[0], subject]

    @property
    def eligible(self) -> int | None:
        """How many pupils there are; None where that is hidden."""
        return self.of_all(COMBINED).count(ALL, TOTAL)


def publication_of(figures: SchoolFigures) -> Publication:
    """Hide what must be hidden in all tables of the edition at once."""
    keys = [(one, subject) for one in SHOWN for subject in (*figures.divided, COMBINED)]
    released = dict(zip(keys, release([_counted(figures, *key) for key in keys]), strict=True))
    for one in SHOWN if figures.form is not Form.SPECIAL else ():  # which has the outcomes alone
        subjects = [released[one, subject] for subject in figures.framework.scaled]
        released[one, COMBINED] = hide_in_all(released[one, COMBINED], subjects, (_REACHED,))
    return Publication(figures, released)


def publication_sections(publication: Publication) -> Iterator[Section]:
    """What is shown: the standards, the outcomes, the groups, earlier years."""
    yield _short(publication)
    if publication.eligible:
        special = publication.figures.form is Form.SPECIAL
        yield from () if special else (_standards(publication),)
        yield _divided(publication)
        yield from () if special else (_groups(publication), *_years(publication))


def _counted(figures: SchoolFigures, characteristic: Characteristic, subject: str) -> Counted:
    columns = tuple(_columns(figures, subject))
    groups = figures.grouped.groups[characteristic]
    rows: list[Known] = [*GROUPS[characteristic], None]
    counts = tuple(
        tuple(_count(figures, characteristic, group, subject, column) for column in columns)
        if group in groups
        else (0,) * len(columns)
        for group in rows
    )
    heads = tuple(one or _NOT_KNOWN for one in rows)
    return Counted(characteristic.value, subject, heads, columns, counts, _sums(columns))


def _sums(columns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Who reaches the standard, and who does not: a percentage of the one tells the other."""
    reached = tuple(one for one in ("EXS", "GDS") if one in columns)
    below = tuple(one for one in columns if one not in reached)
    found = {_REACHED: reached, _NOT: below}
    return {name: parts for name, parts in found.items() if reached and len(parts) > 1}


def _columns(figures: SchoolFigures, subject: str) -> Iterator[str]:
    if subject == COMBINED:
        yield from (_REACHED, _NOT)
        return
    own = {*figures.framework.by_key[subject].codes, *figures.framework.absent}
    yield from (kind.label for kind, codes in figures.kinds.items() if not own.isdisjoint(codes))


def _count(figures: SchoolFigures, characteristic: Characteristic, group: Known, subject: str, column: str) -> int:
    counts = figures.grouped.groups[characteristic][group]
    if subject == COMBINED:
        reached = counts.combined.expected
        return reached if column == _REACHED else counts.eligible - reached
    codes = next(codes for kind, codes in figures.kinds.items() if kind.label == column)
    return counts.subjects[subject].number(codes)


def _short(publication: Publication) -> Section:
    eligible, points = publication.eligible, [f"{hidden_in_words()} {said('publication', 'empty')}"]
    if eligible is None:
        points = [hidden_table_in_words()]
    else:
        points.insert(0, said("short", "pupils", pupils=pupils(eligible)))
    return Section(key="short", heading=said("heading", "short"), points=tuple(points))


def _standards(publication: Publication) -> Section:
    figures, year = publication.figures, publication.figures.framework.year
    beside = figures.shown
    names, rows = subject_names(figures.framework), []
    for subject, measure, column in _measured(publication):
        cells = [_shown(publication.of_all(subject), ALL, column)]
        cells += [benchmark_cell(one.figure(subject, measure), year, EMPTY) for one in beside]
        rows.append(Row(said("standard", measure, subject=names[subject]), tuple(cells)))
    columns = (said("column", "standard"), said("column", "school"), *(one.label for one in beside))
    caption = said("caption", "standards", year=year)
    table = Table(key="standards", caption=caption, columns=columns, rows=tuple(rows), notes=figures.notes)
    return _section("standards", table if any(row.cells[0].share for row in rows) else None)


def _measured(publication: Publication) -> Iterator[tuple[str, Measure, str]]:
    """Each subject with its measures, and the column that has them."""
    for subject in publication.figures.expected:
        yield subject, Measure.EXS_PLUS, _reached_in(publication, subject)
        if "GDS" in publication.of_all(subject).table.columns:
            yield subject, Measure.GDS, "GDS"


def _reached_in(publication: Publication, subject: str) -> str:
    """The column of those who reach the standard: a sum, or in science the code itself."""
    columns = publication.of_all(subject).table.all_columns
    return _REACHED if _REACHED in columns else "EXS"


def _shown(released: Released, row: str, column: str) -> Cell:
    share = released.share(row, column)
    return _HIDDEN if share is None else share_cell(share)


def _briefly(cell: Cell) -> Cell:
    """The share as tables of many columns have room for it."""
    share = cell.share
    if share is None or share.per_cent is None or is_small(share.whole):
        return cell
    return Cell(f"{share.part:,}: {share.per_cent}%", share=share)


def _divided(publication: Publication) -> Section:
    figures = publication.figures
    names, labels = subject_names(figures.framework), [kind.label for kind in figures.kinds]
    rows = []
    for subject in figures.divided:
        released = publication.of_all(subject)
        cells = [_number(released, ALL, label) if label in released.table.columns else EMPTY for label in labels]
        rows.append(Row(names[subject], (*cells, _number(released, ALL, TOTAL))))
    columns = (said("column", "subject"), *labels, said("column", "all"))
    notes = (said("publication", "kinds", kinds="; ".join(kinds_in_words(figures.framework, figures.kinds))),)
    table = Table(key="divided", caption=said("caption", "divided"), columns=columns, rows=tuple(rows), notes=notes)
    is_shown = any(cell.number is not None for row in rows for cell in row.cells[:-1])
    return _section("divided", table if is_shown else None)


def _section(key: str, table: Table | None) -> Section:
    """The table under its heading; or that nothing of it can be shown, where each of its own numbers is hidden."""
    heading = said("heading", key)
    if table is None:
        return Section(key=key, heading=heading, said=(hidden_table_in_words(),))
    return Section(key=key, heading=heading, parts=(table,))


def _number(released: Released, row: str, column: str) -> Cell:
    number = released.count(row, column)
    return _HIDDEN if number is None else Cell(f"{number:,}", number=number)


def _groups(publication: Publication) -> Section:
    held = (_group_table(publication, one) for one in SHOWN if _may_show(publication, one))
    tables = tuple(one for one in held if any(cell.share for row in one.rows for cell in row.cells))
    lead = said("publication", "groups") if tables else hidden_table_in_words()
    return Section(key="groups", heading=said("heading", "groups"), said=(lead,), parts=tables)


def _may_show(publication: Publication, characteristic: Characteristic) -> bool:
    known = any(publication.figures.grouped.groups[characteristic].get(group) for group in GROUPS[characteristic])
    return known and not publication.released[characteristic, COMBINED].is_withheld


def _group_table(publication: Publication, characteristic: Characteristic) -> Table:
    figures, sizes = publication.figures, publication.released[characteristic, COMBINED]
    shown = [(publication.released[characteristic, one], _reached_in(publication, one)) for one in figures.expected]
    rows = tuple(
        Row(_head(row), (_number(sizes, row, TOTAL), *(_briefly(_shown(one, row, column)) for one, column in shown)))
        for row in sizes.table.rows
        if sizes.table.values[row, TOTAL]
    )
    names = subject_names(figures.framework)
    columns = (said("column", "group"), said("column", "pupils"), *(names[one] for one in figures.expected))
    title = characteristic_in_words(characteristic)
    return Table(
        key=characteristic.value,
        caption=said("caption", "groups", title=title),
        columns=columns,
        rows=rows,
        together=said("caption", "all_groups"),
        band=title,
    )


def _head(row: str) -> str:
    return group_in_words(None if row == _NOT_KNOWN else Group(row))


def _years(publication: Publication) -> Iterator[Section]:
    """Earlier years are of all pupils alone: hidden where few reached the standard, or few did not."""
    figures = publication.figures
    trends = [one for one in figures.trends if one.subject != COMBINED]
    if not trends:
        return
    names, this = subject_names(figures.framework), figures.framework.year
    rows = []
    for trend in trends:
        own = _shown(publication.of_all(trend.subject), ALL, _reached_in(publication, trend.subject))
        cells = [own if point.year == this else _former(point.share) for point in trend.points]
        rows.append(Row(names[trend.subject], tuple(cells)))
    columns = (said("column", "subject"), *(str(point.year) for point in trends[0].points))
    notes = tuple(dict.fromkeys(break_in_words(year) for one in trends for year in one.breaks))
    table = Table(key="years", caption=said("caption", "years"), columns=columns, rows=tuple(rows), notes=notes)
    yield _section("years", table if any(cell.share for row in rows for cell in row.cells) else None)


def _former(share: Share | None) -> Cell:
    if share is None:
        return EMPTY
    telling = TELLING & {share.part, share.whole - share.part, share.whole}
    return _HIDDEN if telling else share_cell(share)
