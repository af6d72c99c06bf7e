"""What the tables of a school's report should say, by what SQL works out: a cell at a time, by its row and column."""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import NamedTuple

from muster.framework import load_framework
from muster.measures import COMBINED, GROUPS, Measure
from muster.measures.gaps import BESIDE
from muster.measures.prior import PRIOR
from muster.measures.sentences import group_in_words
from muster.reporting.content.figures import subject_names
from muster.reporting.content.grouped import SHOWN
from muster.reporting.content.words import said
from tests.core.reporting.reading_sheets import numbers_in
from tests.verify.measures_sql import CODES, EVERYBODY
from tests.verify.report_media import RANGE, Line, Lines

Key = tuple[str, str, str | None]
Told = Mapping[Key, tuple[int | None, ...]]
"""What SQL works out, by school, characteristic and group."""

_KS1 = load_framework(2026)
_NAMES = subject_names(_KS1)
_SUBJECTS = {_NAMES[key]: key for key in _KS1.by_key}
_SHARES = tuple(
    (subject, measure)
    for subject in (*_KS1.by_key, COMBINED)
    for measure in ((Measure.EXS_PLUS,) if subject == "science" else (Measure.EXS_PLUS, Measure.GDS))
)
"""In the order in which SQL gives them."""
_GAPS = {_NAMES[subject]: place for place, (subject, measure) in enumerate(_SHARES) if measure is Measure.EXS_PLUS}
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
    for name in map(_NAMES.__getitem__, _KS1.scaled)
    for one in PRIOR
    for group in GROUPS[one]
}
_STANDARDS = {said("standard", measure, subject=_NAMES[subject]): (subject, measure) for subject, measure in _SHARES}


