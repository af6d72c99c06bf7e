"""Templates are filled with facts in the forms that people read."""

import pytest

from muster.rules.sentences import day_in_words, fill, listed, size_in_words


@pytest.mark.parametrize(
    ("words", "said"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_words_are_listed_as_in_a_sentence(words: tuple[str, ...], said: str) -> None:
    assert listed(words) == said
    assert listed(words, "or") == said.replace(" and ", " or ")


@pytest.mark.parametrize(
    ("iso", "said"),
    [("2026-05-01", "1 May 2026"), ("2025-12-31", "31 December 2025"), ("2026-01-09", "9 January 2026"), ("x", "x")],
)
def test_a_day_is_said_in_words_and_what_is_none_as_it_stands(iso: str, said: str) -> None:
    assert day_in_words(iso) == said


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "1 KB"),
        (1_499, "1 KB"),
        (1_501, "2 KB"),
        (999_400, "999 KB"),
        (1_000_000, "1.0 MB"),
        (20_050_001, "20.1 MB"),
    ],
)
def test_a_size_is_said_in_the_unit_that_fits(size: int, said: str) -> None:
    assert size_in_words(size) == said


def test_every_form_of_a_fact() -> None:
    facts = {"n": 1, "m": 1_200, "day": "2026-06-12", "words": ("a", "b"), "size": 2_000_000, "text": "{n}"}
    template = "{n:pupil|pupils}; {m:pupil|pupils}; {day:date}; {words}; {words:or}; {size:size}; {text}; {n}"
    assert fill(template, facts) == "1 pupil; 1,200 pupils; 12 June 2026; a and b; a or b; 2.0 MB; {n}; 1"


def test_no_pupils_are_many() -> None:
    assert fill("{n:pupil|pupils}", {"n": 0}) == "0 pupils"


def test_a_fact_that_is_not_given_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{nothing}", {})
