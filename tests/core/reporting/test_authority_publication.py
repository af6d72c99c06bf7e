"""The authority summary for publication: nobody tells a small number from it, no school with its own figures either."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from muster.measures import GROUPS, Characteristic, Group, Measure, count_groups, share_of
from muster.measures.suppression import ALL
from muster.reporting.content import Edition, Paper, SchoolsInputs, Table, authority_summary
from muster.reporting.content.authority_publication import public_groups, released_schools
from muster.reporting.content.schools import figures_together
from tests.core.measures.attacking import Attacker, hidden_counts, name_of, own_counts, told
from tests.core.measures.made_up import made_up
from tests.core.reporting.made_up import KS1, cells, section, table, texts
from tests.core.reporting.several import a_whole_authority, class_of, one_school, several

PUBLIC = Edition.PUBLICATION
SIZES = st.lists(st.sampled_from([0, 1, 2, 3, 4, 6, 12, 30]), min_size=5, max_size=7)


def of_sizes(sizes: list[int], seed: int) -> SchoolsInputs:
    """An authority of schools with so many pupils each."""
    schools = [
        one_school(place, (), counts=count_groups(KS1, made_up(size, seed + place))) for place, size in enumerate(sizes)
    ]
    return several(*schools, edition=PUBLIC)


def published(inputs: SchoolsInputs) -> Paper:
    return authority_summary(inputs)


@given(SIZES, st.integers(0, 500))
@settings(deadline=None, max_examples=10)
def test_nobody_can_tell_a_hidden_count_and_no_school_with_its_own(sizes: list[int], seed: int) -> None:
    inputs = of_sizes(sizes, seed)
    released = list(released_schools(inputs, figures_together(inputs)).values())
    assert told(released) == set()
    for school in inputs.counted:
        assert told(released, own_counts(released, school.urn)) == set()


@given(st.lists(st.sampled_from([12, 20, 30, 45]), min_size=6, max_size=9), st.integers(0, 500))
@settings(deadline=None, max_examples=15)
def test_nobody_tells_a_hidden_count_by_who_reached_all_three(sizes: list[int], seed: int) -> None:
    inputs = of_sizes(sizes, seed)
    *subjects, in_all = (
        one for key, one in released_schools(inputs, figures_together(inputs)).items() if key != "science"
    )
    attacker = Attacker([*subjects, in_all])
    attacker.learns_of_all(in_all, subjects, "reached", "not")
    for name, number in hidden_counts([*subjects, in_all]).items():
        assert any(attacker.bounds({name: other}) is not None for other in (0, *range(3, number + 8)))


@given(SIZES, st.integers(0, 500))
@settings(deadline=None, max_examples=25)
def test_the_paper_shows_no_more_of_a_school_than_was_released(sizes: list[int], seed: int) -> None:
    inputs = of_sizes(sizes, seed)
    paper, released = published(inputs), released_schools(inputs, figures_together(inputs))
    if not [one for one in paper.sections if one.key == "schools"]:
        return
    shown = {row.head: row for row in table(paper, "schools", "schools").rows}
    for school in inputs.counted:
        numbers = iter(shown[school.name].cells[1:])
        for one in released.values():
            for column in ("reached", "GDS"):
                if column in one.table.all_columns:
                    assert next(numbers).share == one.share(school.urn, column)


@given(SIZES, st.integers(0, 500))
@settings(deadline=None, max_examples=25)
def test_no_count_of_one_or_two_is_shown_anywhere(sizes: list[int], seed: int) -> None:
    paper = published(of_sizes(sizes, seed))
    shown = [cell for one in paper.sections for part in one.parts if isinstance(part, Table)
             for row in part.rows for cell in row.cells]  # fmt: skip
    assert [cell for cell in shown if cell.number in (1, 2)] == []
    for share in (cell.share for cell in shown if cell.share):
        assert {share.part, share.whole - share.part, share.whole}.isdisjoint({1, 2})


@given(SIZES, st.integers(0, 500))
@settings(deadline=None, max_examples=25)
def test_what_is_shown_of_groups_less_a_school_s_own_is_never_one_or_two(sizes: list[int], seed: int) -> None:
    inputs = of_sizes(sizes, seed)
    figures = figures_together(inputs)
    shown = public_groups(inputs, figures, released_schools(inputs, figures)).shown
    for characteristic, groups in shown.items():
        for group, (has_rest, counts) in groups.items():
            for school in inputs.counted:
                assert school.counts
                own = [school.counts.of(characteristic, one) for one in (group, *((None,) if has_rest else ()))]
                for subject in figures.expected:
                    whole = share_of(counts, subject, Measure.EXS_PLUS)
                    mine = [share_of(one, subject, Measure.EXS_PLUS) for one in own if one]
                    left = whole.part - sum(one.part for one in mine)
                    all_left = whole.whole - sum(one.whole for one in mine)
                    assert {left, all_left - left, all_left}.isdisjoint({1, 2})


def test_the_attacker_would_find_what_is_hidden_too_little() -> None:
    """With what stands beside it shown, a school's hidden number is what is left of the total."""
    inputs = a_whole_authority(8, 5)
    one = released_schools(inputs, figures_together(inputs))["reading"]
    hidden = next(cell for cell in sorted(one.hidden) if cell[0] != ALL and one.table.values[cell] in (1, 2))
    bare = replace(one, hidden=frozenset({hidden}))
    assert not Attacker([bare]).may_be(name_of(bare, *hidden), one.table.values[hidden] + 3)
    assert told([bare])


