"""The letters that the PDFs' font has. What it has not is shown as a sign of its own, never left out in silence.

The font is Noto Sans: Latin, Greek, Cyrillic and the signs beside them, under the Open Font Licence.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

BOX = "\N{REPLACEMENT CHARACTER}"
"""Stands for a letter that the font does not have."""
_UNSEEN = frozenset({"Cf", "Cc"})
"""Marks that show nothing of their own, such as a direction: they are left out."""
_SPACES = frozenset("\n\t")
_SEGMENTED = 12


def font_folder() -> Path:
    """Where the font's files are."""
    return Path(str(files("fontpkg_noto_sans") / "files"))


def fitting(text: str) -> str:
    """The text in letters of the font: a box in the place of any that it does not have."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_fitting(sign) for sign in composed)


def fits(text: str) -> bool:
    """Whether every letter of the text can be shown."""
    return BOX not in fitting(text.replace(BOX, ""))


def all_fitting(said: Any) -> Any:  # noqa: ANN401 - whatever plain values a template is given
    """Plain values, lists and dictionaries with every text of theirs in letters of the font."""
    if isinstance(said, str):
        return fitting(said)
    if isinstance(said, dict):
        return {name: all_fitting(one) for name, one in said.items()}
    if isinstance(said, list | tuple):
        return [all_fitting(one) for one in said]
    return said


def all_fit(said: Any) -> bool:  # noqa: ANN401 - as above
    """Whether every text in plain values can be shown as it is."""
    return fits(msgspec.json.encode(said).decode())


def _fitting(sign: str) -> str:
    if sign in _SPACES:
        return sign
    if unicodedata.category(sign) in _UNSEEN:
        return ""
    return sign if ord(sign) in _covered() else BOX


@cache
def _covered() -> frozenset[int]:
    """The code points of the upright font, from its table of characters (OpenType's `cmap`, format 12)."""
    content = next(font_folder().glob("NotoSans[[]*.ttf")).read_bytes()
    table = _table(content, b"cmap")
    return frozenset(code for at in _segmented(table) for code in _codes(table, at))


def _table(content: bytes, tag: bytes) -> bytes:
    (number,) = struct.unpack_from(">H", content, 4)
    for entry in range(number):
        name, _, start, length = struct.unpack_from(">4sLLL", content, 12 + 16 * entry)
        if name == tag:
            return content[start : start + length]
    raise ValueError(f"The font has no table {tag!r}.")


def _segmented(table: bytes) -> Iterator[int]:
    """Where the subtables begin that list ranges over all of Unicode."""
    (number,) = struct.unpack_from(">H", table, 2)
    for entry in range(number):
        (start,) = struct.unpack_from(">L", table, 4 + 8 * entry + 4)
        if struct.unpack_from(">H", table, start) == (_SEGMENTED,):
            yield start


def _codes(table: bytes, start: int) -> Iterator[int]:
    (number,) = struct.unpack_from(">L", table, start + 12)
    for group in range(number):
        first, last, _ = struct.unpack_from(">LLL", table, start + 16 + 12 * group)
        yield from range(first, last + 1)
