"""The archives and tables of the hostile list: each refused with its reason, none unpacked beyond its limits."""

import io
import stat
import struct
import zipfile

import pytest

from muster.formats.limits import Limits
from muster.records import Kind, Problem, ProblemKind
from tests.core.formats.made_tables import CTF, locked, lying_about_size, overlapping, read, table, workbook, zipped


def problem_of(content: bytes, limits: Limits | None = None) -> Problem:
    """The one problem of a file that cannot be read."""
    [problem] = read(content, limits=limits or Limits()).problems
    return problem


def with_mode(name: str, mode: int, content: bytes) -> bytes:
    member = zipfile.ZipInfo(name)
    member.external_attr = mode << 16
    return zipped([(member, content)])


def test_an_archive_in_an_archive_is_refused() -> None:
    assert problem_of(zipped({"inner.zip": zipped({"a.xml": CTF})})).kind is ProblemKind.ARCHIVE_CONTENTS


def test_an_archive_named_as_a_ctf_in_an_archive_is_refused() -> None:
    assert problem_of(zipped({"a.xml": zipped({"a.xml": CTF})})).facts == {"results": 0, "nested": 1}


def test_too_many_members_are_refused() -> None:
    problem = problem_of(zipped({f"{number}.xml": b"" for number in range(1_001)}))
    assert problem == Problem(ProblemKind.TOO_BIG, facts={"what": "members", "size": 1_001, "limit": 1_000})


def test_a_member_over_the_ratio_is_refused() -> None:
    assert problem_of(zipped({"a.xml": bytes(1_000_000)})).facts == {"why": "ratio"}


def test_a_small_member_may_be_packed_as_tightly_as_it_will() -> None:
    assert read(zipped({"a.xml": CTF + b" " * 60_000})).kind is Kind.CTF


def test_more_than_the_limit_unpacked_is_refused() -> None:
    limits = Limits(upload_bytes=3_000, ratio=1_000_000)
    assert problem_of(zipped({"a.xml": CTF + b" " * 40_000}), limits).facts["what"] == "unpacked"


@pytest.mark.parametrize("size", [10, len(CTF) - 1, len(CTF) + 1, 1_000_000, 0xFFFFFFFE])
def test_a_declared_size_that_lies_is_no_way_in(size: int) -> None:
    lying = read(lying_about_size(zipped({"a.xml": CTF}), size), limits=Limits(ratio=10**9))
    assert lying.problems == () or lying.problems[0].kind in (ProblemKind.DAMAGED, ProblemKind.TOO_BIG)
    assert lying.pupils in ((), read(CTF).pupils)


def test_members_that_claim_the_same_bytes_are_refused() -> None:
    assert problem_of(overlapping(zipped([("a.xml", CTF), ("b.xml", CTF)]))).facts == {"why": "overlap"}


@pytest.mark.parametrize("name", ["/etc/a.xml", "..\\..\\a.xml", "../../a.xml", "C:\\a.xml", "\\\\host\\share\\a.xml"])
def test_a_name_that_leads_elsewhere_is_shown_without_the_way(name: str) -> None:
    file = read(zipped({name: CTF}), "x.zip")
    assert file.kind is Kind.CTF
    assert ".." not in file.name
    assert not file.name.startswith(("x.zip!/", "x.zip!\\", "x.zip!C:"))


def test_a_link_is_not_followed() -> None:
    problem = problem_of(with_mode("a.xml", stat.S_IFLNK | 0o777, b"/etc/passwd"))
    assert problem.facts == {"results": 0, "nested": 0}


@pytest.mark.parametrize("mode", [stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR, stat.S_IFSOCK])
def test_what_is_no_file_is_no_results_file(mode: int) -> None:
    assert problem_of(with_mode("a.xml", mode, CTF)).kind is ProblemKind.ARCHIVE_CONTENTS


def test_an_encrypted_archive_is_locked() -> None:
    assert problem_of(locked(zipped({"a.xml": CTF}))) == Problem(ProblemKind.LOCKED, facts={"what": "archive"})


def test_zip64_is_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive, archive.open("a.xml", "w", force_zip64=True) as member:
        member.write(CTF)
    assert read(made.getvalue()).kind is Kind.CTF


