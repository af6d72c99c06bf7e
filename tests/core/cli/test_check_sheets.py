"""`muster check --xlsx`: the workbook that goes back to schools."""

from pathlib import Path
from typing import Any

import pytest
import python_calamine

from tests.core.cli import made_up
from tests.core.cli.conftest import Muster

Rows = list[list[Any]]


def sheets_of(path: Path) -> dict[str, Rows]:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture
def sheets(check: Muster, tmp_path: Path) -> dict[str, Rows]:
    folder = made_up.returns(tmp_path)
    made_up.written(folder, "", "broken.xml")
    check(folder, "--xlsx", tmp_path / "answers.xlsx")
    return sheets_of(tmp_path / "answers.xlsx")


def test_the_first_sheet_sums_up(sheets: dict[str, Rows]) -> None:
    rows = sheets["Summary"]
    assert len(rows) == 7
    assert rows[1][:6] == ["3302001", "School zqx1", "3302001_KS1_330LLLL_001.xml", 2, "Something to put right", 1]


def test_each_school_with_something_to_say_has_a_sheet_of_its_number(sheets: dict[str, Rows]) -> None:
    assert list(sheets) == ["Summary", "3302001", "broken.xml"]


def test_a_row_says_who_what_and_how(sheets: dict[str, Rows]) -> None:
    header, first = sheets["3302001"][:2]
    row = dict(zip(header, first, strict=True))
    assert row["How urgent"] == "Must be put right"
    assert row["Cause"] == "Code that the subject does not take"
    assert row["Subject"] == "science"
    assert row["In the file"] == "PK3"
    assert row["What to do"]
    assert row["Your answer"] == ""


def test_rows_follow_the_words_on_the_screen(check: Muster, tmp_path: Path) -> None:
    pupils = [made_up.pupil(1, dob="2017-01-01"), made_up.pupil(2, maths="104")]
    check(made_up.written(tmp_path, made_up.ctf(*pupils)), "--xlsx", tmp_path / "a.xlsx")
    urgent = [row[0] for row in sheets_of(tmp_path / "a.xlsx")["3302001"][1:]]
    assert urgent == ["Must be put right", "Please explain"]


def test_no_name_becomes_a_formula(check: Muster, tmp_path: Path) -> None:
    pupils = [made_up.pupil(1, surname="=HYPERLINK(zqx)", maths="104")]
    check(made_up.written(tmp_path, made_up.ctf(*pupils)), "--xlsx", tmp_path / "a.xlsx")
    assert sheets_of(tmp_path / "a.xlsx")["3302001"][1][2] == "Alex =HYPERLINK(zqx)"


def test_what_is_only_counted_has_a_row(check: Muster, tmp_path: Path) -> None:
    pupils = [made_up.pupil(n, upn=f"zqx{n}") for n in range(600)]
    check(made_up.written(tmp_path, made_up.ctf(*pupils)), "--xlsx", tmp_path / "a.xlsx")
    said = [row[7] for row in sheets_of(tmp_path / "a.xlsx")["3302001"]]
    assert "100 more of the same kind, which are not listed." in said


def test_two_files_of_a_school_share_its_sheet(check: Muster, tmp_path: Path) -> None:
    folder = made_up.returns(tmp_path, schools=1)
    made_up.written(folder, made_up.ctf(made_up.pupil(7, maths="104")), "3302001_KS1_330LLLL_002.xml")
    check(folder, "--xlsx", tmp_path / "a.xlsx")
    assert list(sheets_of(tmp_path / "a.xlsx")) == ["Summary", "3302001"]


def test_the_workbook_goes_with_json_too(check: Muster, tmp_path: Path) -> None:
    ran = check(made_up.written(tmp_path, made_up.ctf()), "--json", "--xlsx", tmp_path / "a.xlsx")
    assert ran.out.startswith("{")
    assert list(sheets_of(tmp_path / "a.xlsx")) == ["Summary"]


def test_a_folder_that_is_not_there_is_told_before_the_work(check: Muster, tmp_path: Path) -> None:
    ran = check(made_up.written(tmp_path, made_up.ctf()), "--xlsx", tmp_path / "no" / "a.xlsx")
    assert ran.status == 2
    assert ran.out == ""
    assert "cannot be written" in ran.err


def test_a_workbook_that_cannot_be_written_is_told(check: Muster, tmp_path: Path) -> None:
    made_up.written(tmp_path, made_up.ctf())
    (tmp_path / "a.xlsx").mkdir()
    ran = check(tmp_path / made_up.ctf_name(), "--xlsx", tmp_path / "a.xlsx")
    assert ran.status == 2
    assert "a.xlsx" in ran.err


def test_a_workbook_a_school_holds_no_other_schools_pupils(check: Muster, tmp_path: Path) -> None:
    folder = made_up.returns(tmp_path)
    made_up.written(folder, made_up.ctf(made_up.pupil(7, maths="104"), school="3302009"), made_up.ctf_name("3302009"))
    ran = check(folder, "--xlsx-folder", tmp_path / "back")
    books = {path.name: sheets_of(path) for path in sorted((tmp_path / "back").iterdir())}
    assert {name: list(sheets) for name, sheets in books.items()} == {
        "3302001_KS1 checks.xlsx": ["3302001"],
        "3302009_KS1 checks.xlsx": ["3302009"],
    }
    assert ran.err.startswith("Written: 2 in ")


def test_a_workbook_a_school_is_named_by_the_urn(check: Muster, tmp_path: Path) -> None:
    schools = made_up.written(tmp_path, "la,estab,urn,name\n330,2001,123456,Larkzqx\n", "schools.csv")
    path = made_up.written(tmp_path, made_up.ctf(made_up.pupil(7, maths="104")))
    check(path, "--schools", schools, "--xlsx-folder", tmp_path / "back")
    assert [path.name for path in (tmp_path / "back").iterdir()] == ["123456_KS1 checks.xlsx"]


def test_a_schools_answers_are_never_overwritten(check: Muster, tmp_path: Path) -> None:
    path = made_up.written(tmp_path, made_up.ctf(made_up.pupil(7, maths="104")))
    assert check(path, "--xlsx-folder", tmp_path / "back").status == 1
    ran = check(path, "--xlsx-folder", tmp_path / "back")
    assert ran.status == 2
    assert ran.out == ""
    assert "Choose an empty folder" in ran.err


def test_files_without_a_school_are_counted(check: Muster, tmp_path: Path) -> None:
    ran = check(made_up.written(tmp_path, "", "broken.xml"), "--xlsx-folder", tmp_path / "back")
    assert "1 of the files tell no school" in ran.err
