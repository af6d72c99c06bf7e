"""The rules on a school's results as a whole (S01 to S07)."""

import math
from collections import Counter
from collections.abc import Iterator

from muster.records import HistoryRow
from muster.rules.registry import Found, rule
from muster.rules.return_view import ReturnView

_CENT = 100


@rule("S01")
def moved(given: ReturnView) -> Iterator[Found]:
    """The share at EXS or above moved since last year, beyond chance; one finding names the subjects."""
    changes = [change for row in _last_year(given) if (change := _change(row, given))]
    if changes:
        yield Found(facts={"subjects": tuple(changes)})


@rule("S02")
def uniform(given: ReturnView) -> Iterator[Found]:
    """Every pupil has the same outcome in a subject, and it is one of the framework's standards."""
    for subject in given.subjects:
        if code := _uniform_code(subject, given):
            yield Found(subject=subject, value=code, facts={"code": code, "count": len(given.cohort)})


@rule("S03")
def identical(given: ReturnView) -> Iterator[Found]:
    """Reading, writing and maths are identical for every pupil; not where S02 holds in all three."""
    cohort = given.cohort
    if len(cohort) < given.settings.thresholds.same_cohort or not all(_alike(codes, given) for codes in cohort):
        return
    if not all(_all_low(codes, given) for codes in cohort) and not all(
        _uniform_code(subject, given) for subject in given.scaled
    ):
        yield Found(facts={"count": len(cohort)})


@rule("S04")
def many_absent(given: ReturnView) -> Iterator[Found]:
    """A in at least one subject for several pupils and more than a share of the cohort."""
    absent = sum(not set(given.framework.absent).isdisjoint(codes.values()) for codes in given.cohort)
    thresholds = given.settings.thresholds
    if absent >= thresholds.absent_pupils and absent * _CENT > thresholds.absent_share * len(given.cohort):
        yield Found(value="A", facts={"count": absent, "cohort": len(given.cohort)})


@rule("S05")
def more_low_than_needs(given: ReturnView) -> Iterator[Found]:
    """More pupils with PK or EM in reading, writing and maths than pupils with SEN or EAL on the roll."""
    count = sum(_all_low(codes, given) for codes in given.cohort)
    expected = given.roll.expected if given.roll else ()
    needs = sum(entry.sen.upper() in ("K", "E") or _is_eal(entry.first_language) for entry in expected)
    if count > needs:
        yield Found(facts={"count": count, "needs": needs})


@rule("S06")
def mostly_greater_depth(given: ReturnView) -> Iterator[Found]:
    """GDS for more than half of the cohort in a subject; not where S02 holds for it."""
    thresholds, cohort = given.settings.thresholds, given.cohort
    for subject in given.scaled:
        count = sum(codes.get(subject) == "GDS" for codes in cohort)
        many = len(cohort) >= thresholds.higher_cohort and count * _CENT > thresholds.higher_share * len(cohort)
        if many and not _uniform_code(subject, given):
            yield Found(subject=subject, value="GDS", facts={"count": count, "cohort": len(cohort)})


@rule("S07")
def size_differs(given: ReturnView) -> Iterator[Found]:
    """The file holds far fewer, or far more, pupils than expected."""
    thresholds = given.settings.thresholds
    expected, sent = len(given.roll.expected) if given.roll else 0, len(given.pupils)
    apart = abs(expected - sent)
    if apart >= thresholds.file_pupils and apart * _CENT > thresholds.file_share * expected:
        yield Found(variant="" if sent < expected else "more", facts={"count": sent, "expected": expected})


def is_beyond_chance(part: int, whole: int, part_before: int, whole_before: int, level: float) -> bool:
    """Two-sided pooled two-proportion z test: whether two shares differ at this level of significance."""
    pooled = (part + part_before) / (whole + whole_before)
    variance = pooled * (1 - pooled) * (1 / whole + 1 / whole_before)
    if variance <= 0:
        return False
    z = (part / whole - part_before / whole_before) / math.sqrt(variance)
    return math.erfc(abs(z) / math.sqrt(2)) < level


def _last_year(given: ReturnView) -> Iterator[HistoryRow]:
    history = given.context.expected.history
    rows = history.rows if history else ()
    return (row for row in rows if row.year == given.framework.year - 1 and row.subject in given.subjects)


def _change(row: HistoryRow, given: ReturnView) -> str:
    """The change since last year in words, "" where it is small or may be chance."""
    codes = [child[row.subject] for child in given.cohort if row.subject in child]
    if not codes or row.eligible <= 0:
        return ""
    counts, whole = Counter(codes), len(codes)
    part = sum(counts[code] for code in given.framework.by_key[row.subject].expected)
    thresholds = given.settings.thresholds
    points = abs(part * row.eligible - row.exs_plus * whole) * _CENT
    large = points >= thresholds.change_points * whole * row.eligible
    if not large or not is_beyond_chance(part, whole, row.exs_plus, row.eligible, thresholds.change_p):
        return ""
    return f"{row.subject} {_share(row.exs_plus, row.eligible)} % then, {_share(part, whole)} % now"


def _share(part: int, whole: int) -> int:
    """A share in per cent, halves rounded up."""
    return (2 * _CENT * part + whole) // (2 * whole)


def _uniform_code(subject: str, given: ReturnView) -> str:
    """The standard that every pupil of a large enough cohort has in the subject, "" where there is none."""
    codes = {codes.get(subject) for codes in given.cohort}
    thresholds = given.settings.thresholds
    least = thresholds.same_cohort if subject in given.scaled else thresholds.same_science_cohort
    if len(given.cohort) < least or len(codes) != 1:
        return ""
    code = codes.pop() or ""
    low = given.framework.pre_key_stage + given.framework.absent + given.framework.outside
    return "" if code in low else code


def _scaled(codes: dict[str, str], given: ReturnView) -> list[str]:
    return [codes[subject] for subject in given.scaled if subject in codes]


def _alike(codes: dict[str, str], given: ReturnView) -> bool:
    scaled = _scaled(codes, given)
    return len(scaled) == len(given.scaled) and len(set(scaled)) == 1


def _all_low(codes: dict[str, str], given: ReturnView) -> bool:
    """Whether reading, writing and maths all are pre-key stage standards or EM."""
    return all(codes.get(subject) in given.framework.pre_key_stage for subject in given.scaled)


def _is_eal(first_language: str) -> bool:
    return first_language.upper() not in ("", "ENG", "ENB", "NOT", "REF", "ZZZ")
