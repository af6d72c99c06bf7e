"""The front door: what is read as what, whatever a file is called, and never an exception."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.formats.limits import Limits
from muster.records import Kind, Problem, ProblemKind
from tests.core.formats.made_tables import CTF, read, table, workbook, zipped


@pytest.mark.parametrize(
    ("content", "kind"),
    [(CTF, Kind.CTF), (table(), Kind.CSV), (workbook(), Kind.XLSX), (b"\xef\xbb\xbf" + CTF, Kind.CTF)],
)
@pytest.mark.parametrize("name", ["a.xml", "a.csv", "a.pdf", "a"])
def test_the_kind_is_told_by_the_content(content: bytes, kind: Kind, name: str) -> None:
    file = read(content, name)
    assert (file.name, file.kind, file.pupils[0].upn) == (name, kind, "X330299923017")


@pytest.mark.parametrize("content", [b"", b" \n", b"\xef\xbb\xbf", bytes(100)])
def test_an_empty_file_is_empty(content: bytes) -> None:
    assert read(content).problems == (Problem(ProblemKind.EMPTY),)


def test_a_large_file_is_too_big_before_it_is_anything_else() -> None:
    file = read(b"%PDF-1.7" + bytes(100), limits=Limits(upload_bytes=100))
    assert file.problems == (Problem(ProblemKind.TOO_BIG, facts={"what": "file", "size": 108, "limit": 100}),)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"<html></html>", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_results_file_says_what_it_looks_like(content: bytes) -> None:
    [problem] = read(content, "3302001_KS1_330LLLL_001.xml").problems
    assert (problem.kind, problem.facts["missing"]) == (ProblemKind.NOT_RESULTS, ())
    assert str(problem.facts["looks_like"]).startswith("a ")


def test_a_table_in_an_encoding_that_is_not_read_says_so() -> None:
    [problem] = read(table().decode().encode("utf-32")).problems
    assert problem == Problem(ProblemKind.ENCODING_REFUSED, facts={"declared": "UTF-32"})


def test_text_before_a_ctf_is_damage_of_a_ctf() -> None:
    [problem] = read(b"Dear team, here it is\n" + CTF).problems
    assert (problem.kind, problem.facts["what"]) == (ProblemKind.DAMAGED, "xml")


@pytest.mark.parametrize("content", [CTF, table(), workbook()])
def test_the_one_results_file_of_an_archive_is_read(content: bytes) -> None:
    archive = zipped({"returns/": b"", "returns/3302001_KS1_330LLLL_001.xml": content})
    file = read(archive, "returns.zip")
    assert file.name == "returns.zip!returns/3302001_KS1_330LLLL_001.xml"
    assert (file.pupils, file.kind) == (read(content).pupils, read(content).kind)
    assert (file.sha256, file.size) == (hashlib.sha256(archive).hexdigest(), len(archive))


@pytest.mark.parametrize(
    "beside",
    ["CTF_Error_List.txt", "__MACOSX/._a.xml", ".DS_Store", "Thumbs.db", "README.txt", "letter.pdf", "roll.csv"],
)
def test_what_stands_beside_the_results_file_is_passed_over(beside: str) -> None:
    assert read(zipped({"a.xml": CTF, beside: CTF})).kind is Kind.CTF


def test_a_note_beside_the_results_file_is_passed_over() -> None:
    assert read(zipped({"note.txt": b"see attached", "a.xml": CTF})).name == "file!a.xml"


@pytest.mark.parametrize(
    ("members", "results", "nested"),
    [
        ({"a.xml": CTF, "b.xml": CTF}, 2, 0),
        ({"a.xml": CTF, "b.csv": table()}, 2, 0),
        ({}, 0, 0),
        ({"folder/": b""}, 0, 0),
        ({"CTF_Error_List.txt": b"none"}, 0, 0),
        ({"a.zip": zipped({"a.xml": CTF})}, 0, 1),
        ({"a.zip": zipped({"a.xml": CTF}), "b.xml": CTF}, 1, 1),
        ({"one.txt": b"hello", "two.txt": b"hello"}, 0, 0),
    ],
)
def test_an_archive_must_hold_exactly_one_results_file(members: dict[str, bytes], results: int, nested: int) -> None:
    [problem] = read(zipped(members)).problems
    assert problem == Problem(ProblemKind.ARCHIVE_CONTENTS, facts={"results": results, "nested": nested})


def test_the_only_file_of_an_archive_says_what_it_is() -> None:
    [problem] = read(zipped({"letter.pdf": b"%PDF-1.7\n"}), "a.zip").problems
    assert problem.facts["looks_like"] == "a PDF document"


def test_a_member_larger_than_an_upload_is_too_big() -> None:
    [problem] = read(zipped({"a.xml": CTF * 5}), limits=Limits(upload_bytes=1_000)).problems
    assert (problem.kind, problem.facts["what"]) == (ProblemKind.TOO_BIG, "unpacked")


BEGINNINGS = st.sampled_from(
    [
        b"",
        b"<",
        b"<CTfile>",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\xff\xfe",
        b"UPN,Reading\n",
        b"UPN;Reading\r",
        b"\x00",
        b'"',
    ]
)
SOUND = st.sampled_from([CTF, table(), workbook(), zipped({"a.xml": CTF})])


@given(BEGINNINGS, st.binary(max_size=300))
def test_no_bytes_raise(beginning: bytes, rest: bytes) -> None:
    file = read(beginning + rest)
    assert file.size == len(beginning + rest)


@given(SOUND, st.integers(0, 8_000), st.integers(0, 40), st.binary(max_size=40))
def test_no_damage_raises(content: bytes, at: int, length: int, instead: bytes) -> None:
    at %= len(content)
    damaged = content[:at] + instead + content[at + length :]
    assert read(damaged).size == len(damaged)


@given(st.text())
def test_no_text_raises(text: str) -> None:
    assert read(text.encode("utf-8", "replace"), text).name == text
