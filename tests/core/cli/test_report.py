"""`muster report`: a summary and a pupil-level report for each school of a folder."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from muster.cli import report_run
from muster.formats.reference import read_schools
from muster.synthesis import synthesise
from tests.core.cli.conftest import Muster
from tests.core.reporting.extracting import pages_of

TODAY = ("--today", "2026-07-10")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("authority")
    synthesise(folder, schools=6, pupils=150, seed=11, faults=0.0, year=2026, la="330")
    return folder


@pytest.fixture
def copy(authority: Path, tmp_path: Path) -> Path:
    """The authority's folder, to be spoiled."""
    return Path(shutil.copytree(authority, tmp_path / "authority"))


def names(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir())


def test_each_school_gets_two_reports_named_by_its_urn(muster: Muster, authority: Path, tmp_path: Path) -> None:
    ran = muster("report", authority, "--out", tmp_path / "out", *TODAY)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == f"12 reports of 6 schools in {tmp_path / 'out'}.\n"
    assert [name.split("_")[1] for name in names(tmp_path / "out")[:2]] == [
        "KS1 2026 pupil report.pdf",
        "KS1 2026 school summary.pdf",
    ]


def test_the_title_names_the_school_as_the_list_of_schools_does(
    muster: Muster, authority: Path, tmp_path: Path
) -> None:
    muster("report", authority, "--out", tmp_path / "out", *TODAY)
    row = next(read_schools(authority / "schools.csv"))
    with pikepdf.open(tmp_path / "out" / f"{row.urn}_KS1 2026 school summary.pdf") as pdf, pdf.open_metadata() as said:
        assert said["dc:title"] == f"Key stage 1 results 2026: {row.name}"


def test_a_folder_without_tables_is_enough(muster: Muster, copy: Path, tmp_path: Path) -> None:
    for table in ("roll", "history", "schools"):
        (copy / f"{table}.csv").unlink()
    ran = muster("report", copy, "--out", tmp_path / "out", *TODAY)
    assert (ran.status, len(names(tmp_path / "out"))) == (0, 12)


def test_a_file_that_cannot_be_used_is_named_and_the_rest_are_made(muster: Muster, copy: Path, tmp_path: Path) -> None:
    (copy / "returns" / "broken.xml").write_text("<CTFpupilData>", encoding="utf-8")
    ran = muster("report", copy, "--out", tmp_path / "out", *TODAY)
    assert ran.status == 1
    assert "No report is made of broken.xml: it could not be read." in ran.err
    assert len(names(tmp_path / "out")) == 12


def test_of_two_files_of_a_school_the_first_by_name_is_used(muster: Muster, copy: Path, tmp_path: Path) -> None:
    one = min((copy / "returns").glob("330*.xml"))
    shutil.copy(one, one.with_name("zz.xml"))
    ran = muster("report", copy, "--out", tmp_path / "out", *TODAY)
    assert (ran.status, f"zz.xml is not used: {one.name} is of the same school" in ran.err) == (1, True)


def test_a_folder_without_returns_is_told_what_belongs_there(muster: Muster, tmp_path: Path) -> None:
    ran = muster("report", tmp_path, "--out", tmp_path / "out")
    assert ran.status == 2
    assert "There is no folder" in ran.err
    assert "roll.csv, history.csv and schools.csv" in ran.err
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_of_returns_makes_nothing(muster: Muster, tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    ran = muster("report", tmp_path, "--out", tmp_path / "out")
    assert (ran.status, "There is no results file" in ran.err) == (2, True)


def test_a_folder_of_broken_files_makes_nothing(muster: Muster, tmp_path: Path) -> None:
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "broken.xml").write_text("<CTFpupilData>", encoding="utf-8")
    ran = muster("report", tmp_path, "--out", tmp_path / "out")
    assert (ran.status, "No file in" in ran.err, (tmp_path / "out").exists()) == (2, True, False)


def test_a_roll_that_cannot_be_used_is_named(muster: Muster, copy: Path, tmp_path: Path) -> None:
    (copy / "roll.csv").write_text("la,estab\n330,2001\n", encoding="utf-8")
    ran = muster("report", copy, "--out", tmp_path / "out", *TODAY)
    assert (ran.status, "The roll" in ran.err) == (2, True)


def test_a_file_in_the_place_of_the_folder_is_refused(muster: Muster, authority: Path, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    assert muster("report", authority, "--out", tmp_path / "out", *TODAY).status == 2


def test_without_the_engine_it_says_how_to_install_it(
    muster: Muster, authority: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_run, "find_spec", lambda _name: None)
    ran = muster("report", authority, "--out", tmp_path / "out")
    assert (ran.status, 'pip install "muster[reports]"' in ran.err) == (2, True)


def test_the_edition_for_publication_is_made_where_it_is_asked_for(
    muster: Muster, authority: Path, tmp_path: Path
) -> None:
    muster("report", authority, "--out", tmp_path / "out", "--publication", *TODAY)
    assert len([name for name in names(tmp_path / "out") if "for publication" in name]) == 6


def test_where_no_process_can_be_started_the_reports_are_made_all_the_same(
    muster: Muster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> Iterator[object]:
        raise PermissionError("not on this machine")

    synthesise(tmp_path / "authority", schools=8, pupils=80, seed=11, faults=0.0, year=2026, la="330")
    monkeypatch.setattr(report_run, "processes", lambda: 2)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor.map", forbidden)
    ran = muster("report", tmp_path / "authority", "--out", tmp_path / "out", *TODAY)
    assert (ran.status, len(names(tmp_path / "out"))) == (0, 16)


def test_workbooks_are_made_beside_the_pdfs_where_they_are_asked_for(
    muster: Muster, authority: Path, tmp_path: Path
) -> None:
    muster("report", authority, "--out", tmp_path / "out", "--xlsx", "--publication", *TODAY)
    made = [Path(name) for name in names(tmp_path / "out")]
    workbooks, pdfs = ([one.stem for one in made if one.suffix == ending] for ending in (".xlsx", ".pdf"))
    assert len(workbooks) == 18
    assert workbooks == pdfs


def test_the_authority_gets_a_summary_where_it_is_asked_for(muster: Muster, authority: Path, tmp_path: Path) -> None:
    ran = muster("report", authority, "--out", tmp_path / "out", "--authority", "--publication", *TODAY)
    assert ran.out == f"20 reports of 6 schools in {tmp_path / 'out'}.\n"
    assert [name for name in names(tmp_path / "out") if "authority" in name] == [
        "KS1 2026 authority summary Birmingham.pdf",
        "KS1 2026 authority summary for publication Birmingham.pdf",
    ]


def test_a_school_without_results_is_among_those_asked(muster: Muster, copy: Path, tmp_path: Path) -> None:
    min((copy / "returns").glob("330*.xml")).unlink()
    muster("report", copy, "--out", tmp_path / "out", "--authority", *TODAY)
    pdf = next(path for path in (tmp_path / "out").iterdir() if "authority" in path.name)
    assert "6 schools asked. The figures here are of 5" in " ".join(pages_of(pdf.read_bytes())[0].split())
