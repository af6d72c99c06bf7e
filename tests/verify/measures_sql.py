"""The measures in SQL, written from docs/measures.md and the department's codes, without muster.measures.

A pupil is a row of raw values; groups, counts, percentages and gaps are worked out by SQLite in whole numbers.
"""

import sqlite3
from collections.abc import Iterable

EVERYBODY = "all"
CODES = ("GDS", "EXS", "WTS", "PK4", "PK3", "PK2", "PK1", "EM", "HNM", "A", "D", "Q", "")
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


def figures_of(pupils: Iterable[tuple[str, ...]]) -> dict[tuple[str, str, str | None], tuple[int | None, ...]]:
    """Every school's numbers, and those of all, by characteristic and group; under "gap" the gaps in points."""
    database = sqlite3.connect(":memory:")
    raw = "sex, born, disadvantaged, fsm, sen, language, ethnicity, entered, gld, phonics"
    database.execute(f"create table pupil (school, {', '.join(_SUBJECTS)}, {raw})")
    database.executemany("insert into pupil values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", pupils)
    database.execute(f"create table grouped as {_grouped()}")
    database.execute(f"create table counted as {_counted()}")
    found = {tuple(row[:3]): tuple(row[3:]) for row in database.execute(_shown())}
    found |= {(row[0], "gap", row[1]): tuple(row[2:]) for row in database.execute(_gaps())}
    database.close()
    return found


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


def _points(one: str, other: str) -> str:
    above = f"({one} * other.eligible - {other} * one.eligible)"
    whole = "(one.eligible * other.eligible)"
    return f"case when {above} < 0 then -1 else 1 end * ((200 * abs({above}) + {whole}) / (2 * {whole}))"
