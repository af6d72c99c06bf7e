"""`muster convert`: a results spreadsheet becomes a CTF."""

import io
from pathlib import Path

import pytest
import xlsxwriter

from muster.formats.ctf_reader import read_ctf
from muster.formats.limits import Reading
from muster.framework import load_framework
from muster.records import ResultsFile
from tests.core.cli import made_up
from tests.core.cli.conftest import Muster, Ran

ROW = f"{made_up.upn(1)},Okazqxfor,Zoë,14/03/2019,Female,2,EXS,WTS,gds,EXS"


def read(path: Path) -> ResultsFile:
    return read_ctf(path.read_bytes(), path.name, "", Reading(framework=load_framework(2026)))


@pytest.fixture
def convert(muster: Muster, tmp_path: Path) -> Muster:
    def run(text: str, *more: object) -> Ran:
        table = made_up.written(tmp_path, text, "results.csv")
        return muster("convert", table, "--la", 330, "--estab", 2001, "--out", tmp_path / "out", *more)

    return run


def test_the_file_has_the_right_name_and_the_same_results(convert: Muster, tmp_path: Path) -> None:
    ran = convert(made_up.results_table(ROW))
    assert ran.status == 0
    assert "3302001_KS1_330LLLL_001.xml (1 pupil)" in ran.out
    pupil = read(tmp_path / "out" / made_up.ctf_name()).pupils[0]
    assert (pupil.upn, pupil.surname, pupil.forename) == (made_up.upn(1), "Okazqxfor", "Zoë")
    assert {row.subject: row.text for row in pupil.outcomes} == made_up.GOOD


def test_codes_sex_and_upn_are_tidied(convert: Muster, tmp_path: Path) -> None:
    convert(made_up.results_table(ROW.replace(made_up.upn(1), f" {made_up.upn(1).lower()} ")))
    pupil = read(tmp_path / "out" / made_up.ctf_name()).pupils[0]
    assert (pupil.upn, pupil.sex, pupil.outcomes[2].text) == (made_up.upn(1), "F", "GDS")


def test_what_cannot_be_understood_is_kept_and_told(convert: Muster, tmp_path: Path) -> None:
    ran = convert(made_up.results_table(ROW.replace("WTS", "good")))
    assert ran.status == 0
    assert "1 to put right and 0 to explain" in ran.out
    assert read(tmp_path / "out" / made_up.ctf_name()).pupils[0].outcomes[1].text == "good"


def test_the_header_says_whose_file_it_is(convert: Muster, tmp_path: Path) -> None:
    convert(made_up.results_table(ROW), "--urn", "123456", "--name", "Larkzqx School", "--supplier", "Zqx Ltd")
    header = read(tmp_path / "out" / made_up.ctf_name()).header
    assert (header.source_la, header.source_estab, header.source_urn) == ("330", "2001", "123456")
    assert (header.source_name, header.supplier, header.dest_la) == ("Larkzqx School", "Zqx Ltd", "330")
    assert (header.version, header.academic_year) == ("25.0", "2025")


def test_a_file_that_is_there_is_never_overwritten(convert: Muster, tmp_path: Path) -> None:
    for _ in range(3):
        convert(made_up.results_table(ROW))
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"3302001_KS1_330LLLL_00{serial}.xml" for serial in (1, 2, 3)]


def test_a_workbook_is_converted_too(muster: Muster, tmp_path: Path) -> None:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(made_up.results_table(ROW).splitlines()):
            sheet.write_row(number, 0, line.split(","))
    (tmp_path / "results.xlsx").write_bytes(made.getvalue())
    ran = muster("convert", tmp_path / "results.xlsx", "--la", "330", "--estab", "2001", "--out", tmp_path / "out")
    assert ran.status == 0
    assert len(read(tmp_path / "out" / made_up.ctf_name()).pupils) == 1


@pytest.mark.parametrize("text", ["", "surname,colour\nZqx,blue\n", made_up.results_table()])
def test_a_table_without_results_is_refused(convert: Muster, tmp_path: Path, text: str) -> None:
    ran = convert(text)
    assert ran.status == 1
    assert "results.csv" in ran.err
    assert not (tmp_path / "out").exists()


def test_a_ctf_is_not_converted(convert: Muster) -> None:
    ran = convert(made_up.ctf())
    assert ran.status == 1
    assert "is a Common Transfer File already" in ran.err


def test_another_schools_table_is_refused(convert: Muster) -> None:
    header, row = made_up.results_table(ROW).splitlines()
    ran = convert(f"{header},LA,Estab\n{row},330,2999\n")
    assert ran.status == 1
    assert "another school" in ran.err


def test_a_missing_table_is_named(muster: Muster, tmp_path: Path) -> None:
    ran = muster("convert", tmp_path / "no.csv", "--la", "330", "--estab", "2001", "--out", tmp_path)
    assert ran.status == 2
    assert "no.csv" in ran.err


def test_a_folder_that_cannot_be_written_is_named(muster: Muster, tmp_path: Path) -> None:
    table = made_up.written(tmp_path, made_up.results_table(ROW), "results.csv")
    made_up.written(tmp_path, "", "out")
    ran = muster("convert", table, "--la", "330", "--estab", "2001", "--out", tmp_path / "out" / "deep")
    assert ran.status == 2
    assert "out" in ran.err


def test_the_name_runs_out_at_999(convert: Muster, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for serial in range(1, 1000):
        (tmp_path / "out" / f"3302001_KS1_330LLLL_{serial:03d}.xml").touch()
    ran = convert(made_up.results_table(ROW))
    assert ran.status == 2
    assert "999" in ran.err
