"""Zip archives, opened with care: nothing is written to disk, and no promise of an archive's header is believed.

Sizes, ratio, number and places of the members are judged by the header first, and held to while unpacking.
"""

import io
import stat
import struct
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

from muster.formats.archive_names import shown_name
from muster.formats.limits import Limits
from muster.records import Problem, ProblemKind

ARCHIVE_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"PK00PK\x03\x04")
_END = b"PK\x05\x06"
_END_SIZE = 22
_END64 = b"PK\x06\x06"
_END64_SIZE = 76
"""Bytes of zip64's own end record and of the locator behind it."""

_LONGEST_COMMENT = 65_535
_ENTRY = b"PK\x01\x02"
_ENTRY_FORMAT = "<28xHHH"
_ENTRY_SIZE = 46
_LOCAL_SIZE = 30
_NAMES = 10_000
_DIRECTORY_BYTES = 8_000_000
"""A longer list of members is not looked through: it names far more than is ever read."""

_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SMALL = 65_536
"""Members up to this size unpacked are not judged by their ratio: there is nothing to protect."""

_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    IndexError,
    EOFError,
    OSError,
)
"""What the standard library raises on archives that are not as they should be."""


class ArchiveRefused(Exception):
    """An archive, or a member, that is not read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem.kind))
        self.problem = problem


class Bounds(msgspec.Struct, frozen=True, kw_only=True):
    """The most that is taken of one archive; sizes in bytes."""

    sent: int
    unpacked: int
    members: int
    ratio: int


class Entry(msgspec.Struct, frozen=True):
    """One file in an archive: its place in the list of members, its name fit to be shown, its size unpacked."""

    index: int
    name: str
    size: int


def school_bounds(limits: Limits) -> Bounds:
    """The bounds of an archive that one school sends."""
    return Bounds(
        sent=limits.upload_bytes, unpacked=10 * limits.upload_bytes, members=limits.members, ratio=limits.ratio
    )


def bulk_bounds(limits: Limits) -> Bounds:
    """The bounds of an archive of many schools' files."""
    return Bounds(sent=limits.bulk_bytes, unpacked=limits.unpacked_bytes, members=limits.members, ratio=limits.ratio)


