"""Reading an upload outside the web process: a hostile file can take down a reader, which is replaced."""

import hashlib
import logging
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO, TypeVar, cast

import msgspec

from muster.formats.limits import Limits
from muster.formats.loose_table import LooseTable
from muster.formats.results import unread
from muster.portal.foundation.reader_process import Bounds, Request, TableRequest, receive, send
from muster.portal.foundation.refusals import Refusal
from muster.records import CheckContext, Problem, ProblemKind, ResultsFile

READERS = 2
"""So many stand ready in each web process. A school's file takes one some milliseconds."""

SECONDS = 20.0
_WAIT_FOR_A_READER = 30.0
_FILES_A_READER = 200
_MOST_ANSWERED = 64_000_000
_NEEDED_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LANG", "LC_ALL", "SYSTEMROOT")

_log = logging.getLogger(__name__)

Answer = TypeVar("Answer", ResultsFile, LooseTable)


class ReaderGone(Exception):
    """The reader ended before it answered: out of time or memory, or ended from outside."""


class Reader:
    """One reader process, started and waiting."""

    def __init__(self) -> None:
        # No keys and no secrets go with it, nor any open file of ours.
        environment = {name: os.environ[name] for name in _NEEDED_ENVIRONMENT if name in os.environ}
        command = [sys.executable, "-m", "muster.portal.foundation.reader_process"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
        )
        self.files = 0

    @property
    def is_fit(self) -> bool:
        """Whether it runs, and has not read so many files that a fresh one is better."""
        return self._process.poll() is None and self.files < _FILES_A_READER

    def read(self, content: bytes, request: Request | TableRequest, seconds: float, answers: type[Answer]) -> Answer:
        """The file as what is asked for. Raises ReaderGone where no answer comes in time, or a broken one."""
        self.files += 1
        too_long = threading.Timer(seconds, self._process.kill)
        too_long.start()
        try:
            answer = self._asked(content, request)
        finally:
            too_long.cancel()
        if answer is None:
            raise ReaderGone
        try:
            return msgspec.msgpack.decode(answer, type=answers)
        except msgspec.DecodeError as fault:
            raise ReaderGone from fault

    def end(self) -> None:
        """End the process now and let go of it."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            _close(cast("BinaryIO", stream))

    def _asked(self, content: bytes, request: Request | TableRequest) -> bytes | None:
        given, answers = cast("BinaryIO", self._process.stdin), cast("BinaryIO", self._process.stdout)
        try:
            send(given, msgspec.msgpack.encode(request))
            send(given, content)
            return receive(answers, _MOST_ANSWERED)
        except OSError:
            return None


class Readers:
    """The readers of this process, lent to one thread each."""

    def __init__(self, count: int = READERS) -> None:
        self._ready: queue.LifoQueue[Reader | None] = queue.LifoQueue()
        for _ in range(count):
            self._ready.put(None)
        self._count = count

    def start(self) -> None:
        """Start them all ahead, so that nobody's upload waits for one to start."""
        taken = [self._ready.get() for _ in range(self._count)]
        for reader in taken:
            self._ready.put(reader if reader is not None and reader.is_fit else _started())

    def end(self) -> None:
        """End them all; the next read starts new ones."""
        taken = [self._ready.get() for _ in range(self._count)]
        for reader in taken:
            if reader is not None:
                reader.end()
            self._ready.put(None)

    @contextmanager
    def lent(self) -> Iterator[Reader]:
        """A reader for one file. Raises Refusal("readers_busy") where none gets free in 30 seconds."""
        try:
            reader = self._ready.get(timeout=_WAIT_FOR_A_READER)
        except queue.Empty:
            raise Refusal("readers_busy") from None
        try:
            reader = _fit(reader)
            if reader is None:
                raise Refusal("readers_busy")
            yield reader
        finally:
            self._ready.put(reader)


class _Of:
    """The readers of the process that asks: a forked one has its own, because pipes cannot be shared."""

    readers = Readers()

    @classmethod
    def renew(cls) -> None:
        cls.readers = Readers()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_Of.renew)


def read(
    content: bytes,
    name: str,
    context: CheckContext,
    limits: Limits | None = None,
    bounds: Bounds | None = None,
    seconds: float = SECONDS,
    *,
    archives: bool = True,
) -> ResultsFile:
    """Read one uploaded file in a process of its own, bounded in memory and time.

    Never raises for what the bytes are: a file that could not be read within the bounds has a problem (rule F03),
    as one has that `muster.checking.read_file` refuses; so has a zip without `archives`. Raises
    Refusal("readers_busy") where no process gets free.
    """
    request = Request(name, context.year, context.settings.science, limits or Limits(), bounds or Bounds(), archives)
    return _asked(content, request, seconds, ResultsFile) or _unread(content, name)


def read_table(
    content: bytes,
    aliases: Mapping[str, tuple[str, ...]],
    wanted: str,
    bounds: Bounds | None = None,
    seconds: float = SECONDS,
) -> LooseTable:
    """Read a table (CSV or XLSX) as `muster.formats.loose_table` does, in a process of its own.

    Never raises for what the bytes are; one that cannot be read within the bounds has the trouble "large". Raises
    Refusal("readers_busy") where no process gets free.
    """
    request = TableRequest(dict(aliases), wanted, bounds or Bounds())
    return _asked(content, request, seconds, LooseTable) or LooseTable(trouble="large")


def start() -> None:
    """Start this process's readers ahead: called when a web process has been forked."""
    _Of.readers.start()


def end() -> None:
    """End this process's readers."""
    _Of.readers.end()


def _asked(content: bytes, request: Request | TableRequest, seconds: float, answers: type[Answer]) -> Answer | None:
    """What a reader makes of it; None where it was gone before it answered, and was replaced."""
    with _Of.readers.lent() as reader:
        try:
            return reader.read(content, request, seconds, answers)
        except ReaderGone:
            reader.end()
    _log.warning("A file of %d bytes could not be read within bounds; its reader was replaced.", len(content))
    return None


def _fit(reader: Reader | None) -> Reader | None:
    if reader is not None and reader.is_fit:
        return reader
    if reader is not None:
        reader.end()
    return _started()


def _started() -> Reader | None:
    try:
        return Reader()
    except OSError as fault:  # no memory, or too many processes
        _log.error("A reader could not be started: %s.", type(fault).__name__)
        return None


def _unread(content: bytes, name: str) -> ResultsFile:
    problem = Problem(ProblemKind.TOO_BIG, facts={"what": "time"})
    return unread(name, hashlib.sha256(content).hexdigest(), len(content), problem)


def _close(stream: BinaryIO) -> None:
    try:
        stream.close()
    except OSError:
        return