class Numbers(NamedTuple):
    """The figures of a group of pupils."""

    eligible: int
    codes: dict[tuple[str, str], int]
    shares: dict[tuple[str, Measure], tuple[int, int]]

    def of(self, subject: str, codes: tuple[str, ...]) -> "Wanted":
        """How many have one of the codes."""
        return self.share(sum(self.codes[subject, code] for code in codes))

    def reached(self, subject: str, measure: Measure) -> "Wanted":
        """How many reached the standard, and the per cent as SQL rounds it."""
        return Wanted(*self.shares.get((subject, measure), (0, 0)), self.eligible)

    def share(self, part: int) -> "Wanted":
        """A part of the group."""
        return Wanted(part, (200 * part + self.eligible) // (2 * self.eligible) if self.eligible else 0, self.eligible)


class Wanted(NamedTuple):
    """What a cell may say: a count, its per cent, of how many."""

    part: int
    per_cent: int
    whole: int

    def agrees(self, shown: str) -> bool:
        """Whether the cell says this, and nothing else; a dash says nothing."""
        numbers = set(numbers_in(RANGE.sub("", shown)))
        return not numbers or (numbers <= set(self) and bool(numbers & {self.part, self.per_cent}))


class Compared(NamedTuple):
    """How many cells were compared, and those that say something else."""

    cells: int
    differing: list[str]


def compare(lines: Lines, school: str, told: Told) -> Compared:
    """Every figure of the school's own that its report shows, beside what SQL works out."""
    cells, differing = 0, []
    for (section, table), (header, *rows) in lines.items():
        key = table.removeprefix(f"table-{section.removeprefix('part-')}-")
        for row in rows:
            for heading, shown, wanted in _cells(section, key, header, row, _Sql(school, told)):
                cells += 1
                if not wanted.agrees(shown):
                    differing.append(f"{section} {key}, {row[0]}, {heading}: {shown} is not {wanted}")
    return Compared(cells, differing)


class _Sql(NamedTuple):
    school: str
    told: Told

    def numbers(self, kind: str = EVERYBODY, group: str | None = None) -> Numbers:
        """The figures of a group; nought of one without pupils."""
        own = [number or 0 for number in self.told.get((self.school, kind, group), (0,) * _WIDTH)]
        codes = dict(zip(product(_KS1.by_key, CODES), own[2:_FIRST_SHARE], strict=True))
        parts, per_cents = own[_FIRST_SHARE : -len(_SHARES)], own[-len(_SHARES) :]
        return Numbers(own[0], codes, dict(zip(_SHARES, zip(parts, per_cents, strict=True), strict=True)))

    def gap(self, group: str, name: str) -> int | None:
        """The points between a group and what it is compared with."""
        found = self.told.get((self.school, "gap", group))
        return found[_GAPS[name]] if found else None


_FIRST_SHARE = 2 + len(_KS1.by_key) * len(CODES)
_WIDTH = _FIRST_SHARE + 2 * len(_SHARES)


class _Place(NamedTuple):
    """Where a figure stands."""

    section: str
    table: str
    header: Line
    head: str
    heading: str


def _cells(section: str, key: str, header: Line, row: Line, sql: _Sql) -> Iterator[tuple[str, str, Wanted]]:
    """A row's cells whose figures SQL works out: the heading, what is shown, what is wanted."""
    for heading, shown in zip(header[1:], row[1:], strict=True):
        wanted = _wanted(_Place(section, key, header, row[0], heading), sql)
        if wanted is not None and shown:
            yield heading, shown, wanted


def _wanted(at: _Place, sql: _Sql) -> Wanted | None:
    match at.section:
        case "part-standards" if at.heading == said("column", "school"):
            return sql.numbers().reached(*_STANDARDS[at.head])
        case "part-divided" if at.table == "divided":
            return _divided(at, sql.numbers())
        case "part-groups":
            return _grouped(at, sql)
        case "part-earlier":
            return _earlier(at, sql)
        case "part-gaps":
            return _gap(at, sql)
    return None


def _divided(at: _Place, numbers: Numbers) -> Wanted | None:
    """Outcomes stand in the rows, or, in the edition for publication, in the columns."""
    name, outcome = (at.heading, at.head) if at.heading in _SUBJECTS else (at.head, at.heading)
    if outcome == said("column", "all"):
        return numbers.share(numbers.eligible)
    codes = _KINDS.get(outcome) or _KINDS.get(outcome.partition(":")[0])
    return numbers.of(_SUBJECTS[name], codes) if codes and name in _SUBJECTS else None


def _grouped(at: _Place, sql: _Sql) -> Wanted | None:
    """By who reaches the standard; where PK and EM lead, by who has these."""
    numbers = _of_group(at, at.head, sql)
    if numbers is None:
        return None  # a figure to compare with
    if at.heading == said("column", "pupils"):
        return numbers.share(numbers.eligible)
    if _NAMES[COMBINED] not in at.header:
        return numbers.of(_SUBJECTS[at.heading], _LOW)
    return numbers.reached(_SUBJECTS.get(at.heading, COMBINED), Measure.EXS_PLUS)


def _of_group(at: _Place, words: str, sql: _Sql) -> Numbers | None:
    """The figures of the group of this name, or of those of whom it is not known; None of no group."""
    if words == group_in_words(None):
        return sql.numbers(at.table)
    return sql.numbers(*_GROUPS[words]) if words in _GROUPS else None


def _earlier(at: _Place, sql: _Sql) -> Wanted | None:
    name, group = _EARLIER[at.head]
    numbers = _of_group(at, group, sql)
    if numbers is None:
        return None
    if at.heading == said("column", "pupils"):
        return numbers.share(numbers.eligible)
    if at.heading == said("column", "exs_plus"):
        return numbers.reached(_SUBJECTS[name], Measure.EXS_PLUS)
    return numbers.of(_SUBJECTS[name], _KINDS[at.heading])


def _gap(at: _Place, sql: _Sql) -> Wanted | None:
    points = sql.gap(_GAPS_OF[at.head], at.heading)
    return None if points is None else Wanted(points, points, points)
