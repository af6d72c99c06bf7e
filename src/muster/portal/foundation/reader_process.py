"""The process that reads a file nobody has looked at yet: no database, no keys, little memory, little time.

It knows the core alone. On standard input come requests, on standard output go answers, each behind its length.
"""

import sys
from typing import BinaryIO

import msgspec

from muster.formats.limits import Limits, Reading
from muster.formats.loose_table import LooseTable, read_loose_table
from muster.formats.results import read_results, unread
from muster.framework import load_framework
from muster.records import Facts, Problem, ProblemKind, ResultsFile

LENGTH_BYTES = 8
MOST_PUPILS = 20_000
"""The largest school's whole-school file holds a tenth of this; what is beyond is not passed on."""


class Bounds(msgspec.Struct, frozen=True):
    """What the process may take: bytes of memory, and seconds of processor time for one file."""

    memory: int = 1_000_000_000
    seconds: int = 15


class Request(msgspec.Struct, frozen=True, tag="results"):
    """A file's name and the collection that it is read for; its bytes follow. `archives` lets it be a zip of a file."""

    name: str
    year: int
    science: bool
    limits: Limits
    bounds: Bounds
    archives: bool = True


class TableRequest(msgspec.Struct, frozen=True, tag="table"):
    """The headings by which a table's row of headings is told, the most telling column first named; bytes follow."""

    aliases: dict[str, tuple[str, ...]]
    wanted: str
    bounds: Bounds


def main(given: BinaryIO, answers: BinaryIO) -> None:
    """Read files until the other side goes away."""
    while (asked := receive(given)) is not None:
        request = msgspec.msgpack.decode(asked, type=Request | TableRequest)
        _bound(request.bounds)
        content = receive(given) or b""
        answer = read(content, request) if isinstance(request, Request) else read_table(content, request)
        send(answers, msgspec.msgpack.encode(answer))


def read(content: bytes, request: Request) -> ResultsFile:
    """The file as records; too many pupils to be one school's are a problem of the file instead."""
    reading = Reading(framework=load_framework(request.year), science=request.science, limits=request.limits)
    file = read_results(content, request.name, reading, archives=request.archives)
    if len(file.pupils) <= MOST_PUPILS:
        return file
    facts: Facts = {"what": "elements", "size": len(file.pupils), "limit": MOST_PUPILS}
    return unread(file.name, file.sha256, file.size, Problem(ProblemKind.TOO_BIG, facts=facts))


def read_table(content: bytes, request: TableRequest) -> LooseTable:
    """The file as a table of texts."""
    return read_loose_table(content, request.aliases, request.wanted)


def send(stream: BinaryIO, content: bytes) -> None:
    """Send bytes behind their length."""
    stream.write(len(content).to_bytes(LENGTH_BYTES, "big"))
    stream.write(content)
    stream.flush()


def receive(stream: BinaryIO, most: int = 1 << 40) -> bytes | None:
    """The next bytes sent; None where the other side has gone, broke off, or announces more than `most`."""
    head = stream.read(LENGTH_BYTES)
    length = int.from_bytes(head, "big")
    if len(head) < LENGTH_BYTES or length > most:
        return None
    content = stream.read(length)
    return content if len(content) == length else None


def _bound(bounds: Bounds) -> None:
    """Set the limits for the next file: the processor time counts from the process's start, so it is added."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + bounds.seconds
    for what, soft in (
        (resource.RLIMIT_AS, bounds.memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),  # a core file would hold pupils
        (resource.RLIMIT_FSIZE, 0),  # nothing is to be written
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