def test_a_zip64_list_of_members_is_counted() -> None:
    archive = zipped({"a.xml": CTF})
    end, begin = archive.rindex(b"PK\x05\x06"), archive.index(b"PK\x01\x02")
    record = struct.pack("<LQHHLLQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1, 1, end - begin, begin)
    locator = struct.pack("<LLQL", 0x07064B50, 0, end, 1)
    wide = archive[:end] + record + locator + archive[end : end + 12] + b"\xff" * 8 + b"\x00\x00"
    assert read(wide).kind is Kind.CTF
    assert problem_of(wide, Limits(members=0)).facts["what"] == "members"


def test_the_same_name_twice_is_two_files() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped([("a.xml", CTF), ("a.xml", CTF)])
    assert problem_of(twice).facts == {"results": 2, "nested": 0}


@pytest.mark.parametrize("content", [zipped({}), zipped({"folder/": b"", "folder/in/": b""})])
def test_an_archive_without_files_holds_no_results(content: bytes) -> None:
    assert problem_of(content).facts == {"results": 0, "nested": 0}


def test_a_name_of_nothing_can_be_shown() -> None:
    assert read(zipped({"../..": CTF}), "x.zip").name == "x.zip!a file without a name"


def test_an_endless_name_is_cut() -> None:
    assert len(read(zipped({"a" * 60_000 + ".xml": CTF})).name) < 400


def test_an_unprintable_name_is_shown_without_what_cannot_be() -> None:
    assert read(zipped({"a\x1b[31m\u202eb.xml": CTF}), "x.zip").name == "x.zip!a\ufffd[31m\ufffdb.xml"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_unusual_packing_is_refused(method: int) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("a.xml", CTF)
    assert "unusual" in str(problem_of(made.getvalue()).facts["reason"])


@pytest.mark.parametrize("kept", [30, 100, 300, -1])
def test_an_archive_cut_off_is_damaged(kept: int) -> None:
    assert problem_of(zipped({"a.xml": CTF})[:kept]).facts["what"] == "zip"


def test_an_archive_whose_list_of_members_is_broken_is_damaged() -> None:
    assert problem_of(zipped({"a.xml": CTF}).replace(b"PK\x01\x02", b"PK\x01\x09")).facts["what"] == "zip"


def test_a_member_that_does_not_unpack_is_damage() -> None:
    archive = bytearray(zipped({"a.xml": CTF}))
    archive[60:70] = b"\xff" * 10
    assert problem_of(bytes(archive)).facts["what"] == "zip"


def test_a_list_of_members_of_endless_length_is_refused() -> None:
    archive = bytearray(bytes(10_000_000) + zipped({}))
    archive[:4] = b"PK\x03\x04"
    struct.pack_into("<L", archive, len(archive) - 10, 9_000_000)
    assert problem_of(bytes(archive)).facts["what"] == "members"


def test_a_list_of_members_longer_than_the_file_is_damage() -> None:
    archive = bytearray(zipped({"a.xml": CTF}))
    struct.pack_into("<L", archive, len(archive) - 10, 0x7FFFFFFF)
    assert problem_of(bytes(archive)).facts["what"] == "zip"


def test_a_program_or_a_virus_probe_is_named_and_no_more() -> None:
    probe = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"
    assert problem_of(probe).facts["looks_like"] == "a text document"


def test_a_pdf_with_a_ctf_in_it_is_a_pdf() -> None:
    assert problem_of(b"%PDF-1.7\n" + CTF).facts["looks_like"] == "a PDF document"


def test_a_workbook_named_xml_is_read_as_the_workbook_it_is() -> None:
    assert read(workbook(), "3302001_KS1_330LLLL_001.xml").kind is Kind.XLSX


def test_zero_bytes_in_a_table_are_damage_where_they_stand() -> None:
    problem = problem_of(table() + b"A330299923018,Oka\x00zqx,Ben\r\n")
    assert (problem.kind, problem.line, problem.facts["what"]) == (ProblemKind.DAMAGED, 3, "csv")


def test_a_quotation_mark_never_closed_is_damage_where_it_is_opened() -> None:
    problem = problem_of(table() + b'A330299923018,"Okazqx,Ben\r\nA330299923019,Okazqx,Cem\r\n')
    assert (problem.kind, problem.line) == (ProblemKind.DAMAGED, 3)
    assert "quotation mark" in str(problem.facts["reason"])


def test_a_quotation_mark_within_a_cell_is_a_character() -> None:
    assert read(table() + b'A330299923018,Oka"zqx,Ben\r\n').pupils[1].surname == 'Oka"zqx'


@pytest.mark.parametrize("giant", [b"x" * 10_000_000, b"," * 200_000, b'"' + (b"x" * 99 + b"\n") * 2_000])
def test_a_giant_line_or_cell_is_damage(giant: bytes) -> None:
    problem = problem_of(table() + b"A330299923018," + giant + b"\r\n")
    assert (problem.kind, problem.line, problem.facts["what"]) == (ProblemKind.DAMAGED, 3, "csv")


def test_two_hundred_thousand_rows_are_too_big() -> None:
    problem = problem_of(table() + b"A330299923018,Okazqx,Ben,,M\r\n" * 200_000)
    assert (problem.kind, problem.facts["what"]) == (ProblemKind.TOO_BIG, "elements")


def test_right_to_left_and_invisible_characters_stay_in_a_name() -> None:
    odd = "Oka\u200bzqx\u202efor"
    assert read(table(rows=[("X330299923017", odd, "Ada")])).pupils[0].surname == odd


def test_ten_thousand_digits_are_read_as_they_are() -> None:
    digits = "9" * 10_000
    [pupil] = read(table(rows=[(digits, "Okazqx", "Ada", digits, digits, digits)])).pupils
    assert (pupil.upn, pupil.dob, pupil.sex) == (digits, None, digits)


def test_many_short_rows_are_too_big() -> None:
    problem = problem_of(b"UPN,Reading\n" + b"x\n" * 62_500)
    assert (problem.kind, problem.facts["size"]) == (ProblemKind.TOO_BIG, 500_008)
