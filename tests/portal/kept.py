"""The files that the portal of this test process keeps."""

from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage


def kept_files(below: str = "") -> list[str]:
    """The names of all that is kept, or of what is kept below a folder: an authority's public id, say."""
    assert isinstance(default_storage, FileSystemStorage)
    return sorted(str(path) for path in Path(default_storage.path(below)).rglob("*") if path.is_file())


def data_of_this_process() -> str:
    """The data folder by whose name another process finds the files of this one, as `MUSTER_DATA`."""
    assert isinstance(default_storage, FileSystemStorage)
    return str(Path(default_storage.location).parent)
