"""Schools in fifths, and figures that would tell of few schools by what they differ in."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from muster.measures import FIFTHS, fifths, tells_apart

VALUES = st.dictionaries(st.integers(), st.integers(0, 9).map(Fraction), max_size=40)


def test_ten_schools_are_two_in_each_fifth() -> None:
    assert list(fifths({one: Fraction(one) for one in range(10)}).values()) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


@given(VALUES)
def test_a_higher_value_is_never_in_a_lower_fifth_and_the_same_in_the_same(values: dict[int, Fraction]) -> None:
    found = fifths(values)
    assert found.keys() == values.keys()
    assert all(1 <= one <= FIFTHS for one in found.values())
    for one, value in values.items():
        for other, beside in values.items():
            assert value != beside or found[one] == found[other]
            assert value >= beside or found[one] <= found[other]


def test_sets_that_differ_by_fewer_than_five_schools_tell_of_these() -> None:
    schools = set(range(10))
    assert tells_apart(schools, schools - {1})
    assert tells_apart(schools - {1, 2}, schools - {3, 4})
    assert not tells_apart(schools, schools)
    assert not tells_apart(schools, set(range(5)))
