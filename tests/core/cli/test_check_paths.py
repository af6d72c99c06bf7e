"""Which files a call of `muster check` checks, and what happens when it cannot."""

import os
import sys
import zipfile
from pathlib import Path

import pytest

from muster.cli import sources
from muster.formats.folder import Source, walk
from tests.core.cli import made_up
from tests.core.cli.conftest import Muster


def zipped(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def test_errors_give_1(check: Muster, tmp_path: Path) -> None:
    assert check(made_up.written(tmp_path, made_up.ctf(made_up.pupil(1, maths="104")))).status == 1


def test_queries_alone_give_0(check: Muster, tmp_path: Path) -> None:
    ran = check(made_up.written(tmp_path, made_up.ctf(made_up.pupil(1, dob="2017-01-01"))))
    assert ran.status == 0
    assert "Something to explain" in ran.out


def test_a_missing_path_is_named_and_the_rest_is_checked(check: Muster, tmp_path: Path) -> None:
    ran = check(tmp_path / "nothere.xml", made_up.written(tmp_path, made_up.ctf()))
    assert ran.status == 2
    assert "nothere.xml. Check the name" in ran.err
    assert "Nothing to put right" in ran.out


def test_a_file_that_vanishes_is_named_and_the_rest_is_checked(
    check: Muster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = made_up.returns(tmp_path, schools=2)
    gone = Source("gone.xml", str(folder / "gone.xml"))
    monkeypatch.setattr(sources, "walk", lambda *given: [gone, *walk(*given)])
    ran = check(folder)
    assert ran.status == 2
    assert "gone.xml. Check the name" in ran.err
    assert "2 files, 2 schools, 4 pupils" in ran.out


def test_last_years_file_is_told(check: Muster, tmp_path: Path) -> None:
    ran = check(made_up.written(tmp_path, made_up.ctf(made_up.pupil(1, year="2025"))))
    assert ran.status == 1
    assert "The key stage 1 outcomes in this file are from 2025. This collection is for 2026." in ran.out


def test_no_path_is_a_question_of_usage(check: Muster) -> None:
    ran = check()
    assert ran.status == 2
    assert "PATH" in ran.err


def test_an_empty_folder_is_not_all_well(check: Muster, tmp_path: Path) -> None:
    ran = check(tmp_path)
    assert ran.status == 2
    assert ran.out == ""
    assert "There is no results file to check" in ran.err


def test_a_folder_of_other_things_says_what_it_skipped(check: Muster, tmp_path: Path) -> None:
    made_up.written(tmp_path, "hello", "README.txt")
    made_up.written(tmp_path, "la,estab,upn\n330,2001,A1\n", "roll.csv")
    ran = check(tmp_path)
    assert ran.status == 2
    assert "Skipped README.txt" in ran.err
    assert "Skipped roll.csv" in ran.err


def test_folders_in_the_folder_are_read_too(check: Muster, tmp_path: Path) -> None:
    (tmp_path / "south").mkdir()
    made_up.written(tmp_path / "south", made_up.ctf())
    assert '"file":"south/3302001_KS1_330LLLL_001.xml"' in check(tmp_path, "--json").out


def test_a_zip_of_one_is_a_schools_upload(check: Muster, tmp_path: Path) -> None:
    archive = zipped(tmp_path / "export.zip", **{made_up.ctf_name(): made_up.ctf(), "CTF_Error_List.txt": "none"})
    ran = check(archive, "--json")
    assert f'"file":"{archive}!{made_up.ctf_name()}"'.replace("\\", "\\\\") in ran.out
    assert ran.status == 0


def test_a_zip_of_several_is_a_batch(check: Muster, tmp_path: Path) -> None:
    other = made_up.ctf(school="3302002")
    archive = zipped(tmp_path / "all.zip", **{made_up.ctf_name(): made_up.ctf(), made_up.ctf_name("3302002"): other})
    ran = check(archive)
    assert ran.status == 0
    assert "2 files, 2 schools, 4 pupils" in ran.out


def test_a_zip_of_several_is_refused_from_a_school(check: Muster, tmp_path: Path) -> None:
    other = made_up.ctf(school="3302002")
    archive = zipped(tmp_path / "all.zip", **{made_up.ctf_name(): made_up.ctf(), made_up.ctf_name("3302002"): other})
    ran = check(archive, "--school", "3302001")
    assert ran.status == 1
    assert "The zip file holds 2 results files, and a school sends exactly one." in ran.out


def test_a_zip_of_no_results_says_so(check: Muster, tmp_path: Path) -> None:
    ran = check(zipped(tmp_path / "all.zip", **{"README.txt": "hello", "roll.csv": "la,estab,upn"}))
    assert ran.status == 1
    assert "The zip file holds no results file." in ran.out


def test_another_schools_file_tells_nothing_of_its_pupils(check: Muster, tmp_path: Path) -> None:
    ran = check(made_up.written(tmp_path, made_up.ctf(made_up.pupil(1, maths="104"))), "--school", "330/2999")
    assert ran.status == 1
    assert "Another school's file" in ran.out
    assert "okazqx" not in ran.out.lower()


def test_pupils_sent_by_two_schools_are_found_in_a_batch(check: Muster, tmp_path: Path) -> None:
    folder = made_up.returns(tmp_path, schools=2)
    both = made_up.ctf(made_up.pupil(99), made_up.pupil(98), school="3302008")
    made_up.written(folder, both, made_up.ctf_name("3302008"))
    made_up.written(folder, made_up.ctf(made_up.pupil(99), school="3302009"), made_up.ctf_name("3302009"))
    assert "Sent by another school too [X01]      2       2" in check(folder).out


def test_one_file_is_not_compared_with_itself(check: Muster, tmp_path: Path) -> None:
    assert "other schools' files" in check(made_up.written(tmp_path, made_up.ctf())).out


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are text there")
def test_a_file_name_that_is_no_text_is_shown_all_the_same(check: Muster, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9\x1b.xml"
    with open(path, "wb") as file:  # noqa: PTH123 - the name is bytes
        file.write(made_up.ctf().encode())
    assert check(tmp_path).status == 0
    assert check(os.fsdecode(path)).status == 0
    assert check(os.fsdecode(path), "--json").status == 0


def test_a_broken_roll_is_named(check: Muster, tmp_path: Path) -> None:
    roll = made_up.written(tmp_path, "surname,colour\nZqx,blue\n", "roll.csv")
    ran = check(made_up.written(tmp_path, made_up.ctf()), "--roll", roll)
    assert ran.status == 2
    assert ran.out == ""
    assert "The roll" in ran.err
    assert "upn" in ran.err


def test_a_roll_that_is_not_there_is_named(check: Muster, tmp_path: Path) -> None:
    ran = check(made_up.written(tmp_path, made_up.ctf()), "--roll", tmp_path / "roll.csv")
    assert ran.status == 2
    assert "roll.csv. Check the name" in ran.err


def test_a_roll_in_place_of_a_results_file_is_told(check: Muster, tmp_path: Path) -> None:
    ran = check(made_up.roll(tmp_path, f"330,2001,{made_up.upn(1)},Zqx,Kim,2019-03-14,F,2"))
    assert ran.status == 1
    assert "Not a results file" in ran.out


@pytest.mark.parametrize(
    ("option", "value"),
    [("--school", "2001"), ("--la", "33"), ("--today", "tomorrow"), ("--year", "1999"), ("--roll-date", "15/1")],
)
def test_an_option_that_makes_no_sense_is_refused(muster: Muster, tmp_path: Path, option: str, value: str) -> None:
    ran = muster("check", made_up.written(tmp_path, made_up.ctf()), option, value)
    assert ran.status == 2
    assert value in ran.err
    assert ran.out == ""


def test_the_year_is_the_last_one_that_opened(muster: Muster, tmp_path: Path) -> None:
    path = made_up.written(tmp_path, made_up.ctf())
    assert '"ruleset":"ks1-2026.1"' in muster("check", path, "--json", "--today", "2027-04-30").out
    assert '"ruleset":"ks1-2027.1"' in muster("check", path, "--json", "--today", "2027-05-01").out
    assert '"ruleset":"ks1-2027.1"' in muster("check", path, "--json", "--today", "2026-06-26", "--year", "2027").out
