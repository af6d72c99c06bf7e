"""Bytes to text: by byte order mark, then declaration, and repaired where a file is not written as it declares.

A file edited by hand is often saved in another encoding than its first line says. What decodes as declared is read
so; what does not is read as UTF-8 if it is that, else as windows-1252, and the repair is told (F15).
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE, getincrementaldecoder

import msgspec

from muster.records import Problem, ProblemKind

_CODECS = {
    "utf8": "utf-8",
    "utf16": "utf-16-le",
    "utf16le": "utf-16-le",
    "utf16be": "utf-16-be",
    "windows1252": "cp1252",
    "cp1252": "cp1252",
    "iso88591": "iso-8859-1",
    "latin1": "iso-8859-1",
    "iso885915": "iso-8859-15",
    "latin9": "iso-8859-15",
    "usascii": "ascii",
    "ascii": "ascii",
}
"""Python's codec by a declared name without hyphens, underscores and capitals: every encoding that is read."""

_SAID = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "windows-1252",
    "iso-8859-1": "ISO-8859-1",
    "iso-8859-15": "ISO-8859-15",
    "ascii": "US-ASCII",
}
_MARKS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be"))
_FIRST = (b"<", b" ", b"\t", b"\r", b"\n")
_WIDE_STARTS = (
    (tuple(first + b"\x00" for first in _FIRST), "utf-16-le"),
    (tuple(b"\x00" + first for first in _FIRST), "utf-16-be"),
)
"""How a file in UTF-16 without a byte order mark begins."""

_UTF32_STARTS = (BOM_UTF32_LE, BOM_UTF32_BE, b"<\x00\x00\x00", b"\x00\x00\x00<")
_DECLARATION = re.compile(r"""\s{0,200}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']\s{0,9}([^"'>]{0,60})""")
_HEAD = 2_000
_PIECE = 1_000_000
_CONTROLS = re.compile(rb"[\x80-\x9f]")


class DecodedText(msgspec.Struct, frozen=True):
    """A file's text in UTF-8, without its byte order mark; `repair` tells how it was not as declared."""

    utf8: bytes
    repair: Problem | None = None

    @property
    def text(self) -> str:
        """The text itself, decoded anew at each call."""
        return self.utf8.decode("utf-8")


def decode_xml(content: bytes) -> DecodedText | Problem:
    """The text of an XML file; a Problem (ENCODING_REFUSED) where it is in an encoding that is not read.

    The encodings read are UTF-8, UTF-16, windows-1252, ISO-8859-1, ISO-8859-15 and US-ASCII. A byte order mark
    holds against the declaration.
    """
    if content.startswith(_UTF32_STARTS):
        return _refused("UTF-32")
    marked = _marked(content)
    if marked is not None:
        return marked
    wide = next((codec for starts, codec in _WIDE_STARTS if content.startswith(starts)), None)
    declared = _declared(content[:_HEAD].decode(wide or "iso-8859-1", errors="replace"))
    codec = _CODECS.get(re.sub("[-_ ]", "", declared.lower())) if declared else wide or "utf-8"
    if codec is None:
        return _refused(declared)
    return _decoded(content, codec) if wide is None else _decoded_wide(content, codec, wide)


def decode_table(content: bytes) -> DecodedText | Problem:
    """The text of a table: by its byte order mark, else UTF-8, else windows-1252 with a repair to tell."""
    if content.startswith((BOM_UTF32_LE, BOM_UTF32_BE)):
        return _refused("UTF-32")
    return _marked(content) or _decoded(content, "utf-8")


def _marked(content: bytes) -> DecodedText | None:
    """The text of a file that begins with a byte order mark, None for one that does not."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], codec)
    return None


def _declared(head: str) -> str:
    """The encoding that the file's first line names, "" where it names none."""
    match = _DECLARATION.match(head)
    return "" if match is None else match[1].strip()


def _decoded(content: bytes, codec: str) -> DecodedText:
    """The text as declared if it decodes so, else repaired."""
    if _is_as_declared(content, codec):
        try:
            return _text(content, codec)
        except UnicodeDecodeError:
            pass
    return _repaired(content, codec)


def _decoded_wide(content: bytes, codec: str, wide: str) -> DecodedText:
    """The text of a file whose first two bytes are UTF-16 without a byte order mark."""
    if not codec.startswith("utf-16"):
        return _text(content, wide, codec)
    try:
        return _text(content, wide)
    except UnicodeDecodeError:
        return _repaired(content, wide)


def _is_as_declared(content: bytes, codec: str) -> bool:
    """Whether it is worth decoding as declared, though it may fail.

    UTF-16 has a zero byte in every Latin letter. The control characters that ISO-8859-1 has where windows-1252 has
    quotation marks and apostrophes stand in no name.
    """
    if codec.startswith("utf-16"):
        return b"\x00" in content[:_HEAD] or not content
    return codec != "iso-8859-1" or _CONTROLS.search(content) is None


def _repaired(content: bytes, codec: str) -> DecodedText:
    if codec.startswith("utf-16") and b"\x00" in content[:_HEAD]:
        return _text(content, codec, codec)
    try:
        return _text(content, "utf-8", codec)
    except UnicodeDecodeError:
        return _text(content, "cp1252", codec)


def _text(content: bytes, codec: str, declared: str | None = None) -> DecodedText:
    """The text in one encoding; given a declared one, with the repair, and faulty characters replaced."""
    repair = None if declared is None else _repair(declared, codec)
    if codec == "utf-8":
        _hold_to_utf8(content)
        return DecodedText(content, repair)
    return DecodedText(content.decode(codec, errors="replace" if repair else "strict").encode("utf-8"), repair)


def _hold_to_utf8(content: bytes) -> None:
    """Raise UnicodeDecodeError unless the bytes are UTF-8. By pieces, so that no second copy is ever held."""
    if content.isascii():
        return
    decoder = getincrementaldecoder("utf-8")()
    for start in range(0, len(content), _PIECE):
        decoder.decode(content[start : start + _PIECE])
    decoder.decode(b"", final=True)


def _repair(declared: str, codec: str) -> Problem:
    facts = {"declared": _SAID[declared], "read_as": _SAID[codec]}
    return Problem(ProblemKind.ENCODING_REPAIRED, facts=dict(facts))


def _refused(declared: str) -> Problem:
    printable = "".join(character for character in declared if character.isprintable())
    return Problem(ProblemKind.ENCODING_REFUSED, facts={"declared": printable})
