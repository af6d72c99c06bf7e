"""Results by school: counts and shares, one row a school; and one a school and subject, which loads as history."""

from collections.abc import Sequence

from muster.formats.export import Cell
from muster.framework import Framework, load_framework
from muster.measures import Counts
from muster.measures.shares import Share
from muster.portal.casework.exports.columns import Column, Table
from muster.portal.collecting.models import Collection
from muster.portal.foundation.clock import LONDON
from muster.portal.foundation.scope import Scope
from muster.portal.returns.reads.expected import expected_numbers
from muster.portal.returns.reads.standing import Standing, Which, counts_of_all, standing_of

BY_SCHOOL, BY_SUBJECT = "Results by school", "By school and subject"
_SCHOOL = (
    Column("DfE number", "The school’s LA number and establishment number."),
    Column("URN", "The school’s unique reference number."),
    Column("School", "The school’s name."),
)
_RETURN = (
    Column("Trust", "The school’s trust, where it is in one."),
    Column("Return", "How far the school’s return is."),
    Column("Confirmed", "When the results were confirmed, in London’s time; empty while they are not."),
    Column("Receipt", "The confirmation’s receipt number."),
    Column("Pupils expected", "How many pupils the roll has; empty without a roll."),
    Column(
        "Eligible",
        "Pupils who are counted: all in the file but those who left (L), and those counted at another school.",
    ),
)
_PER_CENT = "in whole per cent of eligible pupils, halves rounded up"
_SUBJECT = (
    Column("Year", "The collection’s year."),
    Column("Subject", "reading, writing, maths or science."),
    Column("Eligible", "Pupils who are counted."),
    Column("EXS plus", "Pupils who reach the expected standard."),
    Column("GDS", "Pupils who work at greater depth; none in science."),
    Column("EXS plus %", f"The same {_PER_CENT}."),
    Column("GDS %", f"The same {_PER_CENT}."),
)


def schools_tables(scope: Scope, collection: Collection, which: Which) -> list[Table]:
    """One row a school, then one row a school and subject: without names of pupils. Four queries."""
    standing = standing_of(scope, collection, which, brief=True)
    counts = counts_of_all(scope, collection, standing)
    return [_by_school(scope, collection, standing, counts), _by_subject(collection, standing, counts)]


def _by_school(scope: Scope, collection: Collection, standing: Sequence[Standing], counts: dict[int, Counts]) -> Table:
    framework, expected = load_framework(collection.year), expected_numbers(scope, collection)
    rows: list[list[Cell]] = []
    for one in standing:
        found = counts.get(one.version.pk) if one.version else None
        school, confirmed = one.request.school, one.confirmation
        rows.append(
            [
                *_school(one),
                school.trust.name if school.trust else "",
                one.state.words(collection.authority.name),
                f"{confirmed.at.astimezone(LONDON):%Y-%m-%d %H:%M}" if confirmed else "",
                confirmed.receipt if confirmed else "",
                expected.get(school.pk),
                found.eligible if found else None,
                *_figures(framework, collection, found),
            ]
        )
    return Table(BY_SCHOOL, [*_SCHOOL, *_RETURN, *_figure_columns(framework, collection)], rows)


def _figure_columns(framework: Framework, collection: Collection) -> list[Column]:
    columns = []
    for key in _subjects(framework, collection):
        label, codes = framework.by_key[key].label, framework.by_key[key].codes
        columns += [Column(f"{label.capitalize()} {code}", f"Pupils with {code} in {label}.") for code in codes]
        columns.append(Column(f"{label.capitalize()} other", f"Pupils without a judgement in {label}, or no outcome."))
        columns += _standards(label.capitalize(), f"in {label}")
    return [*columns, *_standards("Reading, writing and maths", "in all three")]


def _standards(name: str, where: str) -> list[Column]:
    return [
        Column(f"{name}: expected", f"Pupils who reach the expected standard {where}."),
        Column(f"{name}: expected %", f"The same {_PER_CENT}."),
        Column(f"{name}: higher", f"Pupils who work at greater depth {where}."),
        Column(f"{name}: higher %", f"The same {_PER_CENT}."),
    ]


def _figures(framework: Framework, collection: Collection, found: Counts | None) -> list[Cell]:
    if found is None:
        return [None] * len(_figure_columns(framework, collection))
    cells: list[Cell] = []
    for key in _subjects(framework, collection):
        subject, codes = found.subjects[key], framework.by_key[key].codes
        given = [subject.codes[code] for code in codes]
        cells += [*given, subject.eligible - sum(given), *_shares(subject.expected_share, subject.higher_share)]
    return [*cells, *_shares(found.combined.expected_share, found.combined.higher_share)]


def _shares(*shares: Share) -> list[Cell]:
    return [cell for share in shares for cell in (share.part, share.per_cent)]


def _by_subject(collection: Collection, standing: Sequence[Standing], counts: dict[int, Counts]) -> Table:
    framework = load_framework(collection.year)
    rows: list[list[Cell]] = []
    for one in standing:
        found = counts.get(one.version.pk) if one.version else None
        if found is None:
            continue
        for key in _subjects(framework, collection):
            counted = found.subjects[key]
            reached, higher = counted.expected_share, counted.higher_share
            parts: list[Cell] = [counted.eligible, reached.part, higher.part, reached.per_cent, higher.per_cent]
            rows.append([*_school(one), collection.year, key, *parts])
    return Table(BY_SUBJECT, [*_SCHOOL, *_SUBJECT], rows)


def _school(one: Standing) -> list[Cell]:
    school = one.request.school
    return [school.number, school.urn, school.name]


def _subjects(framework: Framework, collection: Collection) -> list[str]:
    return [one.key for one in framework.subjects if collection.science or one.key in framework.scaled]
