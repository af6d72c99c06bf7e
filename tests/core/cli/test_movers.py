"""`muster movers`: who submits, in lines for programs and in words for people."""

import json
from pathlib import Path

import pytest

from tests.core.cli.conftest import Muster

HEADER = "pupil,la,estab,entry_date,leaving_date,participating,registration"
MOVED = ("K1,330,2001,2023-09-04,2026-05-12,Y,main", "K1,330,2002,2026-05-13,,Y,main")
UNKNOWN = ("K2,330,2001,2023-09-04,,Y,", "K2,330,2002,,,Y,")
PERIOD = ("--test-period", "2026-05-01/2026-05-31")


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "spells.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_line_a_pupil_has_the_promised_keys(muster: Muster, tmp_path: Path) -> None:
    ran = muster("movers", table(tmp_path, *MOVED), "--json", *PERIOD)
    assert ran.status == 0
    assert ran.out == (
        '{"pupil":"K1","submits":"3302002","rule":"during","days":{"3302001":12,"3302002":19},"needs":[]}\n'
    )


def test_what_is_needed_is_in_the_line_and_the_status(muster: Muster, tmp_path: Path) -> None:
    ran = muster("movers", table(tmp_path, *UNKNOWN), "--json", *PERIOD)
    assert ran.status == 1
    assert ran.out == (
        '{"pupil":"K2","submits":null,"rule":"during","days":{},'
        '"needs":["leaving date of 3302001","entry date of 3302002"]}\n'
    )


def test_pupils_stand_in_the_order_of_their_first_rows(muster: Muster, tmp_path: Path) -> None:
    path = table(tmp_path, UNKNOWN[0], MOVED[1], "A3,330,2003,2023-09-04,,Y,", MOVED[0], UNKNOWN[1])
    lines = muster("movers", path, "--json", *PERIOD).out.splitlines()
    assert [json.loads(line)["pupil"] for line in lines] == ["K2", "K1", "A3"]


def test_people_are_told_why_and_what_to_do(muster: Muster, tmp_path: Path) -> None:
    ran = muster("movers", table(tmp_path, *MOVED, *UNKNOWN), *PERIOD)
    said = " ".join(ran.out.split())
    assert "K1: 3302002 submits. The pupil changed school during the test period: the school with more days" in said
    assert "In the test period: 12 days at 3302001 and 19 days at 3302002." in said
    assert "3302001: leave the pupil out." in said
    assert "3302002: find out which optional tests the previous school gave, and give the rest, then submit" in said
    assert "K2: not settled. Who submits depends on dates that are not known" in said
    assert "Still needed: leaving date of 3302001 and entry date of 3302002." in said
    assert "2 pupils, 1 settled, 1 not yet." in said
    assert ran.err == ""


def test_a_pupil_whom_nobody_submits_is_settled(muster: Muster, tmp_path: Path) -> None:
    ran = muster("movers", table(tmp_path, "K1,330,2001,2023-09-04,2026-03-12,Y,"), *PERIOD)
    assert ran.status == 0
    assert "K1: nobody here submits." in ran.out


def test_the_test_period_is_the_years_unless_another_is_named(muster: Muster, tmp_path: Path) -> None:
    path = table(tmp_path, *MOVED)
    usual = muster("movers", path, "--json", "--year", 2026).out
    assert json.loads(usual)["days"] == {"3302001": 12, "3302002": 19}
    other = muster("movers", path, "--json", "--test-period", "2026-05-11/2026-06-05").out
    assert json.loads(other)["days"] == {"3302001": 2, "3302002": 24}


@pytest.mark.parametrize(
    ("period", "says"),
    [
        ("May", "is not two days"),
        ("2026-05-01/May", "is not a day"),
        ("2026-05-31/2026-05-01", "has to end after it begins"),
        ("2026-01-01/2026-12-31", "at most 62 days long"),
    ],
)
def test_what_is_no_test_period_is_refused(muster: Muster, tmp_path: Path, period: str, says: str) -> None:
    ran = muster("movers", table(tmp_path, *MOVED), "--test-period", period)
    assert ran.status == 2
    assert says in ran.err


def test_each_faulty_row_is_told_and_nothing_is_answered(muster: Muster, tmp_path: Path) -> None:
    path = table(tmp_path, *MOVED, "K2,330,2001,never,,Y,", "K3,330,2001,2023-09-04,,perhaps,")
    ran = muster("movers", path, "--json", *PERIOD)
    assert (ran.status, ran.out) == (2, "")
    assert "Row 4: entry_date is “never”." in ran.err
    assert "Row 5: participating is “perhaps”." in ran.err


def test_of_very_many_faulty_rows_the_first_are_told(muster: Muster, tmp_path: Path) -> None:
    ran = muster("movers", table(tmp_path, *["K2,330,2001,never,,Y,"] * 25), *PERIOD)
    assert ran.err.count("Row ") == 20
    assert "And 5 more rows with a fault." in ran.err


def test_a_pupil_with_rows_without_end_is_refused(muster: Muster, tmp_path: Path) -> None:
    ran = muster("movers", table(tmp_path, *["K1,330,2001,2023-09-04,,Y,"] * 13), *PERIOD)
    assert ran.status == 2
    assert "Row 14: a pupil has at most 12 rows." in ran.err


@pytest.mark.parametrize(
    ("header", "says"),
    [(HEADER, "has no rows below its headings"), ("pupil,la,estab", "has no column entry_date, participating")],
)
def test_a_table_of_nothing_is_refused(muster: Muster, tmp_path: Path, header: str, says: str) -> None:
    ran = muster("movers", table(tmp_path, header=header), *PERIOD)
    assert ran.status == 2
    assert says in ran.err


def test_a_file_that_is_not_there_is_told(muster: Muster, tmp_path: Path) -> None:
    ran = muster("movers", tmp_path / "nothere.csv", *PERIOD)
    assert ran.status == 2
    assert "There is no file or folder" in ran.err


def test_a_pupils_text_does_not_command_the_terminal(muster: Muster, tmp_path: Path) -> None:
    ran = muster("movers", table(tmp_path, "\x1b[2Jzqx,330,2001,2023-09-04,,Y,"), *PERIOD)
    assert "\x1b[2J" not in ran.out
    assert "[2Jzqx: 3302001 submits." in ran.out
