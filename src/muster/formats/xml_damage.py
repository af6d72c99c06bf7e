"""Where an XML file breaks, and why, in plain words."""

from lxml import etree

from muster.records import Problem, ProblemKind

_MARK = b"\xef\xbb\xbf"
_LONGEST_TEXT = 10_000_000
"""The parser's own limit to one text, comment or attribute, in bytes."""

_ERRORS = etree.ErrorTypes
_REASONS: dict[int, str] = {
    _ERRORS.ERR_DOCUMENT_EMPTY: "no element begins where the first one should",
    _ERRORS.ERR_DOCUMENT_END: "there is something after the end of the last element",
    _ERRORS.ERR_INVALID_CHAR: "it holds a character that XML does not allow",
    _ERRORS.ERR_UNDECLARED_ENTITY: "it holds an &name; that XML does not know (a plain & is written &amp;)",
    _ERRORS.ERR_ENTITYREF_SEMICOL_MISSING: "it holds a plain & (in XML it is written &amp;)",
    _ERRORS.ERR_NAME_REQUIRED: "it holds a plain & or < (in XML they are written &amp; and &lt;)",
    _ERRORS.ERR_TAG_NAME_MISMATCH: "an element is closed by the end of another one",
    _ERRORS.ERR_TAG_NOT_FINISHED: "the file ends before its elements do; it may have been cut off",
    _ERRORS.ERR_GT_REQUIRED: "a tag is not finished",
    _ERRORS.ERR_CDATA_NOT_FINISHED: "the file ends inside a CDATA section",
    _ERRORS.ERR_COMMENT_NOT_FINISHED: "the file ends inside a comment",
    _ERRORS.ERR_ATTRIBUTE_REDEFINED: "an attribute stands twice in one tag",
    _ERRORS.ERR_ATTRIBUTE_NOT_STARTED: "the value of an attribute has no quotation marks",
    _ERRORS.ERR_ATTRIBUTE_NOT_FINISHED: "the value of an attribute is not finished",
    _ERRORS.ERR_LT_IN_ATTRIBUTE: "the value of an attribute holds a plain < (in XML it is written &lt;)",
    _ERRORS.NS_ERR_UNDEFINED_NAMESPACE: "a tag has a prefix that the file does not declare",
}
_OWN_LIMITS = (114, _ERRORS.ERR_INTERNAL_ERROR)
"""The parser's codes for its own limits: a code that lxml has no name for before version 6, and what stood for it."""

_TOO_LONG = (*_OWN_LIMITS, _ERRORS.ERR_NAME_TOO_LONG)
_TOO_LONG_SAID = ("too big", "huge text node")
_OTHERWISE = "it is not well-formed XML"


def damage_before_parsing(utf8: bytes) -> Problem | None:
    """The damage that hand edits do to the very beginning, which the parser would tell less plainly."""
    if utf8.startswith(_MARK):
        return _damaged(1, 1, "it begins with two byte order marks")
    start = utf8[:1000].lstrip()
    if start.startswith(b"<?xml") and not utf8.startswith(b"<?xml"):
        line = utf8.index(b"<?xml")
        return _damaged(utf8.count(b"\n", 0, line) + 1, 1, "there is an empty line or a space before <?xml")
    return None


def damage_told(fault: etree.XMLSyntaxError) -> Problem:
    """What the parser's fault means: DAMAGED with line, column and reason, or a limit that it kept.

    The parser keeps its own limits on depth (UNSAFE) and on the length of one text (TOO_BIG).
    """
    message = fault.msg or ""
    if fault.code in _OWN_LIMITS and "depth" in message.lower():
        return Problem(ProblemKind.UNSAFE, facts={"why": "depth"})
    if fault.code in _TOO_LONG or any(words in message for words in _TOO_LONG_SAID):
        size, limit = _LONGEST_TEXT + 1, _LONGEST_TEXT
        return Problem(ProblemKind.TOO_BIG, facts={"what": "text", "size": size, "limit": limit})
    line, column = fault.position
    return _damaged(line, column, _REASONS.get(fault.code, _OTHERWISE))


def _damaged(line: int, column: int, reason: str) -> Problem:
    return Problem(ProblemKind.DAMAGED, line=line, facts={"what": "xml", "column": column, "reason": reason})
