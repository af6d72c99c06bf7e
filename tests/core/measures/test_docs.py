"""The page on measures: its examples are so, and it leaves no measure out."""

import doctest

import pytest

from muster.measures import BESIDE, Characteristic
from muster.measures.sentences import characteristic_in_words
from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "measures.md"
TEXT = PAGE.read_text(encoding="utf-8")


def test_the_examples_are_so() -> None:
    tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8", report=True)
    assert tried.failed == 0
    assert tried.attempted > 40


@pytest.mark.parametrize(
    "characteristic", [one for one in Characteristic if one not in (Characteristic.GLD, Characteristic.PHONICS)]
)
def test_every_characteristic_is_told(characteristic: Characteristic) -> None:
    groups = TEXT.split("## Groups")[1].split("## ")[0]
    assert f"| {characteristic_in_words(characteristic).removesuffix(' the school')} |" in groups


def test_only_ethnic_groups_are_compared_with_all_others() -> None:
    assert set(Characteristic) - set(BESIDE) == {Characteristic.ETHNICITY}
    assert "| each ethnic group | all other pupils whose ethnic group is known |" in TEXT


@pytest.mark.parametrize("heading", [line for line in TEXT.splitlines() if line.startswith("## ")])
def test_every_measure_has_an_example(heading: str) -> None:
    assert ">>>" in TEXT.split(heading + "\n")[1].split("\n## ")[0]
