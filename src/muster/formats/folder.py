"""Many schools' files: a folder, or an archive, gone through one file at a time, each read where it is needed."""

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from muster.formats.archive import ARCHIVE_STARTS, Archive, ArchiveRefused, Entry, bulk_bounds, school_bounds
from muster.formats.archive_names import shown_name, why_no_results
from muster.formats.limits import Limits, Reading
from muster.formats.results import read_results, too_big, unread
from muster.formats.sniff import Form, mentions_upn, sniff
from muster.records import Facts, Problem, ProblemKind, ResultsFile

Skipped = Callable[[str, str], None]
"""Told the name of a file that is passed over, and why in plain words."""

_HEAD = 65_536
_OFFICE_PART = "[Content_Types].xml"
_TEXTS = (".txt", ".text")
_NO_UPN = "it is a text that speaks of no pupil"


class Source(msgspec.Struct, frozen=True):
    """One file to read: where it stands, not what it holds, so that it travels cheaply to another process.

    `name` is as it is shown; `path` of the file itself or of the archive that it is in; `members` the places in the
    archive's list, and in that of an archive within it. `problem` says why the file cannot be read at all.
    """

    name: str
    path: str
    members: tuple[int, ...] = ()
    problem: Problem | None = None

    def load(self, limits: Limits) -> bytes:
        """The bytes, at most those that one school may send.

        Raises OSError where the file cannot be read, and ArchiveRefused where it cannot be unpacked.
        """
        path = Path(self.path)
        if not self.members:
            return path.read_bytes()
        with Archive(path, bulk_bounds(limits)) as outer:
            content = outer.read(self.members[0], limits.upload_bytes)
        if len(self.members) == 1:
            return content
        with Archive(content, school_bounds(limits)) as inner:
            return inner.read(self.members[1], limits.upload_bytes)

    def read(self, reading: Reading) -> ResultsFile:
        """The results file that it is, read here and now.

        A file by itself may be an archive of one results file, as a school sends it; a member of an archive may not.
        Raises OSError where the file cannot be read.
        """
        if self.problem is not None:
            return unread(self.name, *_fingerprint(Path(self.path)), self.problem)
        oversized = None if self.members else too_big(Path(self.path).stat().st_size, reading)
        if oversized is not None:
            return unread(self.name, *_fingerprint(Path(self.path)), oversized)
        try:
            content = self.load(reading.limits)
        except ArchiveRefused as refusal:
            return unread(self.name, *_fingerprint(Path(self.path)), refusal.problem)
        return read_results(content, self.name, reading, archives=not self.members)


def _no_word(_name: str, _why: str) -> None:
    """Pass a file over in silence."""


def walk(path: Path, limits: Limits, skipped: Skipped = _no_word) -> Iterator[Source]:
    """The files of a folder (with the folders in it), of an archive, or a file by itself, sorted by name.

    Names are relative to the folder with "/" between their parts, else as the path was given; a member of an archive
    follows a "!". Archives are opened, and those in an archive given or found too (one level); one that is broken or
    over its limits is one Source with a problem. Files that are plainly no results are told to `skipped`. Links to
    folders are not followed. Raises OSError where the path cannot be read.
    """
    if not path.is_dir():
        yield from _opened(path, str(path), limits, skipped)
        return
    for name, found in sorted(_files(path)):
        why = why_no_results(name) or _why_no_text(found)
        if why is not None:
            skipped(shown_name(name), why)
        else:
            yield from _opened(found, shown_name(name), limits, skipped)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder and of those in it, each with its name relative to the folder."""
    waiting = [("", folder)]
    while waiting:
        before, place = waiting.pop()
        with os.scandir(place) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((f"{before}{entry.name}/", place / entry.name))
                elif entry.is_file():
                    yield f"{before}{entry.name}", place / entry.name


def _why_no_text(path: Path) -> str | None:
    """Why a text file is plainly no results."""
    if path.suffix.lower() not in _TEXTS:
        return None
    return None if mentions_upn(_head(path)) else _NO_UPN


def _head(path: Path, length: int = _HEAD) -> bytes:
    with path.open("rb") as file:
        return file.read(length)


def _opened(path: Path, name: str, limits: Limits, skipped: Skipped) -> Iterator[Source]:
    """A file by itself, or the members of the archive that it is."""
    try:
        if not _head(path, 4).startswith(ARCHIVE_STARTS) or _is_office(path, limits):
            yield Source(name, str(path))
            return
        with Archive(path, bulk_bounds(limits)) as archive:
            yield from members_of(archive, Source(name, str(path)), limits, skipped)
    except ArchiveRefused as refusal:
        yield Source(name, str(path), problem=refusal.problem)


def _is_office(path: Path, limits: Limits) -> bool:
    """Whether a zip is a workbook or another office document, even a broken one."""
    if path.stat().st_size <= limits.upload_bytes:
        return sniff(path.read_bytes()).form is not Form.ARCHIVE
    with Archive(path, bulk_bounds(limits)) as archive:
        return any(entry.name == _OFFICE_PART for entry in archive.entries)


def members_of(archive: Archive, outer: Source, limits: Limits, skipped: Skipped = _no_word) -> Iterator[Source]:
    """The members of an archive, sorted by name; those of archives among them (one level) count towards its limits."""
    left = _Left(archive, limits)
    for entry in sorted(archive.entries, key=_by_name):
        source = Source(f"{outer.name}!{entry.name}", outer.path, (entry.index,))
        why = why_no_results(entry.name)
        if why is not None:
            skipped(source.name, why)
            continue
        try:
            yield from _opened_member(archive, entry, source, left, skipped)
        except ArchiveRefused as refusal:
            yield msgspec.structs.replace(source, problem=refusal.problem)


def _opened_member(archive: Archive, entry: Entry, source: Source, left: "_Left", skipped: Skipped) -> Iterator[Source]:
    """A member by itself, or the members of the archive that it is. Raises ArchiveRefused, as opening one does."""
    if not archive.head(entry.index, 4).startswith(ARCHIVE_STARTS):
        yield source
        return
    content = archive.read(entry.index, left.limits.upload_bytes)
    if sniff(content).form is not Form.ARCHIVE:
        yield source
        return
    with Archive(content, school_bounds(left.limits)) as inner:
        left.take(inner)
        for member in sorted(inner.entries, key=_by_name):
            name, why = f"{source.name}!{member.name}", why_no_results(member.name)
            if why is None:
                yield Source(name, source.path, (entry.index, member.index))
            else:
                skipped(name, why)


def _by_name(entry: Entry) -> tuple[str, int]:
    return entry.name, entry.index


class _Left:
    """What archives within an archive may still hold, all together."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self.limits = limits
        self._members = len(archive.entries)
        self._unpacked = sum(entry.size for entry in archive.entries)

    def take(self, inner: Archive) -> None:
        """Count an inner archive. Raises ArchiveRefused when that makes too much."""
        self._members += len(inner.entries)
        self._unpacked += sum(entry.size for entry in inner.entries)
        self._hold("members", self._members, self.limits.members)
        self._hold("unpacked", self._unpacked, self.limits.unpacked_bytes)

    @staticmethod
    def _hold(what: str, size: int, limit: int) -> None:
        if size > limit:
            facts: Facts = {"what": what, "size": size, "limit": limit}
            raise ArchiveRefused(Problem(ProblemKind.TOO_BIG, facts=facts))


def _fingerprint(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a file, without ever holding it whole."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return digest.hexdigest(), file.tell()
