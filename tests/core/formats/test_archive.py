"""Folders and archives of many schools' files, gone through without holding them."""

import pickle
import random
import sys
import zipfile
from pathlib import Path

import pytest

from muster.formats.archive import Archive, ArchiveRefused, bulk_bounds
from muster.formats.archive_names import is_beside, shown_name, why_no_results
from muster.formats.folder import Source, walk
from muster.formats.limits import Limits
from muster.records import Kind, Problem, ProblemKind
from tests.core.formats.made_tables import CTF, READING, locked, table, workbook, zipped

LIMITS = Limits()


def put(folder: Path, **files: bytes) -> Path:
    """The folder with files whose names have "__" for the stroke and "_" for the dot."""
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def names(path: Path, limits: Limits = LIMITS) -> list[str]:
    return [source.name for source in walk(path, limits)]


def problem_of(source: Source) -> Problem:
    [problem] = source.read(READING).problems
    return problem


def test_a_folder_is_gone_through_sorted_by_name(tmp_path: Path) -> None:
    put(tmp_path, b_xml=CTF, a_csv=table(), north__c_xml=CTF, north__far__d_xlsx=workbook())
    assert names(tmp_path) == ["a.csv", "b.xml", "north/c.xml", "north/far/d.xlsx"]
    assert [source.read(READING).kind for source in walk(tmp_path, LIMITS)] == [Kind.CSV, Kind.CTF, Kind.CTF, Kind.XLSX]


def test_a_file_by_itself_is_named_as_it_was_given(tmp_path: Path) -> None:
    path = put(tmp_path, README_xml=CTF) / "README.xml"
    assert names(path) == [str(path)]


def test_files_that_are_plainly_no_results_are_told(tmp_path: Path) -> None:
    put(tmp_path, roll_csv=b"", history_csv=b"", truth_csv=b"", README_md=b"", letter_pdf=b"", a_xml=CTF)
    put(tmp_path, notes_txt=b"hello", results_txt=table())
    told: list[tuple[str, str]] = []
    found = [source.name for source in walk(tmp_path, LIMITS, lambda name, why: told.append((name, why)))]
    assert found == ["a.xml", "results.txt"]
    assert sorted(name for name, _ in told) == sorted(
        ["README.md", "history.csv", "letter.pdf", "notes.txt", "roll.csv", "truth.csv"]
    )
    assert all(why.startswith("it ") for _, why in told)


def test_the_members_of_an_archive_follow_its_name(tmp_path: Path) -> None:
    inner = zipped({"d.xml": CTF, "CTF_Error_List.txt": b"none"})
    put(tmp_path, bulk_zip=zipped({"b.xml": CTF, "in/a.csv": table(), "c.zip": inner, "roll.csv": b"x"}))
    assert names(tmp_path) == ["bulk.zip!b.xml", "bulk.zip!c.zip!d.xml", "bulk.zip!in/a.csv"]
    assert [len(source.read(READING).pupils) for source in walk(tmp_path, LIMITS)] == [1, 1, 1]


def test_an_archive_given_is_named_as_it_was_given(tmp_path: Path) -> None:
    path = put(tmp_path, bulk_zip=zipped({"a.xml": CTF})) / "bulk.zip"
    assert names(path) == [f"{path}!a.xml"]


def test_an_archive_two_levels_down_is_one_too_many(tmp_path: Path) -> None:
    deep = zipped({"b.zip": zipped({"c.zip": zipped({"d.xml": CTF})})})
    [source] = walk(put(tmp_path, a_zip=deep), LIMITS)
    assert source.name == "a.zip!b.zip!c.zip"
    assert problem_of(source).facts == {"results": 0, "nested": 1}


def test_a_workbook_is_one_file(tmp_path: Path) -> None:
    put(tmp_path, a_xlsx=workbook(), b_xlsx=workbook()[:900], c_zip=zipped({"d.xlsx": workbook()}))
    assert names(tmp_path) == ["a.xlsx", "b.xlsx", "c.zip!d.xlsx"]


def test_a_large_workbook_is_one_file(tmp_path: Path) -> None:
    put(tmp_path, a_xlsx=workbook())
    assert names(tmp_path, Limits(upload_bytes=100)) == ["a.xlsx"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (zipped({"a.xml": CTF})[:200], ProblemKind.DAMAGED),
        (locked(zipped({"a.xml": CTF})), ProblemKind.LOCKED),
        (zipped({"a.xml": bytes(1_000_000)}), ProblemKind.UNSAFE),
        (zipped({f"{number}.xml": b"" for number in range(1_001)}), ProblemKind.TOO_BIG),
    ],
)
def test_an_archive_that_is_not_opened_is_one_problem(tmp_path: Path, content: bytes, kind: ProblemKind) -> None:
    [source] = walk(put(tmp_path, a_zip=content), LIMITS)
    file = source.read(READING)
    assert (file.name, [problem.kind for problem in file.problems]) == ("a.zip", [kind])
    assert (file.size, len(file.sha256)) == (len(content), 64)


def test_a_broken_archive_in_an_archive_is_one_problem_beside_the_others(tmp_path: Path) -> None:
    put(tmp_path, a_zip=zipped({"b.zip": zipped({"x.xml": CTF})[:100], "c.xml": CTF}))
    [broken, sound] = walk(tmp_path, LIMITS)
    assert (broken.name, problem_of(broken).kind) == ("a.zip!b.zip", ProblemKind.DAMAGED)
    assert sound.read(READING).kind is Kind.CTF


