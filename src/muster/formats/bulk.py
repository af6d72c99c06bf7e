"""Many schools' files as they are handed over at once: archives taken apart, one file in memory at a time."""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from muster.formats.archive import ARCHIVE_STARTS, Archive, ArchiveRefused, bulk_bounds, school_bounds
from muster.formats.archive_names import shown_name
from muster.formats.folder import Skipped, Source, members_of
from muster.formats.limits import Limits
from muster.formats.sniff import Form, sniff
from muster.records import Facts, Problem, ProblemKind

_BETWEEN = "!"


class Part(msgspec.Struct, frozen=True):
    """One file of those handed over: its name, folders and archives before it, and its bytes, or why it has none.

    `is_whole` says that it is what was handed over itself, and not in it.
    """

    name: str
    content: bytes = b""
    problem: Problem | None = None
    is_whole: bool = False


def parts_of(file: BinaryIO, name: str, limits: Limits, skipped: Skipped) -> Iterator[Part]:
    """The file by itself, or the files in the archive that it is and in archives among those (one level).

    Files that are plainly no results are told to `skipped`. An archive that is broken, locked or over its bounds is
    one Part with a problem. The file is closed at the end.
    """
    shown = shown_name(name)
    if not _is_archive(file, limits):
        yield _by_itself(file, shown, limits)
        file.close()
        return
    try:
        with Archive(file, bulk_bounds(limits)) as archive:
            inside = _Inside(archive, limits)
            for source in members_of(archive, Source(shown, ""), limits, _without(shown, skipped)):
                yield inside.part(source)
    except ArchiveRefused as refusal:
        yield Part(shown, problem=refusal.problem, is_whole=True)


class _Inside:
    """Unpacks members of an archive; an archive among them is kept open for as long as its own follow each other."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._index = -1
        self._inner: Archive | None = None

    def part(self, source: Source) -> Part:
        name = source.name.partition(_BETWEEN)[2]
        if source.problem is not None:
            return Part(name, problem=source.problem)
        try:
            return Part(name, self._read(source.members))
        except ArchiveRefused as refusal:
            return Part(name, problem=refusal.problem)

    def _read(self, members: tuple[int, ...]) -> bytes:
        if len(members) == 1:
            return self._archive.read(members[0], self._limits.upload_bytes)
        return self._opened(members[0]).read(members[1], self._limits.upload_bytes)

    def _opened(self, index: int) -> Archive:
        if self._inner is None or self._index != index:
            content = self._archive.read(index, self._limits.upload_bytes)
            self._index, self._inner = index, Archive(content, school_bounds(self._limits))
        return self._inner


def _is_archive(file: BinaryIO, limits: Limits) -> bool:
    """Whether it is an archive, and no workbook, which is packed as one too."""
    size = file.seek(0, 2)
    file.seek(0)
    if not file.read(4).startswith(ARCHIVE_STARTS):
        return False
    if size > limits.upload_bytes:
        return True
    file.seek(0)
    return sniff(file.read()).form is Form.ARCHIVE


def _by_itself(file: BinaryIO, name: str, limits: Limits) -> Part:
    size = file.seek(0, 2)
    if size > limits.upload_bytes:
        facts: Facts = {"what": "file", "size": size, "limit": limits.upload_bytes}
        return Part(name, problem=Problem(ProblemKind.TOO_BIG, facts=facts), is_whole=True)
    file.seek(0)
    return Part(name, file.read(), is_whole=True)


def _without(outer: str, skipped: Skipped) -> Skipped:
    return lambda name, why: skipped(name.removeprefix(f"{outer}{_BETWEEN}"), why)
