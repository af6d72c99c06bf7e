"""The front door of reading: bytes in, a results file out, whatever the bytes are."""

import hashlib

import msgspec

from muster.formats.archive import Archive, ArchiveRefused, Entry, school_bounds
from muster.formats.archive_names import is_beside, why_no_results
from muster.formats.ctf_reader import read_ctf
from muster.formats.limits import Reading
from muster.formats.sniff import Form, Sniffed, is_blank, may_be_results, sniff
from muster.formats.table import read_csv, read_workbook
from muster.records import Facts, Problem, ProblemKind, ResultsFile


def read_results(content: bytes, name: str, reading: Reading, *, archives: bool = True) -> ResultsFile:
    """Read a results file: a CTF, a table, or (with `archives`) a zip archive of exactly one of them.

    Its kind is told by its content; `name` is only carried, and of a member of an archive becomes
    "archive.zip!member.xml", while `sha256` and `size` stay those of the bytes received. Never raises on any bytes:
    what stopped the reading, and what was met on the way, are the file's problems.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    too_much = _refused_unread(content, reading)
    if too_much is not None:
        return ResultsFile(name, sha256, len(content), problems=(too_much,))
    sniffed = sniff(content)
    if sniffed.form is Form.ARCHIVE:
        return _read_archive(content, name, sha256, reading, archives)
    return _read_sniffed(content, name, sha256, reading, sniffed)


def unread(name: str, sha256: str, size: int, problem: Problem) -> ResultsFile:
    """A results file of which nothing could be read."""
    return ResultsFile(name, sha256, size, problems=(problem,))


def too_big(size: int, reading: Reading) -> Problem | None:
    """The problem of a file larger than is taken of one school."""
    limit = reading.limits.upload_bytes
    return _problem(ProblemKind.TOO_BIG, {"what": "file", "size": size, "limit": limit}) if size > limit else None


def _refused_unread(content: bytes, reading: Reading) -> Problem | None:
    if is_blank(content):
        return _problem(ProblemKind.EMPTY, {})
    return too_big(len(content), reading)


def _read_sniffed(content: bytes, name: str, sha256: str, reading: Reading, sniffed: Sniffed) -> ResultsFile:
    """Read a file that is no archive."""
    match sniffed.form:
        case Form.XML:
            return read_ctf(content, name, sha256, reading)
        case Form.TEXT:
            return read_csv(content, name, sha256, reading)
        case Form.WORKBOOK:
            return read_workbook(content, name, sha256, reading)
        case Form.LOCKED_WORKBOOK:
            problem = _problem(ProblemKind.LOCKED, {"what": "workbook"})
        case _:
            problem = _problem(ProblemKind.NOT_RESULTS, {"looks_like": sniffed.looks_like, "missing": ()})
    return unread(name, sha256, len(content), problem)


def _read_archive(content: bytes, name: str, sha256: str, reading: Reading, archives: bool) -> ResultsFile:
    """Read the one results file of an archive, as if it had been sent by itself."""
    if not archives:
        problem = _problem(ProblemKind.ARCHIVE_CONTENTS, {"results": 0, "nested": 1})
        return unread(name, sha256, len(content), problem)
    try:
        with Archive(content, school_bounds(reading.limits)) as archive:
            member, inside = _only_results_file(archive, reading)
    except ArchiveRefused as refusal:
        return unread(name, sha256, len(content), refusal.problem)
    read = read_results(inside, f"{name}!{member.name}", reading, archives=False)
    return msgspec.structs.replace(read, sha256=sha256, size=len(content))


def _only_results_file(archive: Archive, reading: Reading) -> tuple[Entry, bytes]:
    """The archive's one results file. Raises ArchiveRefused when there is none, or several, or an archive."""
    most = reading.limits.upload_bytes
    entries = [entry for entry in archive.entries if not is_beside(entry.name)]
    if len(entries) == 1:
        return entries[0], archive.read(entries[0].index, most)
    return _picked(archive, [entry for entry in entries if not why_no_results(entry.name)], most)


def _picked(archive: Archive, entries: list[Entry], most: int) -> tuple[Entry, bytes]:
    """The one among several files that may be results by its content."""
    results: list[Entry] = []
    nested = 0
    for entry in entries:
        content = archive.read(entry.index, most)
        nested += sniff(content).form is Form.ARCHIVE
        results += [entry] if may_be_results(content) else []
    if nested or len(results) != 1:
        facts: Facts = {"results": len(results), "nested": nested}
        raise ArchiveRefused(_problem(ProblemKind.ARCHIVE_CONTENTS, facts))
    return results[0], archive.read(results[0].index, most)


def _problem(kind: ProblemKind, facts: Facts) -> Problem:
    return Problem(kind, facts=facts)
