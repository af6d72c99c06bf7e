"""The authority summary for publication: what nobody can use to tell a pupil, not even a school with its own figures.

The tables of all schools come out of one release in which every school knows itself. A table of groups is shown whole
or not at all: it is left out where one of its numbers is 1 or 2, or where all but one school's part of it is.
"""

from collections.abc import Iterator, Sequence

import msgspec

from muster.measures import (
    COMBINED,
    Counts,
    GroupedCounts,
    Measure,
    Share,
    Withheld,
    is_special,
    pooled,
    share_of,
    together,
)
from muster.measures.groups import Characteristic, Group, Known
from muster.measures.sentences import characteristic_in_words, group_in_words, withheld_in_words
from muster.measures.suppression import ALL, TOTAL, Released, hide_in_all, release
from muster.measures.suppression import Table as Counted
from muster.measures.suppression.table import TELLING
from muster.reporting.content.cells import EMPTY, benchmark_cell, number, share_cell
from muster.reporting.content.comparators import Beside
from muster.reporting.content.covered import coverage_told
from muster.reporting.content.figures import SchoolFigures, subject_names
from muster.reporting.content.paper import Cell, Row, Section, Table
from muster.reporting.content.publication import SHOWN
from muster.reporting.content.schools import OneSchool, SchoolsInputs
from muster.reporting.content.words import said

HIGHER, EXPECTED, NOT, REACHED = "GDS", "EXS", "not", "reached"
_HIDDEN = Cell("–")


class PublicGroups(msgspec.Struct, frozen=True):
    """The tables of groups that may be shown, by characteristic, and the characteristics that are left out."""

    shown: dict[Characteristic, dict[Group, tuple[bool, Counts]]]
    left_out: tuple[Characteristic, ...]


def publication_of_authority(inputs: SchoolsInputs, figures: SchoolFigures, method: Section) -> Iterator[Section]:
    """What is shown: how many schools, the standards, the groups, notes on method, and the schools side by side."""
    whole = pooled([one.counts.all for one in inputs.counted if one.counts])
    heading = said("heading", "short")
    if isinstance(whole, Withheld):
        why = said("public", "withheld", why=withheld_in_words(whole))
        yield Section(key="short", heading=heading, points=(why,))
        yield method
        return
    released = released_schools(inputs, figures)
    yield Section(key="short", heading=heading, points=(*coverage_told(inputs), said("public", "hidden")))
    yield _standards(figures, released)
    yield _groups(figures, public_groups(inputs, figures, released))
    yield method
    yield _schools(inputs, figures, released)


def released_schools(inputs: SchoolsInputs, figures: SchoolFigures) -> dict[str, Released]:
    """By subject, all three last, the schools' table with what must be hidden in it; a row is a school's URN."""
    tables = [_counted(inputs.counted, subject, figures) for subject in figures.expected]
    found = dict(zip(figures.expected, release(tables, rows_know_themselves=True), strict=True))
    subjects = [found[one] for one in figures.framework.scaled]
    return found | {COMBINED: hide_in_all(found[COMBINED], subjects, (REACHED, HIGHER))}


def public_groups(inputs: SchoolsInputs, figures: SchoolFigures, released: dict[str, Released]) -> PublicGroups:
    """Which tables of groups nobody can use to tell a pupil. None where a total of the schools' tables is hidden."""
    totals = all(one.count(ALL, column) is not None for one in released.values() for column in (REACHED, NOT, TOTAL))
    known = [one for one in SHOWN if any(group for group in figures.grouped.groups[one])]
    fit = [one for one in known if totals and not _tells(inputs, figures, one)]
    shown = {one: _merged(figures.grouped, one) for one in fit}
    return PublicGroups(shown, tuple(one for one in known if one not in fit))


def _counted(schools: Sequence[OneSchool], subject: str, figures: SchoolFigures) -> Counted:
    """Who works at greater depth, who reaches the standard, who does not; in science, which has no depth, one less."""
    has_higher = subject == COMBINED or bool(figures.framework.by_key[subject].higher)
    rows = tuple(one.urn for one in schools)
    counts = tuple(_three(one.counts.all, subject) for one in schools if one.counts)
    if has_higher:
        return Counted("school", subject, rows, (HIGHER, EXPECTED, NOT), counts, {REACHED: (HIGHER, EXPECTED)})
    return Counted("school", subject, rows, (REACHED, NOT), tuple(one[1:] for one in counts))


def _three(counts: Counts, subject: str) -> tuple[int, int, int]:
    reached, higher = (share_of(counts, subject, one) for one in (Measure.EXS_PLUS, Measure.GDS))
    return higher.part, reached.part - higher.part, reached.whole - reached.part


def _merged(grouped: GroupedCounts, characteristic: Characteristic) -> dict[Group, tuple[bool, Counts]]:
    """The groups with their counts; whose group is not known stands in the largest, which is then said."""
    held = {group: counts for group, counts in grouped.groups[characteristic].items() if group}
    rest = grouped.of(characteristic, None)
    largest = max(held, key=lambda group: held[group].eligible)
    return {
        group: (True, together([counts, rest])) if rest and group is largest else (False, counts)
        for group, counts in held.items()
    }