class Archive:
    """A zip archive that keeps its bounds. Open it with `with`, which closes a file that was given, too.

    Raises ArchiveRefused, on opening, for an archive that is locked, broken, over its bounds, or packed so that
    members overlap or unpack beyond the ratio. `entries` are its files in its own order, without folders and links.
    """

    def __init__(self, source: Path | bytes | BinaryIO, bounds: Bounds) -> None:
        self._file = _file_of(source)
        try:
            self._zip = _opened(self._file, bounds)
            self._members = self._zip.infolist()
            _hold_to_bounds(self._members, self._zip.start_dir, bounds)
        except BaseException:
            self._file.close()
            raise
        self.entries = tuple(
            Entry(index, shown_name(member.filename), member.file_size)
            for index, member in enumerate(self._members)
            if _is_file(member)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
        self._file.close()

    def read(self, index: int, most: int) -> bytes:
        """The bytes of one member. Raises ArchiveRefused when it is damaged or larger than `most`."""
        member = self._members[index]
        if member.file_size > most:
            raise _too_big("unpacked", member.file_size, most)
        return self._unpack(member, member.file_size)

    def head(self, index: int, length: int) -> bytes:
        """The first bytes of one member. Raises ArchiveRefused when it is damaged there."""
        return self._unpack(self._members[index], length)

    def _unpack(self, member: zipfile.ZipInfo, length: int) -> bytes:
        try:
            with self._zip.open(member) as stream:
                return stream.read(length)
        except _FAULTS as fault:
            raise _damaged("a file in it cannot be unpacked") from fault


def _file_of(source: Path | bytes | BinaryIO) -> BinaryIO:
    if isinstance(source, Path):
        return source.open("rb")
    return io.BytesIO(source) if isinstance(source, bytes) else source


def member_names(content: bytes) -> frozenset[str]:
    """The names in an archive's list of members, up to a limit; none where the list cannot be found."""
    try:
        directory = _directory(io.BytesIO(content))
    except ArchiveRefused:
        return frozenset()
    return frozenset(_names(directory))


def first_name(content: bytes) -> str:
    """The name at the very beginning of an archive, which even one cut off half way has; "" if there is none."""
    if len(content) < _LOCAL_SIZE:
        return ""
    (length,) = struct.unpack_from("<H", content, 26)
    return content[_LOCAL_SIZE : _LOCAL_SIZE + length].decode("utf-8", errors="replace")


def _opened(file: BinaryIO, bounds: Bounds) -> zipfile.ZipFile:
    size = file.seek(0, io.SEEK_END)
    if size > bounds.sent:
        raise _too_big("file", size, bounds.sent)
    entries = _directory(file).count(_ENTRY)
    if entries > bounds.members:
        raise _too_big("members", entries, bounds.members)
    try:
        return zipfile.ZipFile(file)
    except _FAULTS as fault:
        raise _damaged("its list of files cannot be read") from fault


def _directory(file: BinaryIO) -> bytes:
    """The archive's list of members, found as the standard library finds it, before that builds anything of it."""
    size = file.seek(0, io.SEEK_END)
    start = max(0, size - _END_SIZE - _LONGEST_COMMENT)
    file.seek(start)
    tail = file.read()
    plain = tail[-_END_SIZE:].startswith(_END) and tail.endswith(b"\x00\x00")
    at = len(tail) - _END_SIZE if plain else tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise _damaged("it is cut off: its list of files, which stands at the end, is missing")
    return _directory_before(file, start + at, struct.unpack_from("<L", tail, at + 12)[0])


def _directory_before(file: BinaryIO, end: int, length: int) -> bytes:
    """The list of members that ends where the end record stands; zip64 has its own record between the two."""
    file.seek(max(0, end - _END64_SIZE))
    wide = file.read(min(end, _END64_SIZE))
    if wide.startswith(_END64):
        length = struct.unpack_from("<Q", wide, 40)[0] + _END64_SIZE
    if length > end:
        raise _damaged("its list of files is not where it should be")
    if length > _DIRECTORY_BYTES:
        raise _too_big("members", length // _ENTRY_SIZE, _DIRECTORY_BYTES // _ENTRY_SIZE)
    file.seek(end - length)
    return file.read(length)


def _names(directory: bytes) -> list[str]:
    """The names in a list of members, as far as it can be followed."""
    names: list[str] = []
    at = 0
    while directory.startswith(_ENTRY, at) and at + _ENTRY_SIZE <= len(directory) and len(names) < _NAMES:
        name, extra, comment = struct.unpack_from(_ENTRY_FORMAT, directory, at)
        names.append(directory[at + _ENTRY_SIZE : at + _ENTRY_SIZE + name].decode("utf-8", errors="replace"))
        at += _ENTRY_SIZE + name + extra + comment
    return [name.replace("\\", "/") for name in names]


def _hold_to_bounds(members: list[zipfile.ZipInfo], end: int, bounds: Bounds) -> None:
    """Raise ArchiveRefused where the header itself tells that the archive must not be unpacked."""
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise ArchiveRefused(Problem(ProblemKind.LOCKED, facts={"what": "archive"}))
    unpacked = sum(member.file_size for member in members)
    if unpacked > bounds.unpacked:
        raise _too_big("unpacked", unpacked, bounds.unpacked)
    if any(_is_over_ratio(member, bounds.ratio) for member in members):
        raise _unsafe("ratio")
    if _overlap(members, end):
        raise _unsafe("overlap")
    if any(member.compress_type not in _METHODS for member in members):
        raise _damaged("it is packed in an unusual way; pack it again with your computer's own zip")


def _is_over_ratio(member: zipfile.ZipInfo, ratio: int) -> bool:
    return member.file_size > _SMALL and member.file_size > ratio * member.compress_size


def _overlap(members: list[zipfile.ZipInfo], end: int) -> bool:
    """Whether two members claim the same bytes, or one those of the list of members."""
    places = sorted((member.header_offset, member.compress_size) for member in members)
    starts = [start for start, _ in places]
    ends = [start + _LOCAL_SIZE + size for start, size in places]
    return min(starts, default=0) < 0 or any(e > s for e, s in zip(ends, [*starts[1:], end], strict=False))


def _is_file(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a file: neither a folder nor a link (which is never followed). It may have no name."""
    kind = stat.S_IFMT(member.external_attr >> 16)
    return not member.filename.endswith("/") and kind in (0, stat.S_IFREG)


def _too_big(what: str, size: int, limit: int) -> ArchiveRefused:
    return ArchiveRefused(Problem(ProblemKind.TOO_BIG, facts={"what": what, "size": size, "limit": limit}))


def _unsafe(why: str) -> ArchiveRefused:
    return ArchiveRefused(Problem(ProblemKind.UNSAFE, facts={"why": why}))


def _damaged(reason: str) -> ArchiveRefused:
    return ArchiveRefused(Problem(ProblemKind.DAMAGED, facts={"what": "zip", "column": 0, "reason": reason}))
