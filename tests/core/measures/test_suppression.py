"""What is published of tables, and that nobody can tell from it what is hidden."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from muster.measures import Share
from muster.measures.suppression import ALL, TOTAL, Released, Table, hide_in_all, release
from tests.core.measures.attacking import Attacker, hidden_counts, own_counts, told

COLUMNS = ("GDS", "EXS", "WTS", "PK", "A")
SUMS: dict[str, tuple[str, ...]] = {"EXS+": ("GDS", "EXS")}


def table(**rows: tuple[int, ...]) -> Table:
    return Table("school", "reading", tuple(rows), COLUMNS, tuple(rows.values()), SUMS)


def shown(one: Released) -> dict[str, str]:
    """The rows as a page would have them, a dash for what is hidden."""
    return {
        row or "all": " ".join("-" if number is None else str(number) for number in numbers)
        for row, numbers in one.rows()
    }


def test_what_holds_no_count_of_1_or_2_is_published_whole() -> None:
    (found,) = release([table(girls=(5, 16, 5, 0, 3), boys=(3, 15, 9, 4, 0))])
    assert found.hidden == frozenset()
    assert shown(found)["boys"] == "3 15 9 4 0 18 31"


# PK is 1 of girls and 4 of boys: the 4 is hidden too, being what is left of 5, and in both rows what would be left of
# them. Of WTS that is two counts; of GDS, though smaller, four, as EXS+ would have to be hidden with it.
def test_a_hidden_count_hides_three_others_of_a_ring() -> None:
    (found,) = release([table(girls=(5, 16, 5, 1, 0), boys=(3, 15, 9, 4, 0))])
    assert shown(found) == {
        "girls": "5 16 - - 0 21 27",
        "boys": "3 15 - - 0 18 31",
        "all": "8 31 14 5 0 39 58",
    }


# One pupil in the whole table is A: the total of A is hidden, in every row, and the smallest other column with it.
def test_a_column_of_one_pupil_is_hidden_whole_behind_the_smallest_other() -> None:
    (found,) = release([table(girls=(5, 16, 5, 3, 1), boys=(3, 15, 9, 4, 0))])
    assert shown(found) == {
        "girls": "5 16 5 - - 21 30",
        "boys": "3 15 9 - - 18 31",
        "all": "8 31 14 - - 39 61",
    }


# 1 and 2 of PK are 3 together: each would be known to be 1 or 2. The column is hidden whole, A with it.
def test_a_column_of_1_and_2_is_hidden_whole() -> None:
    (found,) = release([table(girls=(5, 16, 5, 1, 4), boys=(3, 15, 9, 2, 3))])
    assert shown(found)["all"] == "8 31 14 - - 39 63"


# Two pupils with a plan: the row tells who they are whatever it says, and so does SEN support as what is left.
def test_a_row_of_two_pupils_is_hidden_whole_behind_the_smallest_other() -> None:
    (found,) = release([table(none=(8, 28, 11, 0, 3), support=(0, 4, 3, 3, 0), plan=(0, 0, 1, 1, 0))])
    assert shown(found) == {
        "none": "8 28 11 0 3 36 50",
        "support": "- - - - - - -",
        "plan": "- - - - - - -",
        "all": "8 32 15 4 3 40 62",
    }


# The only pupil with a plan is EXS, and all with support are: the next row must be hidden, which has others.
def test_rows_whose_pupils_are_all_alike_do_not_hide_each_other() -> None:
    rows = table(none=(8, 28, 11, 4, 3), moved=(3, 4, 3, 0, 0), support=(0, 4, 0, 0, 0), plan=(0, 1, 0, 0, 0))
    (found,) = release([rows])
    assert shown(found)["none"] == "8 28 11 4 3 36 54"
    assert shown(found)["moved"] == "- - - - - - -"


def test_a_table_of_two_pupils_is_withheld() -> None:
    (found,) = release([table(girls=(0, 1, 0, 0, 0), boys=(0, 1, 0, 0, 0))])
    assert found.is_withheld
    assert {number for _, numbers in found.rows() for number in numbers} == {None}


def test_a_table_of_nobody_is_of_zeros() -> None:
    (found,) = release([table(girls=(0, 0, 0, 0, 0))])
    assert found.hidden == frozenset()


def test_one_row_is_its_own_total() -> None:
    (found,) = release([table(everybody=(5, 16, 9, 1, 0))])
    assert shown(found) == dict.fromkeys(("everybody", "all"), "5 16 - - 0 21 31")


def test_a_percentage_is_hidden_with_either_of_its_numbers() -> None:
    (found,) = release([table(girls=(5, 16, 5, 1, 0), boys=(3, 15, 9, 4, 0))])
    assert found.share("girls", "EXS+") == Share(21, 27)
    assert found.share("girls", "PK") is None
    (tiny,) = release([table(none=(8, 28, 11, 0, 3), support=(0, 4, 3, 3, 0), plan=(0, 0, 1, 1, 0))])
    assert (tiny.share("plan", "GDS"), tiny.share("plan", TOTAL)) == (None, None)


def test_tables_that_share_rows_hide_the_same_rows_and_those_that_share_columns_the_same_totals() -> None:
    reading = table(none=(8, 28, 11, 0, 3), support=(0, 4, 3, 3, 0), plan=(0, 0, 1, 1, 0))
    maths = Table("school", "maths", reading.rows, ("EXS", "not"), ((36, 14), (4, 6), (2, 0)))
    sex = Table("sex", "maths", ("girls", "boys"), ("EXS", "not"), ((22, 10), (20, 10)))
    found = release([reading, maths, sex])
    assert [{row for row in one.table.rows if one.count(row, TOTAL) is None} for one in found] == [
        {"support", "plan"}, {"support", "plan"}, set(),
    ]  # fmt: skip
    assert told(found) == set()


@pytest.mark.parametrize(
    ("by", "of"), [("school", "maths"), ("sex", "reading")], ids=["rows of other totals", "columns of other totals"]
)
def test_tables_that_do_not_agree_are_refused(by: str, of: str) -> None:
    other = Table(by, of, ("girls",), COLUMNS, ((1, 1, 1, 1, 1),), SUMS)
    with pytest.raises(ValueError, match="other totals"):
        release([table(girls=(5, 16, 5, 1, 0)), other])


@pytest.mark.parametrize(
    ("rows", "counts", "sums"),
    [
        (("a",), ((1, 2),), {}),
        (("a", "b"), ((1, 2, 3),), {}),
        (("a",), ((1, 2, -3),), {}),
        (("a",), ((1, 2, 3),), {"s": ("x", "w")}),
        (("a",), ((1, 2, 3),), {"s": ("x", "y"), "t": ("y", "z")}),
    ],
)
def test_what_is_no_table_is_refused(
    rows: tuple[str, ...], counts: tuple[tuple[int, ...], ...], sums: dict[str, tuple[str, ...]]
) -> None:
    with pytest.raises(ValueError, match=r"counts|below|sum"):
        Table("rows", "columns", rows, ("x", "y", "z"), counts, sums)


def test_the_attacker_finds_what_is_hidden_too_little() -> None:
    plain = table(girls=(5, 16, 5, 1, 0), boys=(3, 15, 9, 4, 0))
    alone = Released(plain, frozenset({("girls", "PK")}))
    column = Released(plain, frozenset({("girls", "PK"), ("boys", "PK")}))
    assert told([alone]) == told([column]) == {("school", "reading", "girls", "PK")}
    small = table(girls=(5, 16, 5, 1, 0), boys=(3, 15, 9, 2, 0))
    ring = [(row, column) for row in ("girls", "boys") for column in ("WTS", "PK")]
    found = Released(small, frozenset(ring))
    assert Attacker([found]).may_be(("school", "reading", "girls", "PK"), 0)
    rows = own_counts([found], "boys")
    assert told([found], rows) == {("school", "reading", "girls", "PK")}


SMALL_COUNTS = st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4, 6, 12])


def tables(most_rows: int) -> st.SearchStrategy[Table]:
    one = st.tuples(*[SMALL_COUNTS] * 4)
    return st.builds(
        lambda counts, sums: Table(
            "school", "reading", tuple(f"r{n}" for n in range(len(counts))), ("GDS", "EXS", "WTS", "PK"), counts, sums
        ),
        st.lists(one, min_size=1, max_size=most_rows).map(tuple),
        st.sampled_from([{}, SUMS]),
    )


@given(tables(4))
@settings(deadline=None)
def test_nobody_can_tell_a_hidden_count(one: Table) -> None:
    assert told(release([one])) == set()


@given(tables(5))
@settings(deadline=None)
def test_nor_can_a_row_that_knows_its_own(one: Table) -> None:
    found = release([one], rows_know_themselves=True)
    for row in one.rows:
        assert told(found, own_counts(found, row)) == set()


@given(st.lists(st.tuples(*[st.sampled_from("aab"), st.sampled_from("cccde"), *[st.sampled_from("XXYYZ")] * 2])))
@settings(deadline=None)
def test_nor_can_who_puts_tables_together(pupils: list[tuple[str, str, str, str]]) -> None:
    """Two subjects, each by two characteristics: tables that share rows, columns, and everybody."""
    found = release([
        Table(by, of, rows, ("X", "Y", "Z"), tuple(tuple(counted[row, code] for code in "XYZ") for row in rows))
        for by, place, rows in (("one", 0, ("a", "b")), ("two", 1, ("c", "d", "e")))
        for of, subject in (("reading", 2), ("maths", 3))
        for counted in [Counter((pupil[place], pupil[subject]) for pupil in pupils)]
    ])  # fmt: skip
    assert told(found) == set()


@given(tables(5), st.booleans())
@settings(deadline=None)
def test_every_1_and_2_is_hidden_and_the_same_again(one: Table, know: bool) -> None:
    (found,) = release([one], rows_know_themselves=know)
    assert {cell for cell, number in one.values.items() if number in (1, 2)} <= found.hidden
    assert release([one], rows_know_themselves=know) == [found]


def an_authority(schools: int, seed: int) -> Table:
    draws = Random(seed)
    columns = ("GDS", "EXS", "WTS", "PK4", "PK3", "PK2", "PK1", "EM", "A")
    weights = (120, 450, 250, 30, 20, 10, 8, 6, 5)
    rows = tuple(f"school {number}" for number in range(schools))
    drawn = [Counter(draws.choices(columns, weights, k=draws.choice((4, 12, 28, 30, 45, 60, 60, 90)))) for _ in rows]
    return Table("school", "reading", rows, columns, tuple(tuple(one[code] for code in columns) for one in drawn), SUMS)


def test_in_an_authority_little_is_hidden_and_subtraction_tells_nothing() -> None:
    (found,) = release([an_authority(60, 7)], rows_know_themselves=True)
    values = found.table.values
    assert sum(values[cell] not in (1, 2) for cell in found.hidden) <= len(hidden_counts([found]))
    for row in (None, *found.table.rows):
        known = own_counts([found], row) if row else {}
        bounds = Attacker([found], known).bounds()
        assert bounds is not None
        for name in hidden_counts([found]):
            low, high = bounds[name]
            assert name in known or low == 0 or high >= 3, (row, name)


def test_totals_of_an_authority_are_shown() -> None:
    (found,) = release([an_authority(60, 8)], rows_know_themselves=True)
    assert all(found.count(ALL, column) is not None for column in found.table.all_columns)


# Of the girls 3 miss reading and 4 all three, so that one or more misses maths; of the boys 3 and 7, so that 4 or more
# do. As 5 miss maths, it is one of the girls.
def test_who_reached_all_subjects_does_not_tell_what_one_of_them_hides() -> None:
    missed = {"reading": (3, 3), "writing": (0, 0), "maths": (1, 4), "all": (4, 7)}
    rows, columns, sizes = ("girls", "boys"), ("reached", "not"), (20, 22)
    *subjects, in_all = release([
        Table("sex", of, rows, columns, tuple((size - one, one) for size, one in zip(sizes, numbers, strict=True)))
        for of, numbers in missed.items()
    ])  # fmt: skip
    name = ("sex", "maths", "girls", "not")
    for shown_of_all, may_be_three in ((in_all, False), (hide_in_all(in_all, subjects, ("reached",)), True)):
        attacker = Attacker([*subjects, shown_of_all])
        attacker.learns_of_all(shown_of_all, subjects, "reached", "not")
        assert attacker.may_be(name, 1)
        assert attacker.may_be(name, 3) is may_be_three
        assert shown_of_all.count(ALL, "reached") == 31
