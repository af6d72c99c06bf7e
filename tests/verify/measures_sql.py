"""The measures in SQL, written from docs/measures.md and the department's codes, without muster.measures.

A pupil is a row of raw values; groups, counts, percentages and gaps are worked out by SQLite in whole numbers.
"""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

EVERYBODY = "all"
OTHERS = "others"
"""Under this the points between a school and all other schools together."""
CODES = ("GDS", "EXS", "WTS", "PK4", "PK3", "PK2", "PK1", "EM", "HNM", "A", "D", "Q", "")
Found = dict[tuple[str, str, str | None], tuple[int | None, ...]]
"""By school (or all), characteristic and group the numbers."""
_SUBJECTS = ("reading", "writing", "maths", "science")
_SCALED = _SUBJECTS[:3]
_LOW = "('PK4', 'PK3', 'PK2', 'PK1', 'EM')"
_MET = "('EXS', 'GDS')"

_GROUPS = {
    "sex": "case sex when 'F' then 'girls' when 'M' then 'boys' end",
    "disadvantage": """
        case coalesce(nullif(disadvantaged, ''), fsm) when 'Y' then 'disadvantaged' when 'N' then 'others' end""",
    "sen": "case sen when 'N' then 'no_sen' when 'K' then 'sen_support' when 'E' then 'ehc_plan' end",
    "language": """
        case when language in ('', 'NOT', 'REF', 'ZZZ') then null
             when language in ('ENG', 'ENB') then 'english' else 'eal' end""",
    "ethnicity": """
        case when ethnicity glob 'W*' then 'white' when ethnicity glob 'M*' then 'mixed'
             when ethnicity glob 'A*' then 'asian' when ethnicity glob 'B*' then 'black'
             when ethnicity glob 'C*' then 'chinese' when ethnicity glob 'O*' then 'other_ethnicity' end""",
    "term": """
        case when born = '' then null
             when strftime('%m', born) in ('09', '10', '11', '12') then 'autumn'
             when strftime('%m', born) in ('01', '02', '03', '04') then 'spring' else 'summer' end""",
    "arrival": "case when entered = '' then null when entered < '2025-09-01' then 'stayed' else 'joined' end",
    "gld": "case gld when 'Y' then 'gld' when 'N' then 'no_gld' end",
    "phonics": "case phonics when 'Wa' then 'phonics' when 'Wt' then 'no_phonics' end",
}
_BESIDE = (
    ("girls", "boys"),
    ("disadvantaged", "others"),
    ("sen_support", "no_sen"),
    ("ehc_plan", "no_sen"),
    ("eal", "english"),
    ("spring", "autumn"),
    ("summer", "autumn"),
    ("joined", "stayed"),
    ("no_gld", "gld"),
    ("no_phonics", "phonics"),
)
_SHARES = (
    *(
        (f"{subject}_{name}", f"{subject} in {met}")
        for subject in _SUBJECTS
        for name, met in (("exs", _MET), ("gds", "('GDS')"))[: 2 if subject in _SCALED else 1]
    ),
    ("all_exs", " and ".join(f"{subject} in {_MET}" for subject in _SCALED)),
    ("all_gds", " and ".join(f"{subject} = 'GDS'" for subject in _SCALED)),
)


def figures_of(pupils: Iterable[tuple[str, ...]]) -> Found:
    """Every school's numbers, and those of all, by characteristic and group; under "gap" the gaps in points."""
    with closing(_counted_in(pupils)) as database:
        return _figures(database)


def figures_of_reports(pupils: Iterable[tuple[str, ...]], former: Iterable[tuple[str, int, str, int, int]]) -> Found:
    """The same and what reports say beside: points between one and all others together, and former years.

    A former row is a school, a year, a subject, how many pupils there were, and how many reached the standard; by year
    and subject these two are found, and their per cent, of each school with pupils this year and of all such.
    """
    with closing(_counted_in(pupils)) as database:
        database.execute("create table former (school, year, subject, eligible, exs)")
        database.executemany("insert into former values (?, ?, ?, ?, ?)", former)
        ethnic = database.execute(_from_all("kind = 'ethnicity' and grp is not null", "school", "grp"))
        apart = database.execute(_from_all(f"kind = '{EVERYBODY}' and school != '{EVERYBODY}'", "kind", "null"))
        found = {(row[0], "gap", row[1]): tuple(row[2:]) for row in ethnic}
        found |= {(row[0], OTHERS, None): tuple(row[2:]) for row in apart}
        found |= {(row[0], str(row[1]), row[2]): tuple(row[3:]) for row in database.execute(_years())}
        return _figures(database) | found


