"""What a school may be compared with, how whole it is, and in which form its figures stand."""

import pytest

from muster.measures import Counts, Coverage, Form, Pooled, Reason, Share, Withheld, form_of, is_small, pooled
from tests.core.measures.made_up import of_codes


def schools(*sizes: int) -> list[Counts]:
    return [of_codes("EXS", size) for size in sizes]


@pytest.mark.parametrize(
    ("sizes", "reason"),
    [
        ((), Reason.NOBODY),
        ((0, 0, 0, 0, 0), Reason.NOBODY),
        ((30, 30, 30, 30), Reason.FEW_SCHOOLS),
        ((30, 30, 30, 30, 0), Reason.FEW_SCHOOLS),
        ((41, 10, 10, 10, 10), Reason.ONE_HOLDS_MOST),
        ((1, 0, 0, 0, 0), Reason.FEW_SCHOOLS),
    ],
)
def test_what_is_withheld(sizes: tuple[int, ...], reason: Reason) -> None:
    assert pooled(schools(*sizes)) == Withheld(reason)


@pytest.mark.parametrize("sizes", [(30, 30, 30, 30, 30), (40, 10, 10, 10, 10), (1, 1, 1, 1, 1)])
def test_five_schools_of_which_none_holds_over_half_are_a_figure(sizes: tuple[int, ...]) -> None:
    found = pooled(schools(*sizes))
    assert isinstance(found, Pooled)
    assert (found.schools, found.counts.eligible) == (5, sum(sizes))


def test_coverage_is_of_schools_and_of_pupils() -> None:
    some = Coverage(schools_in=281, schools_asked=300, pupils_in=14_120, pupils_expected=15_000)
    assert (some.schools.per_cent, some.pupils, some.is_whole) == (94, Share(14_120, 15_000), False)
    assert Coverage(schools_in=3, schools_asked=3, pupils_in=90, pupils_expected=90).is_whole


@pytest.mark.parametrize(("expected", "whole"), [(None, True), (90, True), (92, False)])
def test_coverage_of_pupils_where_it_cannot_be_said(expected: int | None, whole: bool) -> None:
    found = Coverage(schools_in=3, schools_asked=3, pupils_in=91, pupils_expected=expected)
    assert (found.pupils == Share(91, 92), found.is_whole) == (expected == 92, whole)


def test_coverage_stays_with_the_figure() -> None:
    coverage = Coverage(schools_in=5, schools_asked=6, pupils_in=150)
    found = pooled(schools(30, 30, 30, 30, 30), coverage)
    assert isinstance(found, Pooled)
    assert found.coverage is coverage


@pytest.mark.parametrize(
    ("pupils", "code", "kind", "form"),
    [
        (60, "EXS", ("Community school", "Primary"), Form.MAINSTREAM),
        (60, "EXS", ("Community special school", ""), Form.SPECIAL),
        (60, "EXS", ("", "Special"), Form.SPECIAL),
        (60, "PK3", ("Community school", "Primary"), Form.SPECIAL),
        (5, "EXS", ("Community special school", ""), Form.SPECIAL),
        (10, "EXS", ("Community school", "Infant"), Form.SMALL),
        (11, "EXS", ("Infant school", "Primary"), Form.INFANT),
        (0, "EXS", ("Community school", "Primary"), Form.MAINSTREAM),
    ],
)
def test_the_form_of_a_schools_figures(pupils: int, code: str, kind: tuple[str, str], form: Form) -> None:
    assert form_of(of_codes(code, pupils), *kind) is form


def test_small_is_under_eleven() -> None:
    assert [number for number in range(14) if is_small(number)] == list(range(1, 11))
