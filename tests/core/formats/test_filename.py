"""What a file's name says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.formats.filename import expected_name, follows_pattern, import_name, last_part, school_from_name


@pytest.mark.parametrize(
    "name",
    [
        "3302001_KS1_330LLLL_001.xml",
        "3302001_CTF_330LLLL_001.xml",
        "3302001_KS1_330LLLL_001 (1).xml",
        "3302001_KS1_330LLLL_001(12).xml",
        "3302001_KS1_330LLLL_001_1.xml",
        "3302001_ks1_330llll_002.XML",
        "3302001_CTF_3302002_014.xml",
        "3302001_KS1_NAALLLL_001.xml",
        "returns/2026/3302001_KS1_330LLLL_001.xml",
        "C:\\returns\\3302001_KS1_330LLLL_001.xml",
        "export (1).zip!3302001_KS1_330LLLL_001.xml",
    ],
)
def test_names_that_follow_the_pattern(name: str) -> None:
    assert follows_pattern(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "export (1).xml",
        "CTF.xml",
        "3302001_KS2_330LLLL_001.xml",
        "3302001_KS1_330LLLL_001",
        "3302001_KS1_330LLLL_001.xml.xml",
        "3302001_KS1_330LLLL_1.xml",
        "302001_KS1_330LLLL_001.xml",
        "3302001_KS1_XXXXXXX_001.xml",
        "3302001-KS1-330LLLL-001.xml",
        "3302001_KS1_330LLLL_001 2026-06-18.xml",
        "3302001_KS1_330LLLL_001.xml\n",
        "３３０2001_KS1_330LLLL_001.xml",
        "3302001_KſS1_330LLLL_001.xml",
        "3302001_KS1_330LLLL_001.zip!export.xml",
    ],
)
def test_names_that_do_not_follow_the_pattern(name: str) -> None:
    assert not follows_pattern(name)


@given(st.from_regex(r"\A[0-9]{3}\Z"), st.from_regex(r"\A[0-9]{4}\Z"), st.integers(1, 999))
def test_the_name_expected_follows_the_pattern_and_names_its_school(la: str, estab: str, serial: int) -> None:
    name = expected_name(la, estab, "330", serial)
    assert follows_pattern(name)
    assert school_from_name(name) == (la, estab, None)


def test_the_name_expected() -> None:
    assert expected_name("330", "2001", "330") == "3302001_KS1_330LLLL_001.xml"


@pytest.mark.parametrize(
    ("name", "school"),
    [
        ("3302001_KS1_330LLLL_001.xml", ("330", "2001", None)),
        ("3302001_ctf_anything", ("330", "2001", None)),
        ("KS1_2001_26.csv", (None, "2001", None)),
        ("KS1_100001_26.csv", (None, None, "100001")),
        ("ks1_3302001_26.xlsx", ("330", "2001", None)),
        ("KS1_2001_26 (1).csv", (None, "2001", None)),
        ("folder/KS1_2001_26.csv", (None, "2001", None)),
        ("KS1_20011_26.csv", (None, None, None)),
        ("export.csv", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_the_school_that_a_name_speaks_of(name: str, school: tuple[str | None, str | None, str | None]) -> None:
    assert school_from_name(name) == school


@pytest.mark.parametrize("name", ["9" * 100_000, "_" * 100_000 + ".xml", "KS1_" * 50_000, "../" * 50_000, "a\0b.xml"])
def test_hostile_names_say_nothing(name: str) -> None:
    assert (follows_pattern(name), school_from_name(name)) == (False, (None, None, None))


def test_the_last_part_of_a_name_is_without_folders_and_archive() -> None:
    assert last_part("a/b\\c.zip!d/e.xml") == "e.xml"


def test_a_file_for_the_national_import_has_its_name() -> None:
    assert import_name("330", "2001", "331", 12) == "3302001_CTF_331LLLL_012.xml"
    assert follows_pattern(import_name("330", "2001", "330"))
