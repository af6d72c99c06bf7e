"""Text in letters that the PDFs' fonts have. What they have not is a sign of its own, never left out in silence."""

import unicodedata
from typing import Any

import msgspec

from muster.reporting.faces import covered

BOX = "\N{REPLACEMENT CHARACTER}"
"""Stands for a letter that no font has."""
_UNSEEN = frozenset({"Cf", "Cc"})
"""Marks that show nothing of their own, such as a direction: they are left out."""
_OURS_ALONE = "Co"
"""Code points for private use: nobody can tell what letter they are, whatever a font draws for them."""
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""They change how the letters beside them are drawn, in scripts whose letters are neither capital nor small."""
_JOINED = frozenset({"Lo", "Mn", "Mc"})
_PICTURE_OR_TEXT = range(0xFE00, 0xFE10)
"""Say which shape the sign before is to have: ours have one."""
_SPACES = frozenset("\n\t")


def fitting(text: str) -> str:
    """The text in letters of the fonts: a box in the place of any that none of them has."""
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(_fitting(sign, before) for before, sign in zip(" " + composed, composed, strict=False))


def all_fitting(said: Any) -> Any:  # noqa: ANN401 - whatever plain values a template is given
    """Plain values, lists and dictionaries with every text of theirs in letters of the fonts."""
    if isinstance(said, str):
        return fitting(said)
    if isinstance(said, dict):
        return {name: all_fitting(one) for name, one in said.items()}
    if isinstance(said, list | tuple):
        return [all_fitting(one) for one in said]
    return said


def all_fit(said: Any, fitted: Any) -> bool:  # noqa: ANN401 - as above
    """Whether every letter of what is said could be shown: `fitted` is what `all_fitting` made of it."""
    return _boxes(said) == _boxes(fitted)


def _boxes(said: Any) -> int:  # noqa: ANN401 - as above
    return msgspec.json.encode(said).count(BOX.encode())


def _fitting(sign: str, before: str) -> str:
    if sign in _SPACES:
        return sign
    if sign in _JOINERS and unicodedata.category(before) in _JOINED:
        return sign
    kind = unicodedata.category(sign)
    if kind in _UNSEEN or ord(sign) in _PICTURE_OR_TEXT:
        return ""
    return sign if kind != _OURS_ALONE and ord(sign) in covered() else BOX
