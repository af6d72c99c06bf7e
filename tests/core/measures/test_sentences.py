"""What people read: there is a sentence for everything, in plain words, and every one is used."""

import re
import tomllib
from importlib.resources import files

import pytest

from muster.measures import (
    Change,
    Characteristic,
    Coverage,
    Difference,
    Group,
    Missing,
    Point,
    Reason,
    Share,
    Verdict,
    Withheld,
)
from muster.measures import sentences as say

CATALOGUE = tomllib.loads((files("muster.measures") / "sentences.toml").read_text(encoding="utf-8"))
SENTENCES = [
    (chapter, key, words)
    for chapter, found in CATALOGUE.items()
    for key, words in found.items()
    if chapter not in ("group", "characteristic", "words")
]


def test_the_catalogue_has_every_word_that_can_be_asked_for_and_no_other() -> None:
    chapters = {
        "group": Group,
        "characteristic": Characteristic,
        "difference": Verdict,
        "change": Verdict,
        "missing": Missing,
        "withheld": Reason,
    }
    assert {name: list(CATALOGUE[name]) for name in chapters} == {
        name: [one.value for one in kinds] for name, kinds in chapters.items()
    }


@pytest.mark.parametrize(("chapter", "key", "words"), SENTENCES)
def test_a_sentence_is_short_and_plain(chapter: str, key: str, words: str) -> None:
    assert re.match(r"[A-Z{0]", words)
    assert words.endswith((".", ")."))
    for sentence in re.split(r"(?<=[.:;]) ", words):
        assert len(sentence.split()) <= 25, sentence
    assert not re.search(r"signific|confidence|statistic|cohort|suppress|fail|wrong|error|n/a", words, re.IGNORECASE)


def test_a_change_in_words() -> None:
    assert say.change_in_words(Change(2025, Share(24, 60), 2026, Share(30, 60))) == (
        "No clear change: a difference of this size often comes about by chance with so few pupils."
    )
    assert say.change_in_words(Change(2025, Share(24, 60), 2026, Share(36, 60))).startswith("Higher than before")


def test_a_gap_in_words() -> None:
    assert say.difference_in_words(Difference(Share(24, 60), Share(36, 60))).startswith("Lower: a difference")


def test_groups_in_words() -> None:
    assert [say.group_in_words(one) for one in (Group.EAL, None)] == ["First language other than English", "Not known"]
    assert say.characteristic_in_words(Characteristic.TERM) == "Term of birth"


def test_a_year_without_a_figure_in_words() -> None:
    assert say.missing_in_words(Point(2020, None, Missing.NO_ASSESSMENT)) == "There was no assessment in 2020."
    assert say.missing_in_words(Point(2024, Share(1, 2))) == ""


def test_a_break_in_words() -> None:
    assert say.break_in_words(2023).startswith("Results after 2023 are optional; until 2023 they were statutory")


def test_why_there_is_no_figure_in_words() -> None:
    assert "fewer than 5 schools" in say.withheld_in_words(Withheld(Reason.FEW_SCHOOLS))


@pytest.mark.parametrize(
    ("pupils", "words"),
    [
        (0, "There are no pupils in this group."),
        (1, "Only 1 pupil: percentages of so few mean little, and no ranking should rest on them."),
        (10, "Only 10 pupils: percentages of so few mean little, and no ranking should rest on them."),
        (11, ""),
    ],
)
def test_the_caution_of_a_small_group(pupils: int, words: str) -> None:
    assert say.caution_in_words(pupils) == words


def test_what_one_pupil_makes() -> None:
    assert say.one_pupil_in_words(30) == "One pupil is 3 percentage points."
    assert say.one_pupil_in_words(0) == ""


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (15_000, "14,120 of 15,000 expected pupils are in them (94%)."),
        (14_000, "14,120 pupils are in them; 14,000 were expected."),
        (None, "14,120 pupils are in them; how many were expected is not known."),
    ],
)
def test_coverage_in_words(expected: int | None, words: str) -> None:
    found = Coverage(schools_in=281, schools_asked=300, pupils_in=14_120, pupils_expected=expected)
    assert say.coverage_in_words(found) == f"281 of 300 schools have sent results (94%). {words}"


def test_what_is_hidden_in_words() -> None:
    said = (say.hidden_in_words(), say.hidden_cell_in_words(), say.hidden_table_in_words())
    assert len({*said}) == 3
