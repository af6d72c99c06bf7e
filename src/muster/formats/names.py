"""Names compared and judged: what makes two names the same, and which characters are plain in a name.

"The same name" is settled in the checking rules: equal without case, accents, spaces and punctuation, surname and
forename both. Names come in every script that English schools write.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache

_VIRAMA = 9
"""Unicode's combining class of the signs that join consonants in the scripts of India."""

_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
    | {"ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ə": "e"}
)
"""Letters whose stroke, hook or ligature Unicode does not take apart, with what they are written as without it."""

_PLAIN_ASCII = re.compile(r"[A-Za-z .'-]*")
_PLAIN_OTHERS = frozenset(" .'-\u2018\u2019\u2010\u2011")


def fold(text: str) -> str:
    """The text in small letters without accents, spaces and punctuation: letters and digits of any script.

    Vowel signs that are no accents (in Bengali, Punjabi or Tamil, say) are kept: they tell names apart.
    """
    if text.isascii():
        return "".join(filter(str.isalnum, text.lower()))
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_STROKES)
    return "".join(filter(_tells_names_apart, spread))


_NO_NAME = "|"


def name_key(surname: str, forename: str) -> str:
    """What two names have in common when they are the same: folded surname, a bar, folded forename."""
    return f"{fold(surname)}|{fold(forename)}"


def child_key(surname: str, forename: str, born: date | None) -> str:
    """Name and date of birth as one key, equal for the same child; "" where the date, or both names, are unknown."""
    if born is None:
        return ""
    name = name_key(surname, forename)
    return "" if name == _NO_NAME else f"{name}|{born.isoformat()}"


def is_plain_name(text: str) -> bool:
    """Whether the text holds only letters (any script), marks, hyphens, apostrophes, full stops and spaces (P14)."""
    if text.isascii():
        return _PLAIN_ASCII.fullmatch(text) is not None
    return all(map(_is_plain, text))


@lru_cache(maxsize=4096)
def _tells_names_apart(character: str) -> bool:
    if "\u02b9" <= character <= "\u02df":  # apostrophes and accents that stand alone, though Unicode has them letters
        return False
    if character.isalnum():
        return True
    category, combining = unicodedata.category(character), unicodedata.combining(character)
    return category == "Mc" or (category == "Mn" and (combining == _VIRAMA or _is_vowel_sign(character)))


def _is_vowel_sign(character: str) -> bool:
    """Marks without a combining class that stand for a sound; variation selectors and joiners have none either."""
    return unicodedata.combining(character) == 0 and "SIGN" in unicodedata.name(character, "")


@lru_cache(maxsize=4096)
def _is_plain(character: str) -> bool:
    return character.isalpha() or character in _PLAIN_OTHERS or unicodedata.category(character).startswith("M")
