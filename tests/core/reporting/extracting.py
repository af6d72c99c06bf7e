"""The text of a PDF's pages in the order in which it stands in the file, as a screen reader would meet it."""

import io
import re
from collections.abc import Iterator

import pikepdf

_PAIRS = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*$", re.MULTILINE)
_BYTES_A_GLYPH = 2


def pages_of(pdf: bytes) -> list[str]:
    """Each page's text, without its pictures."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return ["".join(_texts(page)) for page in opened.pages]


def _texts(page: pikepdf.Page) -> Iterator[str]:
    letters = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    current: dict[bytes, str] = {}
    for step in pikepdf.parse_content_stream(page):
        operands = step.operands
        match str(step.operator):
            case "Tf":
                current = letters[str(operands[0])]
            case "Tj":
                yield _decoded(bytes(operands[0]), current)
            case "TJ":
                yield "".join(_decoded(bytes(one), current) for one in operands[0] if isinstance(one, pikepdf.String))
            case "ET":
                yield " "


def _letters(font: pikepdf.Object) -> dict[bytes, str]:
    """What each glyph stands for, as the font's table says."""
    table = font.ToUnicode.read_bytes()
    return {bytes.fromhex(key.decode()): _unicode(text) for key, text in _PAIRS.findall(table)}


def _unicode(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be")


def _decoded(codes: bytes, letters: dict[bytes, str]) -> str:
    step = _BYTES_A_GLYPH
    return "".join(letters.get(codes[at : at + step], "") for at in range(0, len(codes), step))
