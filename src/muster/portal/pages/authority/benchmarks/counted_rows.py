"""What rows of national figures count: pupils, schools, and how many schools there are."""

from collections.abc import Iterator, Sequence

from muster.measures import Group
from muster.portal.foundation.refusals import Refusal
from muster.portal.pages.authority.benchmarks.table_rows import TableRow

_COUNTS = {"eligible": "pupils", "schools": "schools", "schools_total": "schools"}
_BESIDE = {Group.GIRLS.value: Group.BOYS.value, Group.DISADVANTAGED.value: Group.OTHERS.value}
_MOST_DIGITS = 7


def faults_of_counts(rows: Sequence[TableRow]) -> Iterator[tuple[int, Refusal]]:
    """Counts that are none, more schools than there are, other schools than above, and groups above all pupils."""
    for row in rows:
        refusal = _no_count(row) or _too_many_schools(row) or _other_schools(row, rows) or _above_all(row, rows)
        if refusal:
            yield row.number, refusal


def coverage_of(rows: Sequence[TableRow]) -> str:
    """Of how many schools the figures are, as the table says it; "" where it does not."""
    return next((said for one in rows if (said := _schools(one))), "")


def _no_count(row: TableRow) -> Refusal | None:
    for name, what in _COUNTS.items():
        text = getattr(row, name)
        if text and _number(text) is None:
            return Refusal("benchmark_row_count", value=text[:20], what=what)
    return None


def _too_many_schools(row: TableRow) -> Refusal | None:
    schools, total = _number(row.schools), _number(row.schools_total)
    if schools is None or total is None or schools <= total:
        return None
    return Refusal("benchmark_row_schools", schools=f"{schools:,}", total=f"{total:,}")


def _other_schools(row: TableRow, rows: Sequence[TableRow]) -> Refusal | None:
    first, own = coverage_of(rows), _schools(row)
    return Refusal("benchmark_row_coverage", schools=own, first=first) if own and own != first else None


def _above_all(row: TableRow, rows: Sequence[TableRow]) -> Refusal | None:
    """A group's pupils and those of the other group are at most all pupils."""
    beside = _BESIDE.get(row.typed.group)
    subject, measure, _ = row.typed.key
    eligible = {one.typed.group: _number(one.eligible) for one in rows if one.typed.key[:2] == (subject, measure)}
    own, others, every = _number(row.eligible), eligible.get(beside or ""), eligible.get("")
    if not beside or own is None or others is None or every is None or own + others <= every:
        return None
    facts = {"pupils": f"{own:,}", "others": f"{others:,}", "group": beside, "all": f"{every:,}"}
    return Refusal("benchmark_row_sum", **facts)


def _schools(row: TableRow) -> str:
    schools, total = _number(row.schools), _number(row.schools_total)
    if schools is None:
        return ""
    return f"{schools:,} schools" if total is None else f"{schools:,} of {total:,} schools"


def _number(text: str) -> int | None:
    """A whole number with or without its commas; a spreadsheet may have written it with a decimal nought."""
    plain = text.replace(",", "").removesuffix(".0")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS else None
