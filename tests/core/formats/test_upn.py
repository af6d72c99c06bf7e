"""Unique pupil numbers: their shape and check letter, against numbers worked out elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.formats.upn import LETTERS, check_letter, is_temporary, is_well_formed, la_number, tidy_upn

RIGHT = [
    *("R201100018042", "T20110001804V", "H801200001001", "B801200005001", "X00180001701A"),
    *("X330299923017", "L330299923018", "Y33029992301A", "P207000016049"),
]


@pytest.mark.parametrize("upn", RIGHT)
def test_the_check_letter_of_a_right_number_is_its_first(upn: str) -> None:
    assert (is_well_formed(upn), check_letter(upn)) == (True, upn[0])


@pytest.mark.parametrize(("upn", "letter"), [("A330299923017", "X"), ("B207000016049", "P"), ("A33029992301A", "Y")])
def test_the_check_letter_that_the_digits_call_for_is_told(upn: str, letter: str) -> None:
    assert check_letter(upn) == letter


@pytest.mark.parametrize(
    "upn",
    [
        *("", "Z33020012301", "I330200123001", "O330200123001", "S330200123001", "X33029992301I", "X33029992301O"),
        *(
            "X3302999230177",
            "3302999230171",
            "X33029992A017",
            "x330299923017",
            "X330299923017\n",
            "X٣30299923017",
            "X" * 13,
        ),
    ],
)
def test_other_shapes_are_malformed(upn: str) -> None:
    assert not is_well_formed(upn)


@given(st.sampled_from(LETTERS), st.from_regex(r"\A[0-9]{12}\Z", fullmatch=True))
def test_any_one_digit_wrong_changes_the_check_letter(first: str, digits: str) -> None:
    letter = check_letter(first + digits)
    for place, digit in enumerate(digits):
        other = digits[:place] + str((int(digit) + 1) % 10) + digits[place + 1 :]
        assert check_letter(first + other) != letter


@pytest.mark.parametrize(("upn", "temporary"), [("X330299923017", False), ("Y33029992301A", True)])
def test_a_letter_at_the_end_makes_it_temporary(upn: str, *, temporary: bool) -> None:
    assert is_temporary(upn) is temporary


def test_white_space_and_small_letters_are_tidied() -> None:
    assert tidy_upn(" x3302\u00a099923\t017\n") == "X330299923017"


def test_the_authority_is_the_three_digits_behind_the_check_letter() -> None:
    assert la_number("X330299923017") == "330"


def test_ten_thousand_digits_are_malformed() -> None:
    assert not is_well_formed("X" + "9" * 10_000)
