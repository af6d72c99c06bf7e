"""What a file is, told by its bytes and never by its name."""

import re
import struct
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from enum import StrEnum

import msgspec

from muster.formats.archive import ARCHIVE_STARTS, first_name, member_names


class Form(StrEnum):
    """The forms of file that are told apart."""

    EMPTY = "empty"
    XML = "xml"
    TEXT = "text"
    WORKBOOK = "workbook"
    LOCKED_WORKBOOK = "locked workbook"
    ARCHIVE = "archive"
    OTHER = "other"


class Sniffed(msgspec.Struct, frozen=True):
    """A file's form; for OTHER, what it looks like in plain words ("a PDF document")."""

    form: Form
    looks_like: str = ""


_HEAD = 4_096
_TEXT_HEAD = 65_536
_BLANK = b" \t\r\n\x00"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "a rich text document (.rtf)"),
    (b"\x89PNG\r\n\x1a\n", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"\x1f\x8b", "a gzip archive (.gz)"),
    (b"BZh", "a bzip2 archive (.bz2)"),
    (b"\xfd7zXZ\x00", "an xz archive (.xz)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive (.7z)"),
    (b"Rar!\x1a\x07", "a RAR archive (.rar)"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_LATER: tuple[tuple[int, bytes, str], ...] = (
    (4, b"ftyp", "a picture or a film"),
    (8, b"WEBP", "a picture"),
    (257, b"ustar", "a tar archive (.tar)"),
)
"""Marks that stand some way into a file: offset, mark, what it is."""

_OLE_HEADER = 512
_OLE_END = 500_000
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("WordDocument", "an old Word document (.doc)"),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt)"),
    ("__properties_version1.0", "an e-mail saved from Outlook (.msg)"),
    ("Workbook", "an old Excel workbook (.xls)"),
    ("Book", "an old Excel workbook (.xls)"),
)
_PACKAGES: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("Index/Document.iwa", "an Apple Numbers or Pages document"),
)
_HTML_START = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_PASSED_OVER = ((b"<?", b"?>"), (b"<!--", b"-->"))
_CTF = re.compile(rb"<(?:[a-z_][a-z0-9_.-]{0,40}:)?ctfile\b", re.IGNORECASE)
_WIDE_MARKS = (
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 is not read, but known for the text that it is; its mark begins as that of UTF-16 does."""

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1a"))


def sniff(content: bytes) -> Sniffed:
    """The form of a file. Looks at its first bytes and, in an archive, at its list of members: never unpacks."""
    if is_blank(content):
        return Sniffed(Form.EMPTY)
    if content.startswith(ARCHIVE_STARTS):
        return _sniff_archive(content)
    if content.startswith(_OLE):
        return _sniff_ole(content)
    known = _known_start(content)
    return Sniffed(Form.OTHER, known) if known else _sniff_text(content)


def may_be_results(content: bytes) -> bool:
    """Whether a file among others may be one of results: XML, a workbook, or a text that speaks of UPNs."""
    form = sniff(content).form
    return form in (Form.XML, Form.WORKBOOK, Form.LOCKED_WORKBOOK) or (form is Form.TEXT and mentions_upn(content))


def mentions_upn(content: bytes) -> bool:
    """Whether a text speaks of UPNs, or of a CTF, near its beginning."""
    head = content[:_TEXT_HEAD].replace(b"\x00", b"").lower()
    return b"upn" in head or b"unique pupil number" in head or b"ctfile" in head


def is_blank(content: bytes) -> bool:
    """Whether a file holds nothing but white space, zero bytes and a byte order mark."""
    rest = _without_mark(content[:_HEAD])
    return not rest.strip(_BLANK) and not _without_mark(content).strip(_BLANK)


def with_mark(content: bytes) -> bytes:
    """Text as it is, or with the byte order mark that it lacks where its bytes are plainly UTF-16."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content
    even, odd = content[0:_HEAD:2], content[1:_HEAD:2]
    if len(odd) > 4 and odd.count(0) > 0.8 * len(odd) and not even.count(0):
        return BOM_UTF16_LE + content
    if len(even) > 4 and even.count(0) > 0.8 * len(even) and not odd.count(0):
        return BOM_UTF16_BE + content
    return content


def _without_mark(content: bytes) -> bytes:
    for mark in (BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE):
        if content.startswith(mark):
            return content[len(mark) :]
    return content


def _known_start(content: bytes) -> str:
    head = _without_mark(content[:_HEAD]).lstrip(b" \t\r\n")
    starts = (says for start, says in _STARTS if head.startswith(start))
    later = (says for offset, mark, says in _LATER if content.startswith(mark, offset))
    return next(starts, "") or next(later, "")


def _sniff_archive(content: bytes) -> Sniffed:
    names = member_names(content)
    if not names:
        first = first_name(content)
        return Sniffed(Form.WORKBOOK if first.startswith(("[Content_Types]", "_rels/", "xl/")) else Form.ARCHIVE)
    if b"opendocument.spreadsheet" in content[30:200]:
        return Sniffed(Form.OTHER, "an OpenDocument spreadsheet (.ods)")
    if b"opendocument." in content[30:200]:
        return Sniffed(Form.OTHER, "an OpenDocument document")
    known = next((says for part, says in _PACKAGES if part in names), "")
    if known:
        return Sniffed(Form.OTHER, known)
    return Sniffed(Form.WORKBOOK if "xl/workbook.xml" in names else Form.ARCHIVE)


def _sniff_ole(content: bytes) -> Sniffed:
    """Tell the old Office documents apart by the names of the streams in them, which are UTF-16."""
    looked_at = _ole_names(content)
    if _wide("EncryptedPackage") in looked_at:
        return Sniffed(Form.LOCKED_WORKBOOK)
    known = (says for stream, says in _OLE_STREAMS if _wide(stream) in looked_at)
    return Sniffed(Form.OTHER, next(known, "an old Microsoft Office document"))


def _ole_names(content: bytes) -> bytes:
    """The parts of an old Office document where the names of its streams stand: its directory, its ends."""
    ends = content[:_OLE_END] + content[-_OLE_END:]
    if len(content) < _OLE_HEADER:
        return ends
    (shift,) = struct.unpack_from("<H", content, 30)
    (sector,) = struct.unpack_from("<L", content, 48)
    start = (sector + 1) << min(shift, 12)
    return ends + content[start : start + _TEXT_HEAD]


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _sniff_text(content: bytes) -> Sniffed:
    head = _narrowed(content)
    if _HTML_START.match(_past_prolog(head)):
        return Sniffed(Form.OTHER, "a web page")
    if head.startswith(b"<") or _CTF.search(head):
        return Sniffed(Form.XML)
    if len(head.translate(None, _CONTROLS)) < 0.95 * len(head):
        return Sniffed(Form.OTHER, "a file of another program, not a text or a table")
    return Sniffed(Form.TEXT)


def _past_prolog(head: bytes) -> bytes:
    """What follows the XML declaration, instructions and comments at a file's beginning."""
    rest = head.lstrip()
    while True:
        ended = next((end for start, end in _PASSED_OVER if rest.startswith(start)), None)
        if ended is None or ended not in rest:
            return rest
        rest = rest[rest.index(ended) + len(ended) :].lstrip()


def _narrowed(content: bytes) -> bytes:
    """The first characters in one byte each, without byte order mark and leading white space, to be searched."""
    head = with_mark(content[:_HEAD])
    for mark, codec in _WIDE_MARKS:
        if head.startswith(mark):
            text = head[len(mark) :].decode(codec, errors="replace")
            return text.encode("iso-8859-1", errors="replace").lstrip()
    return _without_mark(head).lstrip()
