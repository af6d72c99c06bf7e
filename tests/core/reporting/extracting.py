"""The text of a PDF: as a screen reader meets it, and a page at a time."""

import io
import re
from collections import defaultdict
from collections.abc import Iterator

import pikepdf

_PAIRS = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*$", re.MULTILINE)
_BYTES_A_GLYPH = 2
_BESIDE = -1
"""Stands for the mark of a text that is of the page alone."""


def pages_of(pdf: bytes) -> list[str]:
    """Each page's text in the order in which it stands in the file, without its pictures."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return ["".join(text for _, text in _texts(page)) for page in opened.pages]


def read_aloud(pdf: bytes) -> str:
    """The text in the order of its tags, without what is of the page alone."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        texts: dict[tuple[int, int], list[str]] = defaultdict(list)
        for page in opened.pages:
            for mark, text in _texts(page):
                texts[page.obj.objgen[0], mark].append(text)
        return "".join("".join(texts[mark]) for mark in _marks(opened.Root.StructTreeRoot.K, 0))


def _marks(given: pikepdf.Object | int, page: int) -> Iterator[tuple[int, int]]:
    """The marks below a part of the structure, each with its page, from the first that is read to the last."""
    if isinstance(given, pikepdf.Array):
        for one in given:
            yield from _marks(one, page)
    elif isinstance(given, pikepdf.Dictionary):
        page = given.Pg.objgen[0] if "/Pg" in given else page
        yield from _marks(given.get("/MCID", given.get("/K", pikepdf.Array())), page)
    else:
        yield page, int(given)


def _texts(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """Each text with the mark that it stands under."""
    letters = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    current: dict[bytes, str] = {}
    marks = [_BESIDE]
    for step in pikepdf.parse_content_stream(page):
        operands = step.operands
        match str(step.operator):
            case "BDC":
                marks.append(_mark(operands[1], marks[-1]))
            case "BMC":
                marks.append(marks[-1])
            case "EMC":
                marks.pop()
            case "Tf":
                current = letters[str(operands[0])]
            case "Tj":
                yield marks[-1], _decoded(bytes(operands[0]), current)
            case "TJ":
                strings = (bytes(one) for one in operands[0] if isinstance(one, pikepdf.String))
                yield marks[-1], "".join(_decoded(one, current) for one in strings)
            case "ET":
                yield marks[-1], " "


def _mark(said: pikepdf.Object, outer: int) -> int:
    return int(said.MCID) if isinstance(said, pikepdf.Dictionary) and "/MCID" in said else outer


def _letters(font: pikepdf.Object) -> dict[bytes, str]:
    """What each glyph stands for, as the font's table says."""
    table = font.ToUnicode.read_bytes()
    return {bytes.fromhex(key.decode()): _unicode(text) for key, text in _PAIRS.findall(table)}


def _unicode(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be")


def _decoded(codes: bytes, letters: dict[bytes, str]) -> str:
    step = _BYTES_A_GLYPH
    return "".join(letters.get(codes[at : at + step], "") for at in range(0, len(codes), step))