def test_members_of_archives_in_archives_count_together(tmp_path: Path) -> None:
    inner = zipped({"x.xml": CTF, "y.xml": CTF})
    put(tmp_path, a_zip=zipped({"b.zip": inner, "c.zip": inner}))
    [x, y, over] = walk(tmp_path, Limits(members=5))
    assert (x.name, y.name) == ("a.zip!b.zip!x.xml", "a.zip!b.zip!y.xml")
    assert problem_of(over).facts == {"what": "members", "size": 6, "limit": 5}


def test_unpacked_sizes_of_archives_in_archives_count_together(tmp_path: Path) -> None:
    inner = zipped({"x.xml": CTF * 20})
    put(tmp_path, a_zip=zipped({"b.zip": inner}))
    [over] = walk(tmp_path, Limits(unpacked_bytes=len(CTF) * 20))
    assert problem_of(over).facts["what"] == "unpacked"


def test_an_archive_over_the_bulk_limit_is_not_opened(tmp_path: Path) -> None:
    path = put(tmp_path, a_zip=zipped({"a.xml": CTF})) / "a.zip"
    [source] = walk(path, Limits(bulk_bytes=100, upload_bytes=50))
    assert problem_of(source).facts == {"what": "file", "size": path.stat().st_size, "limit": 100}


def test_a_large_file_is_refused_without_being_loaded(tmp_path: Path) -> None:
    [source] = walk(put(tmp_path, a_xml=CTF + b" " * 20_000_000), LIMITS)
    assert problem_of(source).facts["what"] == "file"


def test_a_member_larger_than_an_upload_is_refused(tmp_path: Path) -> None:
    source = Source("a.zip!a.xml", str(put(tmp_path, a_zip=zipped({"a.xml": CTF})) / "a.zip"), (0,))
    with pytest.raises(ArchiveRefused) as refused:
        source.load(Limits(upload_bytes=100))
    assert refused.value.problem.facts["what"] == "unpacked"


@pytest.mark.parametrize("at", [60, 15_000])
def test_a_member_that_cannot_be_unpacked_is_a_problem_of_its_own(tmp_path: Path, at: int) -> None:
    noise = random.Random(1).randbytes(20_000).hex().encode()
    content = bytearray(zipped({"a.xml": CTF + b"<!-- " + noise + b" -->", "b.xml": CTF}))
    content[at : at + 8] = b"\xff" * 8
    first, second = walk(put(tmp_path, a_zip=bytes(content)), LIMITS)
    assert problem_of(first).kind is ProblemKind.DAMAGED
    assert second.read(READING).kind is Kind.CTF


def test_a_source_travels_to_another_process_without_its_content(tmp_path: Path) -> None:
    [source] = walk(put(tmp_path, a_zip=zipped({"a.xml": CTF * 100})), LIMITS)
    packed = pickle.dumps(source)
    assert len(packed) < 1_000
    assert pickle.loads(packed) == source  # noqa: S301 - our own bytes


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets only administrators make links")
def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, in__a_xml=CTF)
    (tmp_path / "in" / "round").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["in/a.xml"]


def test_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    assert names(tmp_path) == []


def test_a_missing_path_is_the_callers_to_tell(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        names(tmp_path / "none")


def test_members_are_sorted_whatever_their_order_in_the_archive(tmp_path: Path) -> None:
    put(tmp_path, a_zip=zipped([("b.xml", CTF), ("B.xml", CTF), ("a.xml", CTF)]))
    assert names(tmp_path) == ["a.zip!B.xml", "a.zip!a.xml", "a.zip!b.xml"]


def test_the_first_bytes_of_a_member_are_had_without_the_rest() -> None:
    with Archive(zipped({"a.xml": CTF}), bulk_bounds(LIMITS)) as archive:
        assert archive.head(0, 5) == CTF[:5]


def test_a_stored_member_is_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.xml", CTF)
    [source] = walk(tmp_path, LIMITS)
    assert source.load(LIMITS) == CTF


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a.xml", "a.xml"),
        ("/etc/a.xml", "etc/a.xml"),
        ("..\\..\\a.xml", "a.xml"),
        ("C:\\in\\a.xml", "in/a.xml"),
        ("a\x00b\x1b.xml", "a\ufffdb\ufffd.xml"),
        ("\udc80.xml", "\ufffd.xml"),
        ("../", "a file without a name"),
        ("Zoë.xml", "Zoë.xml"),
    ],
)
def test_names_are_shown_without_harm(name: str, shown: str) -> None:
    assert shown_name(name) == shown


@pytest.mark.parametrize(
    "name",
    [
        *("Roll.csv", "in/roll.xlsx", "schools.csv", "README", "readme.txt", "Read Me.md", "letter.DOCX", "a.heic"),
        *("__MACOSX/._a.xml", ".DS_Store", "in/~$a.xlsx", "CTF_Error_List.txt"),
    ],
)
def test_names_of_what_is_plainly_no_results(name: str) -> None:
    assert why_no_results(name) is not None


@pytest.mark.parametrize(
    "name", ["a.xml", "a.csv", "rolls.csv", "my roll.csv", "a", "a.xls", "a.html", "KS1_2001_26.csv"]
)
def test_names_of_what_may_be_results(name: str) -> None:
    assert why_no_results(name) is None
    assert not is_beside(name)
