"""Every reason has its sentence, and no sentence is for nothing."""

import re

import pytest

from muster.likeness.reasons import in_words, reasons
from tests.house.tree import python_files

_WHICH = ("surname", "forename")


def test_reasons_are_said_in_the_order_given() -> None:
    said = in_words(("names_swapped", "upn_none"))
    assert said == "The surname and forename stand the other way round. At least one of the two has no UPN."


def test_a_reason_that_there_is_not_is_refused() -> None:
    with pytest.raises(KeyError):
        in_words(("because",))


def test_every_sentence_is_one_that_is_said_and_every_one_said_is_there() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in python_files("src/muster/likeness"))
    ties = {*re.findall(r'Tie\("(\w+)"', source), "marks", "space"}
    written = set(re.findall(r'"((?:upn|names|born|sex)_\w+)"', source))
    said = written | {f"{which}_{tie}" for which in _WHICH for tie in ties}
    assert said - {"surname_short"} == set(reasons())


def test_no_sentence_names_a_school() -> None:
    assert not any("{" in words or "school" in words.lower() for words in reasons().values())
