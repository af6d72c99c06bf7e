"""A file is kept whole, closed, for its authority alone; or not at all, and that is said."""

import errno
import hashlib
import os
from pathlib import Path

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from pytest_django import Settings

from muster.portal.foundation import files
from muster.portal.foundation.folder_storage import FolderStorage
from muster.portal.foundation.refusals import Refusal
from tests.portal.crypto.keys import OTHER, OWNER

CONTENT = b"surname,forename\nOkazqxfor,Ada\n"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """A folder of files of this test's own."""
    place = tmp_path / "kept"
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": {"location": place}}}
    return place


def kept_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_kept_file_is_read_as_it_came() -> None:
    reference = files.put(OWNER, CONTENT)
    assert files.get(OWNER, reference.name) == CONTENT


def test_the_reference_is_of_the_file_as_it_came() -> None:
    reference = files.put(OWNER, CONTENT)
    assert (reference.sha256, reference.size) == (hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))


def test_an_empty_file_is_kept_too() -> None:
    assert files.get(OWNER, files.put(OWNER, b"").name) == b""


def test_the_disk_holds_neither_the_text_nor_its_name(folder: Path) -> None:
    files.put(OWNER, CONTENT)
    (kept,) = kept_in(folder)
    assert b"zqx" not in kept.read_bytes()


def test_two_equal_files_have_two_names() -> None:
    assert files.put(OWNER, CONTENT).name != files.put(OWNER, CONTENT).name


def test_only_the_portals_own_user_may_read_it(folder: Path) -> None:
    files.put(OWNER, CONTENT)
    (kept,) = kept_in(folder)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700


def test_another_authority_cannot_open_it() -> None:
    with pytest.raises(files.FileMissing):
        files.get(OTHER, files.put(OWNER, CONTENT).name)


def test_one_file_cannot_stand_in_anothers_place(folder: Path) -> None:
    one, other = files.put(OWNER, CONTENT), files.put(OWNER, b"another")
    (folder / one.name).replace(folder / other.name)
    with pytest.raises(files.FileMissing):
        files.get(OWNER, other.name)


def test_a_changed_file_is_told(folder: Path) -> None:
    reference = files.put(OWNER, CONTENT)
    place = folder / reference.name
    place.write_bytes(place.read_bytes()[:-1])
    with pytest.raises(files.FileMissing):
        files.get(OWNER, reference.name)


def test_a_file_that_is_gone_is_told() -> None:
    reference = files.put(OWNER, CONTENT)
    files.delete(reference.name)
    with pytest.raises(files.FileMissing):
        files.get(OWNER, reference.name)


def test_deleting_twice_is_as_deleting_once(folder: Path) -> None:
    reference = files.put(OWNER, CONTENT)
    files.delete(reference.name)
    files.delete(reference.name)
    assert kept_in(folder) == []


def test_a_name_cannot_leave_the_folder() -> None:
    with pytest.raises(SuspiciousFileOperation):
        default_storage.open("../../secret")


def test_a_file_over_the_limit_is_refused(folder: Path) -> None:
    with pytest.raises(Refusal, match="file_over_limit") as refused:
        files.put(OWNER, bytes(files.LIMIT + 1))
    assert "20 MB" in refused.value.sentence
    assert not folder.exists()


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("call", ["fsync", "open"])
def test_a_full_or_broken_disk_is_told_and_keeps_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fault: int, call: str
) -> None:
    def fails(*_: object) -> int:
        raise OSError(fault, os.strerror(fault))

    files.put(OWNER, b"before")
    monkeypatch.setattr(os, call, fails)
    with pytest.raises(Refusal, match="file_not_kept") as refused:
        files.put(OWNER, CONTENT)
    monkeypatch.undo()
    assert "Nothing was recorded" in refused.value.sentence
    assert len(kept_in(folder)) == 1


def test_a_folder_that_cannot_be_settled_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []

    def second_fails(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(errno.EIO, "a test")

    monkeypatch.setattr(os, "fsync", second_fails)
    with pytest.raises(Refusal, match="file_not_kept"):
        files.put(OWNER, CONTENT)
    assert kept_in(folder) == []


def test_a_disk_that_fills_while_writing_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fdopen = os.fdopen

    def full(handle: int, mode: str) -> object:
        os.close(handle)
        return fdopen(os.open("/dev/full", os.O_WRONLY), mode)

    monkeypatch.setattr(os, "fdopen", full)
    with pytest.raises(Refusal, match="file_not_kept"):
        files.put(OWNER, CONTENT)
    assert kept_in(folder) == []


def test_what_fails_afterwards_takes_the_file_away(folder: Path) -> None:
    with pytest.raises(Refusal), files.keeping(OWNER, CONTENT):
        raise Refusal("not_yours")
    assert kept_in(folder) == []


def test_what_succeeds_leaves_the_file() -> None:
    with files.keeping(OWNER, CONTENT) as reference:
        pass
    assert files.get(OWNER, reference.name) == CONTENT


def test_a_storage_that_renames_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FolderStorage, "get_available_name", lambda _, name, **__: name + "_1")
    with pytest.raises(files.FileMissing):
        files.put(OWNER, CONTENT)
