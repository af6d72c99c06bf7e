"""`muster check` for people: what must be put right first, for whom, and how."""

from pathlib import Path

import pytest

from tests.core.cli import made_up
from tests.core.cli.conftest import Muster


def test_a_file_without_a_fault_says_so(check: Muster, tmp_path: Path) -> None:
    ran = check(made_up.written(tmp_path, made_up.ctf()))
    assert ran.status == 0
    assert "Larkzqx Primary School (3302001), 2 pupils\nNothing to put right\n" in ran.out


def test_errors_come_before_queries_and_notes(check: Muster, tmp_path: Path) -> None:
    pupils = [made_up.pupil(1, dob="2017-01-01"), made_up.pupil(2, maths="104"), made_up.pupil(3, maths="gds")]
    out = check(made_up.written(tmp_path, made_up.ctf(*pupils))).out
    places = [out.index(words) for words in ("MUST BE PUT RIGHT", "PLEASE EXPLAIN", "FOR YOUR INFORMATION")]
    assert places == sorted(places)


def test_a_cause_has_its_pupils_and_its_advice_once(check: Muster, tmp_path: Path) -> None:
    pupils = [made_up.pupil(n, maths="104" if n < 3 else "EXS") for n in range(8)]
    out = check(made_up.written(tmp_path, made_up.ctf(*pupils))).out
    assert "Code of another assessment: 3 pupils [R05]" in out
    assert out.count("What to do: Enter the teacher assessment outcome in place of the mark.") == 1
    assert f"line 18  {made_up.upn(0)}  Alex Okazqxfora has 104 for maths" in out


def test_each_advice_stands_below_its_own_pupils(check: Muster, tmp_path: Path) -> None:
    pupils = [made_up.pupil(1, maths="PKF"), made_up.pupil(2, maths="3"), made_up.pupil(3, maths="PKF")]
    out = check(made_up.written(tmp_path, made_up.ctf(*pupils))).out
    order = ["okazqxforb has pkf", "okazqxford has pkf", "use a pre-key stage", "okazqxforc has 3", "use gds"]
    places = [out.lower().index(words) for words in order]
    assert places == sorted(places)


def test_how_it_is_corrected_is_said_once_a_cause(check: Muster, tmp_path: Path) -> None:
    """Also where a cause has several pieces of advice; outside the portal there is only the file."""
    pupils = [made_up.pupil(1, maths="PKF"), made_up.pupil(2, maths="3"), made_up.pupil(3, maths="gds", reading="A")]
    out = check(made_up.written(tmp_path, made_up.ctf(*pupils))).out
    assert out.count("Correct it in your school's system, then send a new file.") == 1
    assert out.count("What is wrong is corrected in your school's system. Then send a new file.") == 1


def test_a_pupil_with_several_faults_of_a_kind_is_counted_once(check: Muster, tmp_path: Path) -> None:
    pupils = [made_up.pupil(1, reading="XYZ", maths="XYZ"), made_up.pupil(2), made_up.pupil(3)]
    assert "Unknown code: 1 pupil, 2 times [R02]" in check(made_up.written(tmp_path, made_up.ctf(*pupils))).out


def test_long_lists_are_cut(check: Muster, tmp_path: Path) -> None:
    path = made_up.written(tmp_path, made_up.ctf(*(made_up.pupil(n, maths="104") for n in range(33))))
    out = check(path).out
    assert out.count("has 104 for maths") == 20
    assert "and 13 more (--all shows them)" in out


def test_all_cuts_no_list(check: Muster, tmp_path: Path) -> None:
    path = made_up.written(tmp_path, made_up.ctf(*(made_up.pupil(n, maths="104") for n in range(33))))
    out = check(path, "--all").out
    assert out.count("has 104 for maths") == 33
    assert "more (--all" not in out


def test_what_is_only_counted_is_said(check: Muster, tmp_path: Path) -> None:
    path = made_up.written(tmp_path, made_up.ctf(*(made_up.pupil(n, upn=f"zqx{n}") for n in range(600))))
    assert "and 100 more of the same kind" in check(path, "--all").out


def test_outcomes_are_counted_in_a_table(check: Muster, tmp_path: Path) -> None:
    out = check(made_up.written(tmp_path, made_up.ctf())).out
    assert "           GDS  EXS  WTS\n  reading    -    2    -\n" in out


def test_what_was_not_checked_is_said(check: Muster, tmp_path: Path) -> None:
    out = " ".join(check(made_up.written(tmp_path, made_up.ctf())).out.split())
    assert "11 checks for want of the roll of expected pupils (--roll)" in out
    assert "1 check for want of earlier years' results (--history)" in out


def test_a_table_has_rows_and_not_lines(check: Muster, tmp_path: Path) -> None:
    row = f"{made_up.upn(1)},Okazqxfor,Alex,14/03/2019,F,2,EXS,WTS,GDS,PK3"
    path = made_up.written(tmp_path, made_up.results_table(row), "KS1_2001_26.csv")
    assert f"row 2  {made_up.upn(1)}" in check(path).out


