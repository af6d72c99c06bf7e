"""Many files at once: in order, side by side or not, and what happens when a process goes."""

import tempfile
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from muster.checking import BatchPlan, check, check_many, check_one
from muster.formats.folder import Source
from muster.records import CheckResult
from tests.core.checking.made_up import CONTEXT, Made, answers, classes, crossing, sources, write_ctf

MANY = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty schools of three pupils, and one child in the first and the last of them."""
    made = tmp_path_factory.mktemp("returns")
    for place in range(MANY):
        shared = [Made("99001", "Shared")] if place in (0, MANY - 1) else []
        write_ctf(made, f"{2001 + place}", [*classes(2001 + place, 3), *shared])
    (made / "notes.xml").write_text("no results", encoding="utf-8")
    return made


def test_two_processes_give_what_one_gives(folder: Path) -> None:
    assert answers(folder, processes=2) == answers(folder, processes=1)


def test_answers_come_in_the_order_of_the_files(folder: Path) -> None:
    assert [answer.file for answer in answers(folder)] == [source.name for source in sources(folder)]


def test_the_first_file_hears_of_the_last(folder: Path) -> None:
    given = answers(folder)
    assert [rule for rule, _ in crossing(given[0])] == ["X01"]


def test_what_is_no_results_file_is_answered_among_the_others(folder: Path) -> None:
    by_file = {answer.file: answer for answer in answers(folder)}
    assert [finding.rule for finding in by_file["notes.xml"].findings] == ["F02"]


def test_progress_is_told_for_every_file(folder: Path) -> None:
    heard: list[int] = []
    list(check_many(sources(folder), BatchPlan(CONTEXT), told=heard.append))
    assert heard == list(range(1, MANY + 2))


def test_where_no_process_can_be_started_the_files_are_checked_all_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object, **__: object) -> Iterator[object]:
        raise PermissionError("not on this machine")

    expected = answers(folder)
    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor.map", forbidden)
    assert answers(folder, processes=2) == expected


def test_when_the_processes_are_killed_the_rest_is_checked_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from muster.checking import batch
    from muster.checking.checker import Checker

    expected = answers(folder)

    def killed(_pool: object, check_file: object, given: list[Source], chunksize: int) -> Iterator[object]:
        checker = Checker(BatchPlan(CONTEXT))
        yield from (batch._pack(checker.check(source)) for source in given[:7])
        raise BrokenProcessPool("killed")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor.map", killed)
    assert answers(folder, processes=2) == expected


def test_a_file_that_has_gone_is_an_os_error(folder: Path, tmp_path: Path) -> None:
    path = write_ctf(tmp_path, "2001", classes(2001, 1))
    listed = sources(tmp_path)
    path.unlink()
    with pytest.raises(OSError, match="2001"):
        list(check_many(listed, BatchPlan(CONTEXT)))


def test_nothing_is_left_behind(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    answers(folder)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_behind_by_a_batch_that_was_not_heard_to_its_end(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    given = check_many(sources(folder), BatchPlan(CONTEXT))
    assert isinstance(next(given), CheckResult)
    given.close()  # type: ignore[attr-defined]
    assert list(tmp_path.iterdir()) == []


def test_one_file_alone_is_answered_as_through_the_front_door(tmp_path: Path) -> None:
    path = write_ctf(tmp_path, "2001", classes(2001, 3))
    (source,) = sources(tmp_path)
    assert check_one(source, BatchPlan(CONTEXT)) == check(path.read_bytes(), path.name, CONTEXT)