def _tells(inputs: SchoolsInputs, figures: SchoolFigures, characteristic: Characteristic) -> bool:
    """Whether a number of the characteristic's tables, or what is left of it without one school, is 1 or 2."""
    merged = _merged(figures.grouped, characteristic)
    largest = next((group for group, (has_rest, _) in merged.items() if has_rest), None)
    for group, (_, counts) in merged.items():
        parts = [_part(one.counts, characteristic, group, largest) for one in inputs.counted if one.counts]
        for subject in figures.expected:
            for place, whole in enumerate(_numbers([counts], subject)):
                own = [_numbers(some, subject)[place] for some in parts]
                if whole in TELLING or any(whole - one in TELLING for one in own):
                    return True
    return False


def _part(school: GroupedCounts, characteristic: Characteristic, group: Group, largest: Group | None) -> list[Counts]:
    wanted: tuple[Known, ...] = (group, None) if group is largest else (group,)
    return [counts for one in wanted if (counts := school.of(characteristic, one))]


def _numbers(held: Sequence[Counts], subject: str) -> tuple[int, int, int]:
    """Who reaches the standard, who does not, and all."""
    shares = [share_of(one, subject, Measure.EXS_PLUS) for one in held]
    reached, whole = sum(one.part for one in shares), sum(one.whole for one in shares)
    return reached, whole - reached, whole


def _shown(released: Released, row: str, column: str) -> Cell:
    share = released.share(row, column) if column in released.table.all_columns else None
    return _HIDDEN if share is None else share_cell(share)


def _standards(figures: SchoolFigures, released: dict[str, Released]) -> Section:
    beside = [one for one in figures.shown if one.beside is Beside.NATIONAL]
    names, rows = subject_names(figures.framework), []
    for subject, one in released.items():
        for measure, column in ((Measure.EXS_PLUS, REACHED), (Measure.GDS, HIGHER)):
            if column in one.table.all_columns:
                found = [
                    benchmark_cell(each.figure(subject, measure), figures.framework.year, EMPTY) for each in beside
                ]
                head = said("standard", measure, subject=names[subject])
                rows.append(Row(head, (_shown(one, ALL, column), *found)))
    columns = (said("column", "standard"), figures.own, *(one.label for one in beside))
    notes = tuple(note for one in beside for note in one.notes)
    caption = said("caption", "standards", year=figures.framework.year)
    table = Table(key="standards", caption=caption, columns=columns, rows=tuple(rows), notes=notes)
    return Section(
        key="standards", heading=said("heading", "standards"), said=(said("standards", "lead"),), parts=(table,)
    )


def _groups(figures: SchoolFigures, public: PublicGroups) -> Section:
    told = [said("public", "groups")] if public.shown else []
    if public.left_out:
        told.append(said("public", "left_out", groups="; ".join(map(characteristic_in_words, public.left_out))))
    parts = tuple(_group_table(figures, one, groups) for one, groups in public.shown.items())
    return Section(key="groups", heading=said("heading", "groups"), said=tuple(told), parts=parts)


def _group_table(
    figures: SchoolFigures, characteristic: Characteristic, groups: dict[Group, tuple[bool, Counts]]
) -> Table:
    names = subject_names(figures.framework)
    rows = []
    for group, (has_rest, counts) in groups.items():
        word = group_in_words(group)
        head = said("public", "or_not_known", group=word) if has_rest else word
        shares = [share_of(counts, subject, Measure.EXS_PLUS) for subject in figures.expected]
        rows.append(Row(head, (number(counts.eligible), *(_briefly(share) for share in shares))))
    columns = (said("column", "group"), said("column", "pupils"), *(names[one] for one in figures.expected))
    title = characteristic_in_words(characteristic)
    return Table(
        key=characteristic.value,
        caption=said("caption", "groups", title=title),
        columns=columns,
        rows=tuple(rows),
        together=said("caption", "all_groups"),
        band=title,
    )


def _schools(inputs: SchoolsInputs, figures: SchoolFigures, released: dict[str, Released]) -> Section:
    names = subject_names(figures.framework)
    columns = [said("column", "one_school"), said("column", "pupils")]
    for subject, one in released.items():
        measures = [Measure.EXS_PLUS, *([Measure.GDS] if HIGHER in one.table.columns else [])]
        columns += [said("schools", measure, subject=names[subject]) for measure in measures]
    rows = tuple(_school_row(one, released) for one in inputs.counted)
    caption = said("caption", "schools", year=figures.framework.year)
    table = Table(key="schools", caption=caption, columns=tuple(columns), rows=rows)
    return Section(key="schools", heading=said("heading", "schools"), said=(said("public", "schools"),), parts=(table,))


def _school_row(school: OneSchool, released: dict[str, Released]) -> Row:
    row, cells = school.urn, []
    pupils = next(iter(released.values())).count(row, TOTAL)
    cells.append(_HIDDEN if pupils is None else number(pupils))
    for one in released.values():
        for column in (REACHED, HIGHER):
            if column in one.table.all_columns:
                share = one.share(row, column)
                cells.append(_HIDDEN if share is None else _in_row(school, share))
    return Row(school.name, tuple(cells))


def _in_row(school: OneSchool, share: Share) -> Cell:
    """Of a special school the number alone: no line of it says 0 %."""
    if is_special(school.type, school.phase):
        return Cell(f"{share.part} of {share.whole}", share=share)
    return _briefly(share)


def _briefly(share: Share) -> Cell:
    """The number, and the per cent where there are enough pupils."""
    whole = share_cell(share)
    return (
        whole
        if share.per_cent is None or "%" not in whole.shown
        else Cell(f"{share.part:,}: {share.per_cent}%", share=share)
    )
