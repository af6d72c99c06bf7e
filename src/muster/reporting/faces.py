"""The fonts of the PDFs, and which letters they have between them.

Noto Sans has Latin, Greek, Cyrillic and the signs beside them; fonts of its family have the other scripts in which
English schools write names, and signs such as emoji in black. All stand under the Open Font Licence.
"""

import struct
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

FAMILIES = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Armenian",
    "Noto Sans Bengali",
    "Noto Sans Devanagari",
    "Noto Sans Ethiopic",
    "Noto Sans Georgian",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Hebrew",
    "Noto Sans Sinhala",
    "Noto Sans Tamil",
    "Noto Sans Thai",
    "Noto Sans SC",
    "Noto Sans KR",
    "Noto Emoji",
)
"""The fonts in the order in which they are asked for a letter."""

_WEIGHT = "_400Regular.ttf"
_TABLES = 12
_SEGMENTS, _GROUPS = 4, 12
"""The formats of subtables that are read: segments of the first 65,536 code points, groups of all."""


def font_folders() -> list[Path]:
    """Where the fonts' files are. Those of other scripts are put there at bootstrap; without them there is one."""
    ours = Path(str(files("muster.reporting") / "fonts"))
    return [_noto_sans(), *([ours] if ours.is_dir() else [])]


@cache
def covered() -> frozenset[int]:
    """The code points of every letter that one of the fonts has."""
    faces = [next(_noto_sans().glob("NotoSans[[]*.ttf"))]
    for folder in font_folders()[1:]:
        faces += sorted(folder.glob(f"*{_WEIGHT}"))
    return frozenset(code for face in faces for code in codes_of(face))


def codes_of(face: Path) -> Iterator[int]:
    """The code points that a font has, from its table of characters (OpenType's `cmap`)."""
    table = _table(face, b"cmap")
    (number,) = struct.unpack_from(">H", table, 2)
    for entry in range(number):
        (start,) = struct.unpack_from(">L", table, 4 + 8 * entry + 4)
        (form,) = struct.unpack_from(">H", table, start)
        if form == _GROUPS:
            yield from _in_groups(table, start)
        elif form == _SEGMENTS:
            yield from _in_segments(table, start)


def _noto_sans() -> Path:
    return Path(str(files("fontpkg_noto_sans") / "files"))


def _table(face: Path, tag: bytes) -> bytes:
    with face.open("rb") as content:
        (number,) = struct.unpack(">4xH6x", content.read(_TABLES))
        for name, start, length in struct.iter_unpack(">4s4xLL", content.read(16 * number)):
            if name == tag:
                content.seek(start)
                return content.read(length)
    raise ValueError(f"{face.name} has no table {tag!r}.")


def _in_groups(table: bytes, start: int) -> Iterator[int]:
    (number,) = struct.unpack_from(">L", table, start + 12)
    for group in range(number):
        first, last, _ = struct.unpack_from(">LLL", table, start + 16 + 12 * group)
        yield from range(first, last + 1)


def _in_segments(table: bytes, start: int) -> Iterator[int]:
    """The code points of segments which stand in four columns; a glyph of 0 is none."""
    (double,) = struct.unpack_from(">H", table, start + 6)
    columns = [start + 14, start + 16 + double, start + 16 + 2 * double, start + 16 + 3 * double]
    for at in range(0, double, 2):
        last, first, shift, offset = (struct.unpack_from(">H", table, column + at)[0] for column in columns)
        for code in range(first, last + 1):
            place = columns[3] + at + offset + 2 * (code - first)
            glyph = struct.unpack_from(">H", table, place)[0] if offset else code + shift & 0xFFFF
            if glyph and code != 0xFFFF:
                yield code