def _counted_in(pupils: Iterable[tuple[str, ...]]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    raw = "sex, born, disadvantaged, fsm, sen, language, ethnicity, entered, gld, phonics"
    database.execute(f"create table pupil (school, {', '.join(_SUBJECTS)}, {raw})")
    database.executemany("insert into pupil values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", pupils)
    database.execute(f"create table grouped as {_grouped()}")
    database.execute(f"create table counted as {_counted()}")
    return database


def _figures(database: sqlite3.Connection) -> Found:
    found = {tuple(row[:3]): tuple(row[3:]) for row in database.execute(_shown())}
    return found | {(row[0], "gap", row[1]): tuple(row[2:]) for row in database.execute(_gaps())}


def _grouped() -> str:
    """Each eligible pupil once by each characteristic, at the school and among all."""
    kinds = {EVERYBODY: "null", **_GROUPS}
    eligible = f"from pupil where 'L' not in ({', '.join(_SUBJECTS)})"
    return " union all ".join(
        f"select {school} as school, '{name}' as kind, {group} as grp, {', '.join(_SUBJECTS)} {eligible}"
        for name, group in kinds.items()
        for school in ("school", f"'{EVERYBODY}'")
    )


def _counted() -> str:
    low = " + ".join(f"sum({subject} in {_LOW})" for subject in _SCALED)
    codes = ", ".join(
        f"sum({subject} = '{code}') as {subject}_is_{code or 'none'}" for subject in _SUBJECTS for code in CODES
    )
    shares = ", ".join(f"sum({wanted}) as {name}" for name, wanted in _SHARES)
    return (
        f"select school, kind, grp, count(*) as eligible, {low} as low, {codes}, {shares}"  # noqa: S608 - our own words
        " from grouped group by school, kind, grp"
    )


def _shown() -> str:
    """Whole per cent with halves up: twice the share and one half, in whole numbers."""
    per_cent = ", ".join(f"(200 * {name} + eligible) / (2 * eligible)" for name, _ in _SHARES)
    return f"select *, {per_cent} from counted"  # noqa: S608 - our own words


def _gaps() -> str:
    """Points between two groups: of the unrounded shares, halves away from nought."""
    points = ", ".join(_points(f"one.{name}", f"other.{name}") for name, _ in _SHARES)
    pairs = " or ".join(f"(one.grp = '{one}' and other.grp = '{other}')" for one, other in _BESIDE)
    return (
        f"select one.school, one.grp, {points} from counted as one"  # noqa: S608 - our own words
        f" join counted as other on one.school = other.school and ({pairs})"
    )


def _from_all(chosen: str, within: str, group: str) -> str:
    """Points between each of these and all others of them within the same."""
    names, rest = [name for name, _ in _SHARES], "(other.eligible - one.eligible)"
    sums = ", ".join(f"sum({name}) as {name}" for name in ("eligible", *names))
    points = ", ".join(_points(f"one.{name}", f"(other.{name} - one.{name})", whole=rest) for name in names)
    return (
        f"select one.school, {group}, {points} from (select * from counted where {chosen}) as one"  # noqa: S608 - our own words
        f" join (select {within}, {sums} from counted where {chosen} group by {within}) as other using ({within})"
    )


def _years() -> str:
    """Each school's former years, and those of all with pupils this year."""
    return " union all ".join(
        f"select {school}, year, subject, sum(eligible), sum(exs),"  # noqa: S608 - our own words
        " (200 * sum(exs) + sum(eligible)) / (2 * sum(eligible)) from former"
        f" where school in (select school from counted where kind = '{EVERYBODY}') group by {school}, year, subject"
        for school in ("school", f"'{EVERYBODY}'")
    )


def _points(one: str, other: str, whole: str = "other.eligible") -> str:
    above = f"({one} * {whole} - {other} * one.eligible)"
    product = f"(one.eligible * {whole})"
    return f"case when {above} < 0 then -1 else 1 end * ((200 * abs({above}) + {product}) / (2 * {product}))"
