"""What the tables of a school's report should say, by what SQL works out: a cell at a time, by its row and column."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from muster.measures import COMBINED, GROUPS
from muster.measures.gaps import BESIDE
from muster.measures.prior import PRIOR
from muster.measures.sentences import group_in_words
from muster.reporting.content.figures import subject_names
from muster.reporting.content.grouped import SHOWN
from muster.reporting.content.words import said
from tests.verify.measures_sql import CODES
from tests.verify.report_media import Line, Lines
from tests.verify.told_by_sql import KS1, SHARES, Numbers, Sql, Wanted, alone

NAMES = subject_names(KS1)
SUBJECTS = {NAMES[key]: key for key in (*KS1.by_key, COMBINED)}
_LOW = ("PK4", "PK3", "PK2", "PK1", "EM")
_KINDS = {
    **{code: (code,) for code in CODES if code},
    "PK or EM": _LOW,
    "WTS or above": ("WTS", "EXS", "GDS"),
    "No judgement": ("A", "D", "Q", ""),
    said("divided", "none"): ("",),
}
_GROUPS = {
    group_in_words(group): (one.value, group.value) for one, groups in GROUPS.items() for group in groups
}  # fmt: skip
_GAPS_OF = {said("gap", group): group.value for one in SHOWN for group in GROUPS[one] if group is not BESIDE.get(one)}
_EARLIER = {
    said("earlier_row", group, subject=name): (name, group_in_words(group))
    for name in map(NAMES.__getitem__, KS1.scaled)
    for one in PRIOR
    for group in GROUPS[one]
}
_STANDARDS = {said("standard", measure, subject=NAMES[subject]): (subject, measure) for subject, measure in SHARES}


class Place(NamedTuple):
    """Where a figure stands: its section and table, the headings, its row and column; and what is shown there."""

    section: str
    table: str
    header: Line
    head: str
    heading: str
    shown: str


class Compared(NamedTuple):
    """How many cells were compared, those that say something else, and those with a figure that SQL does not tell."""

    cells: int
    differing: list[str]
    beside: list[Place]


def compare(lines: Lines, wanted_at: Callable[[Place], Wanted | None]) -> Compared:
    """Every figure that a report shows, beside what is wanted there."""
    cells, differing, beside = 0, [], []
    for at in places(lines):
        wanted = wanted_at(at)
        if wanted is not None:
            cells += 1
            differing += [] if wanted.agrees(at.shown) else [f"{_where(at)}: {at.shown} is not {wanted}"]
        elif any(map(str.isdigit, at.shown)):
            beside.append(at)
    return Compared(cells, differing, beside)


def places(lines: Lines) -> Iterator[Place]:
    """Where something is shown, cell by cell."""
    for (section, table), (header, *rows) in lines.items():
        key = table.removeprefix(f"table-{section.removeprefix('part-')}-")
        for row in rows:
            pairs = zip(header[1:], row[1:], strict=True)
            yield from (Place(section, key, header, row[0], heading, shown) for heading, shown in pairs if shown)


def wanted_of(at: Place, sql: Sql, own: str = said("column", "school")) -> Wanted | None:
    """What SQL works out for this place; None where it works out nothing. `own` heads the report's own figures."""
    if at.section == "part-standards" and at.heading == own:
        return sql.numbers().reached(*_STANDARDS[at.head])
    worked_out = _WORKED_OUT.get(at.section)
    return worked_out(at, sql) if worked_out else None


def _where(at: Place) -> str:
    return f"{at.section} {at.table}, {at.head}, {at.heading}"


def _divided(at: Place, sql: Sql) -> Wanted | None:
    """Outcomes stand in the rows, or, in the edition for publication, in the columns."""
    numbers = sql.numbers()
    name, outcome = (at.heading, at.head) if at.heading in SUBJECTS else (at.head, at.heading)
    if outcome == said("column", "all"):
        return numbers.share(numbers.eligible)
    codes = _KINDS.get(outcome) or _KINDS.get(outcome.partition(":")[0])
    return numbers.of(SUBJECTS[name], codes) if codes and name in SUBJECTS else None


def _grouped(at: Place, sql: Sql) -> Wanted | None:
    """By who reaches the standard; where PK and EM lead, by who has these."""
    numbers = _of_group(at, at.head, sql)
    if numbers is None:
        return None  # a figure to compare with
    if at.heading == said("column", "pupils"):
        return numbers.share(numbers.eligible)
    if NAMES[COMBINED] not in at.header:
        return numbers.of(SUBJECTS[at.heading], _LOW)
    return numbers.reached(SUBJECTS[at.heading])


def _of_group(at: Place, words: str, sql: Sql) -> Numbers | None:
    """The figures of the group of this name, or of those of whom it is not known; None of no group."""
    if words == group_in_words(None):
        return sql.numbers(at.table)
    return sql.numbers(*_GROUPS[words]) if words in _GROUPS else None


def _earlier(at: Place, sql: Sql) -> Wanted | None:
    name, group = _EARLIER[at.head]
    numbers = _of_group(at, group, sql)
    if numbers is None:
        return None
    if at.heading == said("column", "pupils"):
        return numbers.share(numbers.eligible)
    if at.heading == said("column", "exs_plus"):
        return numbers.reached(SUBJECTS[name])
    return numbers.of(SUBJECTS[name], _KINDS[at.heading])


def _in_year(at: Place, sql: Sql) -> Wanted | None:
    """This year's figures are those of its pupils; the last column says in words what changed."""
    if at.heading == str(KS1.year):
        return sql.numbers().reached(SUBJECTS[at.head])
    return sql.former(at.heading, SUBJECTS[at.head])


def _gap(at: Place, sql: Sql) -> Wanted | None:
    points = sql.gap(_GAPS_OF[at.head], SUBJECTS[at.heading])
    return None if points is None else alone(points)


_WORKED_OUT = {
    "part-divided": _divided,
    "part-groups": _grouped,
    "part-earlier": _earlier,
    "part-gaps": _gap,
    "part-years": _in_year,
}
