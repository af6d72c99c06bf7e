"""Names: when two are the same, and which characters are plain in one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.formats.names import fold, is_plain_name, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("O'Brienzqx", "OBRIENZQX"),
        ("O’Brienzqx", "O'brienzqx"),
        ("Oʼzbekzqx", "O'zbekzqx"),
        ("Smith-Joneszqx", "smith joneszqx"),
        ("van der Bergzqx", "VanDerBergzqx"),
        ("Zoë", "ZOE"),
        ("Zoë", "Zoe\u0308"),
        ("Łukasz", "Lukasz"),
        ("Sørenzqx", "Sorenzqx"),
        ("Weißzqx", "WEISSZQX"),
        ("İpek", "Ipek"),
        ("Şahinzqx", "Sahinzqx"),
        ("Nguyễn", "Nguyen"),
        ("ﬁona", "Fiona"),
        ("Zoe\u200b", "Zoe"),
        ("Al-Saïd.", "alsaid"),
        ("مُحَمَّد", "محمد"),
        ("Đặngzqx", "dangzqx"),
    ],
)
def test_case_accents_spaces_and_punctuation_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Alex", "Alec"), ("রিমা", "রমা"), ("ਸਿੰਘ", "ਸੰਘ"), ("王", "玉"), ("김", "긴"), ("Ann1", "Ann2")]
)
def test_other_letters_make_a_difference(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_a_key_keeps_surname_and_forename_apart() -> None:
    assert name_key("O'Brienzqx", "Zoë") == "obrienzqx|zoe"
    assert name_key("Annzqx", "") != name_key("", "Annzqx")


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_the_same_text_composed_or_not_is_the_same_name(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_key_has_one_bar(surname: str, forename: str) -> None:
    assert name_key(surname, forename).count("|") == 1


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Alex",
        "Zoë-Anne O’Brien",
        "O'Brien",
        "St. John",
        "Łukasz",
        "রিমা",
        "ਸਿੰਘ",
        "王小明",
        "محمد",
        "Jean‑Luc",
        "Ng’ang‘a",
    ],
)
def test_letters_of_any_script_hyphens_apostrophes_full_stops_and_spaces_are_plain(name: str) -> None:
    assert is_plain_name(name)


@pytest.mark.parametrize(
    "name", ["Sm1th", "Alex (Al)", "Alex, Al", "Alex/Al", "Al_ex", "Alex\u200b", "Al\tex", "😀", "A–B", "A\u00a0B"]
)
def test_anything_else_is_not_plain(name: str) -> None:
    assert not is_plain_name(name)


def test_a_name_of_a_million_characters_is_judged() -> None:
    long = "zqxé" * 250_000
    assert (is_plain_name(long), len(fold(long))) == (True, 1_000_000)
