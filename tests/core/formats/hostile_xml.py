"""XML meant to do harm, made in any size: the tests read it small or as it is, the bench at its worst."""

from collections.abc import Callable

from tests.core.formats.ctf_text import DECLARATION, HEADER, assessed, ctf, pupil, row

ELEMENTS = 490_000
"""Just under the limit of elements."""

_LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))


def _document(inside: str) -> bytes:
    return (DECLARATION + inside).encode()


def _pupil(inside: str) -> bytes:
    return _document(f"<CTfile>{HEADER}<CTFpupilData><Pupil>{inside}</Pupil></CTFpupilData></CTfile>")


def _with_doctype(inside: str, text: str = "") -> bytes:
    return _document(f"<!DOCTYPE CTfile {inside}><CTfile>{text}</CTfile>")


def _namespaces(count: int, length: int, inside: str) -> bytes:
    spaces = " ".join(f"xmlns:n{number}='urn:{'x' * length}{number}'" for number in range(count))
    return _document(f"<CTfile {spaces}>{HEADER}<CTFpupilData>{inside}</CTFpupilData></CTfile>")


def _distinct_rows(count: int) -> str:
    return assessed("".join(row(result=str(number), year=str(2026 - number % 2)) for number in range(count)))


DOCTYPES: dict[str, bytes] = {
    "a billion laughs": _with_doctype(f"[<!ENTITY l0 'ha'>{_LAUGHS}]", "&l9;"),
    "quadratic entities": _with_doctype(f"[<!ENTITY a '{'a' * 50_000}'>]", "&a;" * 50_000),
    "an entity that is a file": _with_doctype("[<!ENTITY x SYSTEM 'file:///etc/hostname'>]", "&x;"),
    "a parameter entity from a network": _with_doctype("[<!ENTITY % x SYSTEM 'http://127.0.0.1:9/x'> %x;]"),
    "a SYSTEM subset": _with_doctype("SYSTEM 'ctf.dtd'"),
    "a PUBLIC subset": _with_doctype("PUBLIC '-//Example//CTF' 'ctf.dtd'"),
    "a plain DOCTYPE": _with_doctype(""),
    "a DOCTYPE in small letters": _document("<!doctype CTfile><CTfile/>"),
    "a DOCTYPE behind comments and instructions": _document("<!-- <a> -->\n<?a >?><!---->\n<!DOCTYPE CTfile><CTfile/>"),
    "a DOCTYPE behind two byte order marks": b"\xef\xbb\xbf\xef\xbb\xbf<!DOCTYPE CTfile><CTfile/>",
    "a DOCTYPE in a file that is broken": _document("<!DOCTYPE CTfile [ <CTfile"),
    "a DOCTYPE in UTF-16": "<!DOCTYPE CTfile><CTfile/>".encode("utf-16"),
    "a DOCTYPE in UTF-16 without a mark": "<!DOCTYPE CTfile><CTfile/>".encode("utf-16-be"),
    "a DOCTYPE in windows-1252": "<?xml version='1.0' encoding='windows-1252'?><!-- é --><!DOCTYPE a><a/>".encode(
        "cp1252"
    ),
}

REFUSED: dict[str, tuple[Callable[[int], bytes], int]] = {
    "30,000 nested elements": (lambda n: b"<a>" * n + b"</a>" * n, 30_000),
    "30,000 elements never closed": (lambda n: b"<a>" * n, 30_000),
    "1,000,000 nested elements": (lambda n: b"<a>" * n + b"</a>" * n, 1_000_000),
    "1,000,000 attributes": (
        lambda n: _document(f"<a {' '.join(f'a{i}=_' for i in range(n))}/>".replace("_", "'1'")),
        1_000_000,
    ),
    "1,000,000 pupils": (lambda n: ctf("<Pupil/>" * n).encode(), 1_000_000),
    "a file of 50 MB": (lambda n: _pupil("x" * n), 50_000_000),
    "a text of 12 MB": (lambda n: _pupil("x" * n), 12_000_000),
    "a comment of 12 MB": (lambda n: _pupil(f"<!--{'x' * n}-->"), 12_000_000),
    "a DOCTYPE behind a comment of 9 MB": (lambda n: _document(f"<!--{'x' * n}--><!DOCTYPE a><a/>"), 9_000_000),
    "19 MB of <": (lambda n: b"<a>" + b"<" * n, 19_000_000),
}
"""How each is made in a size, and the size that it is named for."""