def test_lines_fit_the_terminal(check: Muster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    path = made_up.written(tmp_path, made_up.ctf(made_up.pupil(1, upn="A330200123001", maths="PKF", dob="2019-13-13")))
    lines = check(path).out.splitlines()
    assert max(len(line) for line in lines if not line.startswith(str(tmp_path))) <= 72


def test_nothing_in_a_file_can_command_the_terminal(check: Muster, tmp_path: Path) -> None:
    row = f"{made_up.upn(1)},Zqx\x1b[31mfor\u202e,Alex,14/03/2019,F,2,EXS,WTS,XYZ,EXS"
    out = check(made_up.written(tmp_path, made_up.results_table(row), "KS1_2001_26.csv")).out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_there_is_no_colour_in_a_file(check: Muster, tmp_path: Path) -> None:
    assert "\x1b" not in check(made_up.written(tmp_path, made_up.ctf(made_up.pupil(1, maths="104")))).out


def test_a_batch_is_summed_up(check: Muster, tmp_path: Path) -> None:
    out = check(made_up.returns(tmp_path)).out
    assert out.startswith("5 files, 5 schools, 10 pupils\n       1  Something to put right\n")
    assert "Code that the subject does not take [R03]      1       2" in out
    assert ["3302001", "School", "zqx1", "1", "0"] in [line.split() for line in out.splitlines()]


def test_a_summary_gives_shares_of_the_outcomes(check: Muster, tmp_path: Path) -> None:
    rows = [line.split() for line in check(made_up.returns(tmp_path)).out.splitlines()]
    assert ["maths", "10", "100", "%", "100", "%", "0", "%", "0", "%"] in rows
    assert ["science", "8", "100", "%", "0", "%", "100", "%", "0", "%"] in rows


def test_pupils_who_left_are_not_in_the_shares(check: Muster, tmp_path: Path) -> None:
    folder = made_up.returns(tmp_path)
    codes = ("EXS", "EXS", "WTS", "L")
    pupils = [made_up.pupil(50 + place, "3302009", reading=code) for place, code in enumerate(codes)]
    made_up.written(folder, made_up.ctf(*pupils, school="3302009"), made_up.ctf_name("3302009"))
    reading = next(line.split() for line in check(folder).out.splitlines() if line.startswith("  reading"))
    assert reading[:3] == ["reading", "13", "92"]
    assert " L" not in check(folder).out


def test_a_summary_shows_details_when_asked(check: Muster, tmp_path: Path) -> None:
    folder = made_up.returns(tmp_path)
    assert "has PK3 for science" not in check(folder).out
    out = check(folder, "--details").out
    assert out.count("Nothing to put right") >= 4
    assert "has PK3 for science" in out or "have a code for science" in out


def test_a_few_files_are_shown_each(check: Muster, tmp_path: Path) -> None:
    out = check(made_up.returns(tmp_path, schools=2)).out
    assert "School zqx1 (3302001), 2 pupils" in out
    assert "2 files, 2 schools, 4 pupils" in out


def test_a_summary_names_schools_that_sent_twice(check: Muster, tmp_path: Path) -> None:
    folder = made_up.returns(tmp_path)
    made_up.written(folder, made_up.ctf(), "3302001_KS1_330LLLL_002.xml")
    assert "Schools with more than one file: 1\n  3302001\n" in check(folder).out


def test_a_summary_names_schools_whose_file_is_missing(check: Muster, tmp_path: Path) -> None:
    folder = made_up.returns(tmp_path)
    rows = [
        f"330,2001,{made_up.upn(11)},Okazqxforb,Alex,2019-03-14,F,2",
        f"330,2777,{made_up.upn(1, '3302777')},Okazqxfor,Kim,2019-03-14,F,2",
        f"330,2778,{made_up.upn(1, '3302778')},Okazqxfor,Sam,2012-03-14,F,8",
    ]
    out = check(folder, "--roll", made_up.roll(tmp_path, *rows)).out
    assert "no file of theirs that could be read: 1\n  3302777\n" in out


def test_a_school_that_changed_its_number_is_not_missing(check: Muster, tmp_path: Path) -> None:
    folder = made_up.returns(tmp_path)
    schools = "la,estab,urn,name,predecessor_la_estab\n330,2005,123456,Newzqx Academy,3302777\n"
    listed = made_up.written(tmp_path, schools, "schools.csv")
    row = f"330,2777,{made_up.upn(1, '3302777')},Okazqxfor,Kim,2019-03-14,F,2"
    out = check(folder, "--schools", listed, "--roll", made_up.roll(tmp_path, row)).out
    assert "no file of theirs" not in out


def test_with_a_roll_missing_pupils_are_named(check: Muster, tmp_path: Path) -> None:
    row = f"330,2001,{made_up.upn(77)},Okazqxfor,Kim,2019-03-14,F,2"
    out = check(made_up.written(tmp_path, made_up.ctf()), "--roll", made_up.roll(tmp_path, row)).out
    assert "Kim Okazqxfor is expected at your school" in out


def test_a_summary_says_for_how_many_files_a_table_was_of_no_use(check: Muster, tmp_path: Path) -> None:
    folder = made_up.returns(tmp_path)
    row = f"330,2001,{made_up.upn(11)},Okazqxforbb,Alex,2019-03-14,F,2"
    out = " ".join(check(folder, "--roll", made_up.roll(tmp_path, row)).out.split())
    assert "Some schools are not in the roll (for 4 files)." in out
    assert "(--roll)" not in out
    assert "(--history)" in out
