"""A sample of what script/verify measures whole: counts, shares and gaps are those that SQL works out."""

from pathlib import Path

import pytest

from muster.measures import Characteristic
from tests.verify import measures
from tests.verify.measures_sql import EVERYBODY, figures_of


def test_every_figure_is_the_one_that_sql_works_out(tmp_path: Path) -> None:
    found = measures.measure(40, 5, tmp_path)
    assert (found.schools, found.differing) == (40, [])
    assert found.pupils > 1500
    assert found.figures > 50_000


def test_one_pupil_more_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = ("EXS", "EXS", "GDS", "EXS", "F", "2019-06-01", "Y", "Y", "N", "ENG", "WBRI", "2023-09-04", "Y", "Wa")
    monkeypatch.setattr(measures, "figures_of", lambda pupils: figures_of([*pupils, ("2001", *one)]))
    kinds = {kind for _, kind, _ in measures.measure(3, 5, tmp_path).differing}
    assert kinds == {EVERYBODY, "gap", *Characteristic}


# Four pupils: F GDS, F EXS, M WTS, M of no outcome; one of F left. Girls 2 of 2, boys 0 of 2: a gap of 100 points.
def test_the_sql_by_hand() -> None:
    def row(code: str, sex: str) -> tuple[str, ...]:
        return ("a", code, "EXS", "EXS", "EXS", sex, "", "", "", "", "", "", "", "", "")

    found = figures_of([row("GDS", "F"), row("EXS", "F"), row("WTS", "M"), row("", "M"), row("L", "F")])
    assert found["a", "sex", "girls"][:5] == (2, 0, 1, 1, 0)
    assert found["a", "gap", "girls"][:2] == (100, 50)
    assert found["a", "all", None][0] == 4
