"""Bytes too many for memory lie on the disk for a moment, and never in the clear."""

import io
import os
import tempfile
import zipfile
from typing import IO

import pytest

from muster.portal.foundation.spool import Spool

CONTENT = bytes(range(256)) * 400


def filled(in_memory: int, piece: int = 7_001) -> Spool:
    spool = Spool(in_memory)
    for start in range(0, len(CONTENT), piece):
        spool.add(CONTENT[start : start + piece])
    return spool


@pytest.mark.parametrize("in_memory", [len(CONTENT), 1_000, 0])
def test_it_reads_back_from_anywhere(in_memory: int) -> None:
    spool = filled(in_memory)
    assert spool.on_disk is (in_memory < len(CONTENT))
    assert (spool.size, spool.seek(0)) == (len(CONTENT), 0)
    assert spool.readall() == CONTENT
    assert spool.read(5) == b""
    for place, length in ((0, 1), (15, 3), (16, 16), (70_001, 9_000), (len(CONTENT) - 3, 90)):
        assert spool.seek(place) == place
        assert spool.read(length) == CONTENT[place : place + length]
        assert spool.tell() == min(place + length, len(CONTENT))
    assert spool.seek(-4, io.SEEK_END) == len(CONTENT) - 4
    assert spool.seek(2, io.SEEK_CUR) == len(CONTENT) - 2
    assert (spool.readable(), spool.seekable()) == (True, True)


def test_the_disk_has_nothing_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    real = tempfile.TemporaryFile
    made: list[IO[bytes]] = []

    def kept() -> IO[bytes]:
        made.append(real())
        return made[-1]

    monkeypatch.setattr(tempfile, "TemporaryFile", kept)
    spool = filled(1_000)
    [file] = made
    file.seek(0)
    closed = file.read()
    assert len(closed) == len(CONTENT)
    assert not [start for start in range(0, len(CONTENT), 256) if CONTENT[start : start + 16] in closed]
    spool.close()
    assert file.closed


def test_an_archive_opens_from_it() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("a.xml", os.urandom(5_000))
        packed.writestr("b.xml", b"second")
    spool = Spool(100)
    spool.add(made.getvalue())
    with zipfile.ZipFile(spool) as archive:
        assert archive.read("b.xml") == b"second"
