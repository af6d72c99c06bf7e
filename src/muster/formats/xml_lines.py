"""The line of an element, also beyond the line up to which the parser keeps it exactly."""

from lxml import etree

LAST_KEPT = 65_535
"""From this line on an element is told the line on which the first text in it, or else behind it, ends."""

_SHORT = 500_000


def has_lines_beyond(utf8: bytes) -> bool:
    """Whether a text has lines from `LAST_KEPT` on; not asked of files so short that these would all but be empty."""
    return len(utf8) > _SHORT and utf8.count(b"\n") >= LAST_KEPT


def line_of(element: etree._Element) -> int:
    """The line on which an element's tag ends, the first being 1.

    Beyond `LAST_KEPT` it is worked out from the line feeds of the texts, which must then all have been kept, also
    those of nothing but white space; comments and instructions of several lines may put it out by theirs.
    """
    line = element.sourceline or 0
    if line < LAST_KEPT:
        return line
    if element.text:
        return line - element.text.count("\n")
    if len(element):
        return line_of(element[0])
    return line - (element.tail or "").count("\n")
