"""The files of a collection in one archive, each named so that no file-sending system mistakes its school."""

import re
import tempfile
from collections.abc import Iterator, Sequence
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile

from muster.portal.foundation import files
from muster.portal.returns.models import HandedIn

_IN_MEMORY = 32_000_000
_CHUNK = 1_000_000
_NOT_WORDS = re.compile(r"[^A-Za-z0-9 .-]+")
_ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_ENDINGS = {"ctf": ".xml", "csv": ".csv", "xlsx": ".xlsx"}


def archive_of(authority: str, rows: Sequence[HandedIn]) -> Iterator[bytes]:
    """The archive in pieces: one file a school, opened one at a time. What is large stands on the disk, unnamed."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as kept:
        with ZipFile(cast("IO[bytes]", kept), "w", ZIP_DEFLATED) as archive:
            for row in rows:
                archive.writestr(name_of(row), files.get(authority, row.file))
        kept.seek(0)
        while piece := kept.read(_CHUNK):
            yield piece


def name_of(row: HandedIn) -> str:
    """`<URN>_<words>.ext`: one underscore, and of the school's own name for the file nothing but its ending."""
    title = " ".join(_NOT_WORDS.sub(" ", row.request.collection.title).split())
    own = _ENDING.search(row.file_name)
    ending = _ENDINGS.get(row.kind) if not own else own.group().lower()
    return f"{row.request.school.urn}_{title}{ending or '.dat'}"
