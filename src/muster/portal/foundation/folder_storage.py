"""Files in a folder of this machine: whole or not there at all, and for the portal's own user alone."""

import os
from pathlib import Path
from typing import IO, Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

_FILE_MODE = 0o600
_FOLDER_MODE = 0o700
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL


class FolderStorage(FileSystemStorage):
    """Django's folder storage, but a file appears under its name only once the disk has all of it.

    What a crash leaves behind ends in ".part", is no file of anybody's, and may be removed. Names are never used
    twice: those who keep files draw them at random.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Django's own options
        modes = {"file_permissions_mode": _FILE_MODE, "directory_permissions_mode": _FOLDER_MODE}
        super().__init__(**(modes | options))

    def _save(self, name: str, content: File[bytes] | IO[bytes]) -> str:
        place = Path(self.path(name))
        place.parent.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        part = place.with_name(place.name + ".part")
        try:
            _write(part, content)
            part.replace(place)
            _settle(place.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            place.unlink(missing_ok=True)
            raise
        return name


def _write(part: Path, content: File[bytes] | IO[bytes]) -> None:
    with os.fdopen(os.open(part, _NEW, _FILE_MODE), "wb") as file:
        while piece := content.read(1_000_000):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have the disk keep the folder's new entry too: without this a power cut could lose the name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
