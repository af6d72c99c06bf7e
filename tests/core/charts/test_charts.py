"""Charts: well-formed, safe, told apart without colour, and quick."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from muster.charts import Bar, Drawing, Mark, Piece, Stack, bar_chart, stacked_chart
from muster.charts.drawing import FILLS, WIDTH

SVG = "{http://www.w3.org/2000/svg}"
PIECES = tuple(Piece(f"Piece {fill}", fill) for fill in FILLS)
MARKS = (Mark("2025", "line"), Mark("England", "diamond"))
COUNTS = st.tuples(*[st.integers(0, 90)] * len(FILLS))
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


def parsed(drawing: str) -> etree._Element:
    return etree.fromstring(drawing.encode())


def texts(drawing: str) -> list[str]:
    return [one.text or "" for one in parsed(drawing).iter(f"{SVG}text")]


def stacked(*stacks: Stack) -> Drawing:
    return stacked_chart("codes", "Outcomes", "How many pupils", PIECES, stacks)


def bars(*given: Bar) -> Drawing:
    return bar_chart("shares", "Shares", "Per cent", "This year", MARKS, given)


def test_a_stack_divides_the_whole_width() -> None:
    drawn = parsed(stacked(Stack("Reading", (10, 20, 0, 0, 0, 0, 10))))
    widths = [float(one.get("width", "0")) for one in drawn.findall(f"{SVG}rect") if one.get("height") == "28"]
    assert widths == [99, 199, 100]


def test_a_stack_says_its_counts_where_they_have_room() -> None:
    said = texts(stacked(Stack("Reading", (40, 1, 40, 0, 0, 0, 0))))
    assert (said.count("40"), "1" in said, "Reading" in said) == (2, False, True)


def test_the_legend_names_the_pieces_that_occur_alone() -> None:
    said = texts(stacked(Stack("Reading", (1, 0, 0, 1, 0, 0, 0)), Stack("Maths", (0, 0, 0, 0, 1, 0, 0))))
    assert [one for one in said if one.startswith("Piece")] == ["Piece solid", "Piece level", "Piece cross"]


def test_a_stack_of_nothing_is_drawn_empty() -> None:
    drawn = parsed(stacked(Stack("Reading", (0,) * len(FILLS))))
    assert [one.get("fill") for one in drawn.findall(f"{SVG}rect")] == ["none"]


def test_pieces_differ_without_colour() -> None:
    drawn = stacked(Stack("Reading", (10,) * len(FILLS)))
    bodies = {re.sub(r"#[0-9a-f]{6}", "", one) for one in re.findall(r"<pattern.*?</pattern>", drawn)}
    assert len(bodies) == len(FILLS) - 2
    assert {"#12436d", "#ffffff"} <= set(re.findall(r'fill="(#[0-9a-f]{6})" stroke', drawn))


def test_a_bar_is_as_long_as_its_share_and_says_it() -> None:
    drawing = bars(Bar("Reading", 50, (None, None)))
    assert [one.get("width") for one in parsed(drawing).findall(f"{SVG}rect")][-1] == "170"
    assert texts(drawing) == ["This year", "Reading", "50%"]


def test_no_figure_is_a_dash_and_nought_is_a_nought() -> None:
    assert texts(bars(Bar("Reading", None, (None, None)), Bar("Maths", 0, (None, None))))[1:] == [
        "Reading", "–", "Maths", "0%",
    ]  # fmt: skip


def test_only_marks_that_stand_somewhere_are_in_the_legend() -> None:
    assert texts(bars(Bar("Reading", 50, (None, 68))))[:2] == ["This year", "England"]


def test_it_is_named_and_described_for_those_who_do_not_see_it() -> None:
    drawn = parsed(bars(Bar("Reading", 50, (49, 68))))
    named = [drawn.find(f"{SVG}{tag}") for tag in ("title", "desc")]
    assert drawn.get("role") == "img"
    assert drawn.get("aria-labelledby") == " ".join(str(one.get("id")) for one in named if one is not None)


@pytest.mark.parametrize("wrong", [lambda: Piece("a", "red"), lambda: Mark("a", "star")])
def test_an_unknown_fill_or_shape_is_refused(wrong: object) -> None:
    assert callable(wrong)
    with pytest.raises(ValueError, match="is no"):
        wrong()


def test_it_is_mark_up_that_a_page_takes_as_it_stands() -> None:
    drawing = bars(Bar("Reading", 50, (49, 68)))
    assert drawing.__html__() == drawing
    assert not re.search(r"style|<script|javascript:", drawing)


@given(st.lists(st.builds(Stack, TEXTS, COUNTS), max_size=5).map(tuple), TEXTS)
def test_any_stack_is_well_formed_and_stays_within_the_drawing(stacks: tuple[Stack, ...], title: str) -> None:
    drawn = parsed(stacked_chart("c", title, title, PIECES, stacks))
    for one in drawn.findall(f"{SVG}rect"):
        assert float(one.get("x", "0")) + float(one.get("width", "0")) <= WIDTH


@given(TEXTS, st.integers(0, 100) | st.none(), st.integers(0, 100) | st.none())
def test_any_bar_is_well_formed(label: str, per_cent: int | None, mark: int | None) -> None:
    assert label in [one.text or "" for one in parsed(bars(Bar(label, per_cent, (mark, None)))).iter(f"{SVG}text")]
