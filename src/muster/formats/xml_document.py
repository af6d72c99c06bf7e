"""An uploaded XML document, parsed only once it is known to be safe to parse.

No DOCTYPE is ever accepted, so no entity is ever expanded and nothing is fetched. Size and number of elements are
held to their limits before parsing, depth while parsing and after.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from lxml import etree

from muster.formats.encoding import decode_xml
from muster.formats.limits import Limits
from muster.formats.sniff import is_blank
from muster.formats.xml_damage import damage_before_parsing, damage_told
from muster.formats.xml_lines import has_lines_beyond
from muster.formats.xml_safety import SAFE
from muster.records import Problem, ProblemKind

_BLANK = re.compile(rb"(?:[ \t\r\n]|\xef\xbb\xbf)*")
"""White space and byte order marks before the root."""
_CLOSINGS = {b"<?": b"?>", b"<!--": b"-->"}
"""How an instruction and a comment begin, and how they end."""

_MOST_PIECES = 100_000
"""Of a prolog; the parser itself finds a DOCTYPE behind more, later."""

_DOCTYPE = re.compile(rb"<!DOCTYPE\s*+(html\b)?", re.IGNORECASE)
_FEW = 60
_PIECE = 250_000
_SMALLEST_ELEMENT = len(b"<a/>")


class Document(NamedTuple):
    """A parsed document.

    `repair` tells how its encoding was not the declared one. `few_namespaces` holds for all but hostile documents and
    those that some program wrote with attributes: such a document has at most sixty attributes and namespaces.
    """

    root: etree._Element
    repair: Problem | None
    few_namespaces: bool


def read_document(content: bytes, limits: Limits) -> Document | Problem:
    """The document that the bytes are, or the first Problem in the order that the checking rules set.

    Nothing (EMPTY), too many bytes (TOO_BIG), an encoding that is not read (ENCODING_REFUSED), a DOCTYPE or deep
    nesting (UNSAFE), too many elements or too long a text (TOO_BIG), not well-formed (DAMAGED).
    """
    if is_blank(content):
        return Problem(ProblemKind.EMPTY)
    if len(content) > limits.upload_bytes:
        return _too_big("file", len(content), limits.upload_bytes)
    decoded = decode_xml(content)
    if isinstance(decoded, Problem):
        return decoded
    refusal = _refusal(decoded.utf8, limits) or damage_before_parsing(decoded.utf8)
    return refusal or _parsed(decoded.utf8, decoded.repair, limits)


def _refusal(utf8: bytes, limits: Limits) -> Problem | None:
    """Why the text is not given to the parser, None where it may be."""
    doctype = _DOCTYPE.match(utf8, _end_of_prolog(utf8))
    if doctype is not None:
        return _web_page() if doctype[1] else Problem(ProblemKind.UNSAFE, facts={"why": "doctype"})
    elements = _most_elements(utf8, limits.elements)
    return _too_big("elements", elements, limits.elements) if elements > limits.elements else None


def _end_of_prolog(utf8: bytes) -> int:
    """Where the DOCTYPE, or the root, begins; sought by bytes, for an expression takes long over a long comment."""
    end = 0
    for _ in range(_MOST_PIECES):
        start, end = end, _after_piece(utf8, end)
        if end == start:
            break
    return end


def _after_piece(utf8: bytes, start: int) -> int:
    """Where what begins here ends: an instruction, a comment or white space; the same place for anything else."""
    for opening, closing in _CLOSINGS.items():
        if utf8.startswith(opening, start):
            end = utf8.find(closing, start + len(opening))
            return start if end < 0 else end + len(closing)
    blank = _BLANK.match(utf8, start)
    return blank.end() if blank else start


def _most_elements(utf8: bytes, limit: int) -> int:
    """About the number of elements, or of attributes if they are more; exact up to the limit, and never too few.

    Each "<" has one byte behind it, so taking away those of end tags, comments, CDATA and instructions cannot hide
    an element. Counted closely only where the coarse count passes the limit, and not at all in a small file.
    """
    size = len(utf8)
    if size <= limit * _SMALLEST_ELEMENT:
        return 0
    elements = _counted(lambda start, end: utf8.count(b"<", start, end), size, limit)
    if elements > limit:
        elements = _counted(lambda start, end: _elements_begun(utf8, start, end), size, limit)
    return max(elements, _counted(lambda start, end: utf8.count(b"=", start, end), size, limit))


def _elements_begun(utf8: bytes, start: int, end: int) -> int:
    others = (utf8.count(mark, start, end + 1) for mark in (b"</", b"<!", b"<?"))
    return utf8.count(b"<", start, end) - sum(others)


def _counted(count: Callable[[int, int], int], size: int, limit: int) -> int:
    """The sum over the pieces of a text; once it has passed the limit, what it will about be at the end."""
    total = 0
    for start in range(0, size, _PIECE):
        total += count(start, start + _PIECE)
        if total > limit:
            return total * size // min(start + _PIECE, size)
    return total


def _parsed(utf8: bytes, repair: Problem | None, limits: Limits) -> Document | Problem:
    try:
        root = etree.fromstring(utf8, _parser(keeps_blanks=has_lines_beyond(utf8)))
    except etree.XMLSyntaxError as fault:
        return damage_told(fault)
    if root.getroottree().docinfo.internalDTD is not None:
        return Problem(ProblemKind.UNSAFE, facts={"why": "doctype"})
    if _is_deeper_than(limits.depth)(root):
        return Problem(ProblemKind.UNSAFE, facts={"why": "depth"})
    return Document(root, repair, _has_few_namespaces(utf8))


def _has_few_namespaces(utf8: bytes) -> bool:
    """Whether the text has few equals signs, and so few attributes; stops at the last of the few."""
    place = -1
    for _ in range(_FEW):
        place = utf8.find(b"=", place + 1)
        if place < 0:
            return True
    return False


def _parser(*, keeps_blanks: bool) -> etree.XMLParser:
    """A parser that expands, loads and fetches nothing; a new one each time, so that files share no state.

    Texts of nothing but white space are needed only to tell lines; without them all that follows is faster.
    """
    return etree.XMLParser(
        encoding="utf-8",
        **SAFE,
        remove_blank_text=not keeps_blanks,
        collect_ids=False,
    )


@cache
def _is_deeper_than(depth: int) -> etree.XPath:
    """Whether any element stands deeper than `depth`, the root being at 1: far faster than walking the tree."""
    return etree.XPath("boolean(" + "/".join(["*"] * depth) + ")")


def _too_big(what: str, size: int, limit: int) -> Problem:
    return Problem(ProblemKind.TOO_BIG, facts={"what": what, "size": size, "limit": limit})


def _web_page() -> Problem:
    return Problem(ProblemKind.NOT_RESULTS, facts={"looks_like": "a web page", "missing": ()})