REFUSED_ONCE_PARSED: dict[str, tuple[Callable[[int], bytes], int]] = {
    "a namespace of 9 MB": (
        lambda n: _document(
            f"<CTfile xmlns='{'u' * n}'>{HEADER}<CTFpupilData>{'<Pupil/>' * 400_000}</CTFpupilData></CTfile>"
        ),
        9_000_000,
    ),
    "490,000 attributes": (lambda n: b"<a %s/>" % b" ".join(b"a%d='1'" % number for number in range(n)), ELEMENTS),
    "490,000 tags with an undeclared prefix": (lambda n: _pupil("<x:b/>" * n), ELEMENTS),
    "3,000,000 undeclared entities": (lambda n: _pupil("&x;" * n), 3_000_000),
}
"""The same of files whose fault shows only in parsing."""

READ: dict[str, tuple[Callable[[int], bytes], int]] = {
    "pupils without anything": (lambda n: ctf("<Pupil/>" * n).encode(), ELEMENTS),
    "200,000 faulty pupils": (lambda n: ctf("<Pupil><UPN>X3</UPN></Pupil>" * n).encode(), 200_000),
    "rows without anything": (lambda n: ctf(pupil(assessed("<StageAssessment/>" * n))).encode(), ELEMENTS),
    "rows all different": (lambda n: ctf(pupil(_distinct_rows(n))).encode(), ELEMENTS // 10),
    "a row of half a million elements": (
        lambda n: ctf(pupil(assessed(f"<StageAssessment>{'<a/>' * n}</StageAssessment>"))).encode(),
        ELEMENTS,
    ),
    "key stages without anything": (
        lambda n: _pupil(f"<StageAssessments>{'<KeyStage/>' * n}</StageAssessments>"),
        ELEMENTS,
    ),
    "unknown elements, empty": (lambda n: _pupil("<Foo><Bar/></Foo>" * n), ELEMENTS // 2),
    "unknown elements, all different": (lambda n: _pupil("".join(f"<a{i}>x</a{i}>" for i in range(n))), ELEMENTS),
    "spells at other schools": (lambda n: _pupil(f"<SchoolHistory>{'<School/>' * n}</SchoolHistory>"), ELEMENTS),
    "texts between elements": (lambda n: _pupil("<a/>x" * n), ELEMENTS),
    "comments in a text": (lambda n: _pupil(f"<Surname>{'z<!---->' * n}</Surname>"), 2_400_000),
    "CDATA in a text": (lambda n: _pupil(f"<Surname>{'<![CDATA[z]]>' * n}</Surname>"), 1_500_000),
    "character references": (lambda n: _pupil(f"<Surname>{'&#65;' * n}</Surname>"), 3_900_000),
    "instructions in the pupil data": (lambda n: _pupil("<?a?>" * n), 3_900_000),
    "comments before the root": (lambda n: b"<!---->" * n + ctf(pupil()).encode(), 2_700_000),
    "a surname of 9 MB": (lambda n: _pupil(f"<Surname>{'z' * n}</Surname>"), 9_000_000),
    "a result of 9 MB of >": (lambda n: ctf(pupil(assessed(row(result=">" * n)))).encode(), 9_000_000),
    "elements just not too deep": (lambda n: _pupil(("<a>" * 90 + "</a>" * 90) * n), 5_400),
    "100,000 namespaces": (lambda n: _namespaces(n, 1, pupil(assessed("<n1:StageAssessment/>" * n))), 100_000),
    "namespaces of 250 characters on every row": (
        lambda n: _namespaces(50, 250, pupil(assessed("<n1:StageAssessment/>" * n))),
        ELEMENTS,
    ),
    "long lines and many": (lambda n: ctf("\n" * n + pupil()).encode(), 9_000_000),
}
"""How each is made in a size, and the size at which it comes near a limit."""
