"""Curves by day: steps where something came, a marked day, told apart without colour."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from muster.charts import Curve, Days, Drawing, curve_chart
from muster.charts.drawing import WIDTH

SVG = "{http://www.w3.org/2000/svg}"
DAYS = Days(first=-30, last=10, names=((-30, "27 May"), (0, "26 June")), marked=(0, "Deadline"))
NOW = Curve("2026", "solid", ((-20, 3), (-10, 8)), -5)
FORMER = Curve("2025", "dashed", ((-25, 1), (2, 10)), 10)


def drawn(*curves: Curve, days: Days = DAYS, top: int = 10) -> Drawing:
    return curve_chart("days", "Returns by day", "How many returns", days, top, curves)


def parsed(drawing: str) -> etree._Element:
    return etree.fromstring(drawing.encode())


def texts(drawing: str) -> list[str]:
    return [one.text or "" for one in parsed(drawing).iter(f"{SVG}text")]


def steps(drawing: str) -> list[str]:
    return [one.get("d", "") for one in parsed(drawing).iter(f"{SVG}path") if one.get("fill") == "none"]


def test_a_curve_goes_up_in_steps_on_its_days() -> None:
    (path,) = steps(drawn(NOW))
    assert path == "M28 228H118V174H208V84H253"


def test_the_last_day_ends_the_curve_and_nothing_is_drawn_of_nothing() -> None:
    assert steps(drawn(Curve("2026", "solid", (), -5))) == []
    (path,) = steps(drawn(FORMER))
    assert path.endswith(f"H{WIDTH - 12}")


def test_the_marked_day_the_counts_and_the_names_are_said() -> None:
    assert texts(drawn(NOW, FORMER)) == ["2026", "2025", "0", "5", "10", "Deadline", "27 May", "26 June"]


def test_names_that_have_no_room_are_left_out() -> None:
    close = Days(first=-30, last=10, names=((-1, "25 June"), (0, "26 June")), marked=(0, "Deadline"))
    assert "26 June" not in texts(drawn(NOW, days=close))


def test_curves_differ_without_colour() -> None:
    plain = re.sub(r"#[0-9a-f]{6}", "", drawn(NOW, FORMER))
    assert plain.count('stroke-dasharray="7 5"') == 2
    assert 'stroke-width="4"' in plain


def test_what_is_no_stroke_is_refused() -> None:
    with pytest.raises(ValueError, match="dotted"):
        Curve("2026", "dotted", (), 0)


@given(
    st.lists(st.tuples(st.integers(-400, 400), st.integers(0, 400)), max_size=8),
    st.integers(-100, 50),
    st.integers(0, 100),
    st.integers(0, 400),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60),
)
def test_whatever_is_given_it_is_well_formed_and_nothing_is_beside_it(
    points: list[tuple[int, int]], first: int, length: int, top: int, label: str
) -> None:
    days = Days(first, first + length, ((first, label),), (first + 3, label))
    fitting = tuple((day, min(count, max(top, 1))) for day, count in sorted(points))
    drawing = drawn(Curve(label, "solid", fitting, first + length), days=days, top=top)
    assert "style" not in re.sub(r">[^<]*<", "><", drawing)
    for path in steps(drawing):
        assert all(0 <= int(one) <= WIDTH for one in re.findall(r"\d+", path))
