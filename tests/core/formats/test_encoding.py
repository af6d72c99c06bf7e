"""Encodings: by byte order mark, then declaration; repaired where the bytes are not as declared."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_LE

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.formats.encoding import DecodedText, decode_table, decode_xml
from muster.records import Problem, ProblemKind
from tests.core.formats.ctf_text import ctf, facts, pupil, read

NAME = "Zoë O’Brienzqx"


def document(declared: str | None, name: str = NAME) -> str:
    encoding = "" if declared is None else f' encoding="{declared}"'
    return f'<?xml version="1.0"{encoding}?>\n<a>{name}</a>'


def read_xml(content: bytes) -> tuple[str, Problem | None]:
    decoded = decode_xml(content)
    assert isinstance(decoded, DecodedText)
    return decoded.text, decoded.repair


def repair(declared: str, read_as: str) -> Problem:
    return Problem(ProblemKind.ENCODING_REPAIRED, facts={"declared": declared, "read_as": read_as})


@pytest.mark.parametrize(
    ("declared", "codec", "name"),
    [
        ("utf-8", "utf-8", "Łukasz 王 মিনা"),
        ("UTF-8", "utf-8", NAME),
        ("utf8", "utf-8", NAME),
        (None, "utf-8", NAME),
        ("utf-16", "utf-16", "Łukasz 王 😀"),
        ("UTF-16LE", "utf-16-le", NAME),
        ("utf-16", "utf-16-be", NAME),
        (None, "utf-16-le", NAME),
        ("windows-1252", "cp1252", NAME),
        ("Windows-1252", "cp1252", NAME),
        ("cp1252", "cp1252", NAME),
        ("ISO-8859-1", "iso-8859-1", "Zoë Strauß"),
        ("latin1", "iso-8859-1", "Zoë"),
        ("ISO-8859-15", "iso-8859-15", "Zoë Œuvre €"),
        ("US-ASCII", "ascii", "Zoe"),
    ],
)
def test_what_is_written_as_declared_is_read_so(declared: str | None, codec: str, name: str) -> None:
    text = document(declared, name)
    assert read_xml(text.encode(codec)) == (text, None)


@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "iso-8859-1", "shift_jis", None])
@pytest.mark.parametrize(
    ("mark", "codec"), [(BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16-le"), (BOM_UTF16_BE, "utf-16-be")]
)
def test_a_byte_order_mark_holds_against_any_declaration(declared: str | None, mark: bytes, codec: str) -> None:
    text = document(declared)
    assert read_xml(mark + text.encode(codec)) == (text, None)


@pytest.mark.parametrize(
    ("declared", "codec", "said", "read_as"),
    [
        ("utf-8", "cp1252", "UTF-8", "windows-1252"),
        (None, "cp1252", "UTF-8", "windows-1252"),
        ("us-ascii", "cp1252", "US-ASCII", "windows-1252"),
        ("iso-8859-1", "cp1252", "ISO-8859-1", "windows-1252"),
        ("us-ascii", "utf-8", "US-ASCII", "UTF-8"),
        ("utf-16", "utf-8", "UTF-16", "UTF-8"),
        ("utf-16", "cp1252", "UTF-16", "windows-1252"),
        ("utf-8", "utf-16-le", "UTF-8", "UTF-16"),
    ],
)
def test_what_is_not_as_declared_is_repaired(declared: str | None, codec: str, said: str, read_as: str) -> None:
    text = document(declared)
    assert read_xml(text.encode(codec)) == (text, repair(said, read_as))


def test_utf8_under_a_declaration_of_windows_1252_is_read_where_its_bytes_are_none_of_it() -> None:
    text = document("windows-1252", "Łukasz")
    assert read_xml(text.encode("utf-8")) == (text, repair("windows-1252", "UTF-8"))


def test_bytes_that_nothing_has_become_replacement_characters() -> None:
    text, told = read_xml(document("utf-8", "Zo").encode() + b"\xff\x81")
    assert (text[-2:], told) == ("ÿ\ufffd", repair("UTF-8", "windows-1252"))


def test_a_byte_order_mark_that_does_not_decode_is_repaired() -> None:
    text, told = read_xml(BOM_UTF8 + document("utf-8").encode("cp1252"))
    assert (text, told) == (document("utf-8"), repair("UTF-8", "windows-1252"))


def test_half_a_character_at_the_end_of_utf16_is_replaced() -> None:
    text, told = read_xml(BOM_UTF16_LE + "<a/>".encode("utf-16-le") + b"\n")
    assert (text, told) == ("<a/>\ufffd", repair("UTF-16", "UTF-16"))


def test_half_a_character_at_the_end_of_utf16_without_a_mark_is_replaced() -> None:
    text, told = read_xml("<a/>".encode("utf-16-be") + b"\n")
    assert (text, told) == ("<a/>\ufffd", repair("UTF-16", "UTF-16"))


@pytest.mark.parametrize(
    "declared",
    ["UTF-7", "UTF-32", "Shift_JIS", "foo", "rot13", "hex", "idna", "punycode", "undefined", "unicode_escape", "zip"],
)
def test_any_other_declared_encoding_is_refused(declared: str) -> None:
    refused = Problem(ProblemKind.ENCODING_REFUSED, facts={"declared": declared})
    assert decode_xml(document(declared, "Zoe").encode()) == refused


@pytest.mark.parametrize("content", [BOM_UTF32_LE + b"<\0\0\0", b"<\0\0\0", b"\0\0\0<", b"\0\0\xfe\xff"])
def test_utf32_is_refused(content: bytes) -> None:
    assert decode_xml(content) == Problem(ProblemKind.ENCODING_REFUSED, facts={"declared": "UTF-32"})


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_declaration_may_be_written_loosely(quote: str) -> None:
    text = f"\n <?xml  version='1.0'\n standalone='yes' encoding = {quote} Windows-1252 {quote} ?><a>Zoë</a>"
    assert read_xml(text.encode("cp1252")) == (text, None)


def test_an_empty_declaration_is_none() -> None:
    assert read_xml(document("").encode()) == (document(""), None)


def test_white_space_before_utf16_without_a_mark_is_seen_through() -> None:
    text = "\r\n<a>Zoë</a>"
    assert read_xml(text.encode("utf-16-le")) == (text, None)


@given(st.binary(max_size=200))
def test_any_bytes_have_an_answer(content: bytes) -> None:
    decoded = decode_xml(content)
    assert isinstance(decoded, Problem) or decoded.text.encode() == decoded.utf8


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_in_utf8_or_with_a_mark_is_read(codec: str) -> None:
    decoded = decode_table(f"upn,{NAME}".encode(codec))
    assert decoded == DecodedText(f"upn,{NAME}".encode())


def test_a_table_that_is_not_utf8_is_read_as_windows_1252() -> None:
    decoded = decode_table(f"upn,{NAME}".encode("cp1252"))
    assert decoded == DecodedText(f"upn,{NAME}".encode(), repair("UTF-8", "windows-1252"))


def test_a_table_in_utf32_is_refused() -> None:
    assert isinstance(decode_table("upn".encode("utf-32")), Problem)


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("utf-16", "utf-16-be"),
        ("windows-1252", "cp1252"),
        ("iso-8859-15", "iso-8859-15"),
    ],
)
def test_a_ctf_in_each_encoding_has_its_names(declared: str, codec: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>' + ctf(pupil()).replace("Alex", "Zoë")
    file = read(text.encode(codec))
    assert (file.pupils[0].forename, file.problems) == ("Zoë", ())


def test_a_ctf_saved_in_another_encoding_than_it_declares_is_read_and_told() -> None:
    text = '<?xml version="1.0" encoding="utf-8"?>' + ctf(pupil()).replace("Alex", NAME)
    file = read(text.encode("cp1252"))
    assert file.pupils[0].forename == NAME
    assert facts(file, ProblemKind.ENCODING_REPAIRED) == [{"declared": "UTF-8", "read_as": "windows-1252"}]
