"""Dots with intervals, and lines by year: at the right place, told apart without colour, broken where they must be."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from muster.charts import Dot, Drawing, Line, dot_chart, line_chart

SVG = "{http://www.w3.org/2000/svg}"
PER_CENT = st.integers(0, 100)


def parsed(drawing: str) -> etree._Element:
    return etree.fromstring(drawing.encode())


def texts(drawing: str) -> list[str]:
    return [one.text or "" for one in parsed(drawing).iter(f"{SVG}text")]


def dots(*given: Dot, mark: str = "Northshire") -> Drawing:
    return dot_chart("groups", "Groups", "Per cent by group", mark, given)


def lines(*given: Line, years: tuple[int, ...] = (2023, 2024, 2025), breaks: tuple[int, ...] = ()) -> Drawing:
    return line_chart("years", "Years", "Per cent by year", years, breaks, given)


def joined(drawing: str) -> list[str]:
    return re.findall(r'd="(M\d+ \d+L\d+ \d+)"', drawing)


def test_a_dot_stands_on_its_line_and_says_its_figure() -> None:
    drawn = dots(Dot("Girls", 50, 40.0, 60.0))
    (dot,) = parsed(drawn).iter(f"{SVG}circle")
    assert (dot.get("cx"), "M140 32H206" in drawn, "50%" in texts(drawn)) == ("173", True, True)


def test_the_legend_is_there_where_a_mark_is() -> None:
    assert "Northshire" not in texts(dots(Dot("Girls", 50, 40, 60)))
    assert "Northshire" in texts(dots(Dot("Girls", 50, 40, 60, 55)))


def test_lines_join_neighbouring_years_that_have_figures() -> None:
    assert len(joined(lines(Line("Reading", (60, 62, 64))))) == 2
    assert len(joined(lines(Line("Reading", (60, None, 64))))) == 0


def test_no_line_goes_across_a_break_and_the_break_is_drawn() -> None:
    drawn = lines(Line("Reading", (60, 62, 64)), breaks=(2023,))
    assert (len(joined(drawn)), drawn.count('stroke-dasharray="2 4"')) == (1, 1)


def test_lines_differ_without_colour() -> None:
    drawn = lines(*(Line(name, (50, 60, 70)) for name in "ABCDE"))
    assert len(set(re.findall(r'stroke-width="3" stroke-dasharray="([^"]*)"', drawn))) == 5


def test_more_lines_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="told apart"):
        lines(*(Line(name, (50, 60, 70)) for name in "ABCDEF"))


@given(st.lists(st.tuples(PER_CENT, PER_CENT, PER_CENT, st.none() | PER_CENT), max_size=8))
def test_whatever_is_drawn_is_well_formed(values: list[tuple[int, int, int, int | None]]) -> None:
    parsed(dots(*(Dot("<&>", one, low, high, mark) for one, low, high, mark in values)))
    parsed(lines(*(Line("<&>", one[:3]) for one in values[:5])))