def test_numbers_that_tell_nobody_are_shown() -> None:
    schools = [one_school(place, class_of(20, 10)) for place in range(5)]
    paper = published(several(*schools, edition=PUBLIC))
    assert cells(table(paper, "standards", "standards"), "Reading, expected standard or above") == ["67% (100 of 150)"]
    assert cells(table(paper, "schools", "schools"), "School 00")[:2] == ["30", "20: 67%"]
    assert cells(table(paper, "groups", "sex"), "Girls")[:2] == ["100", "100: 100%"]


def test_a_table_of_groups_that_would_tell_is_left_out_and_named() -> None:
    two = class_of(2, 0, start=300, group=Group.BOYS)
    schools = [one_school(place, class_of(20, 0) + (two if place == 1 else ())) for place in range(5)]
    paper = published(several(*schools, edition=PUBLIC))
    groups = section(paper, "groups")
    assert groups.parts == ()
    assert groups.said == ("Left out, because a small number could be told from them: Girls and boys.",)


def test_whose_group_is_not_known_stands_in_the_largest() -> None:
    odd = one_school(6, tuple(replace(one, measured=replace(one.measured, sex=None)) for one in class_of(5, 5)))
    schools = [one_school(place, class_of(20, 10)) for place in range(5)]
    heads = [row.head for row in table(published(several(*schools, odd, edition=PUBLIC)), "groups", "sex").rows]
    assert heads == ["Girls, or not known", "Boys"]


@pytest.mark.parametrize("number", [1, 4])
def test_of_fewer_than_five_schools_nothing_is_shown(number: int) -> None:
    schools = [one_school(place, class_of(20, 10)) for place in range(number)]
    paper = published(several(*schools, edition=PUBLIC))
    assert [one.key for one in paper.sections] == ["short", "method"]
    assert "fewer than 5 schools" in section(paper, "short").points[0]


def test_no_school_is_named_as_one_to_support_or_as_missing() -> None:
    inputs = a_whole_authority(12, 3, edition=PUBLIC)
    paper = published(replace(inputs, schools=(*inputs.schools, one_school(90))))
    assert {one.key for one in paper.sections} == {"short", "standards", "groups", "method", "schools"}
    assert "School 90" not in " ".join(texts(paper))


def test_every_group_is_one_that_is_known() -> None:
    inputs = a_whole_authority(12, 3, edition=PUBLIC)
    figures = figures_together(inputs)
    shown = public_groups(inputs, figures, released_schools(inputs, figures)).shown
    assert Characteristic.SEX in shown
    assert all(set(groups) <= set(GROUPS[one]) for one, groups in shown.items())
