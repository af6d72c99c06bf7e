"""How long a client may take to send: for the worker that nothing buffers in front of."""

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from gunicorn.http import RequestParser
from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import TConn, ThreadWorker

GRACE = 20.0
"""Seconds in which a request's head must be there, whatever the line."""

GRACE_IN_A_CROWD = 2.0
"""The same, while others wait because every thread is taken."""

BYTES_A_SECOND = 4_000
"""The slowest line that is waited for beyond the grace: a school's file of 400 kB then takes 100 s."""

LONGEST = 600.0
ANSWER_WITHIN = 120.0
_LOOKS_EVERY = 0.5


class PatientSocket:
    """A socket that is read from only while its client keeps sending fast enough; otherwise it is as if it had gone.

    `crowded` tells whether others wait for a thread: then there is little grace.
    """

    def __init__(self, sock: socket.socket, crowded: Callable[[], bool], grace: float = GRACE) -> None:
        self._sock = sock
        self._crowded = crowded
        self._grace = grace
        self._began = time.monotonic()
        self._received = 0

    def begin(self) -> None:
        """A new request begins on the connection."""
        self._began, self._received = time.monotonic(), 0

    def recv(self, size: int) -> bytes:
        """The next bytes. Raises NoMoreData, as for a client that has gone, where they come too slowly."""
        try:
            while (left := self._seconds_left()) > 0:
                self._sock.settimeout(min(left, _LOOKS_EVERY))
                with suppress(TimeoutError):
                    return self._counted(self._sock.recv(size))
        finally:
            self._sock.settimeout(ANSWER_WITHIN)
        raise NoMoreData

    def _seconds_left(self) -> float:
        grace = min(self._grace, GRACE_IN_A_CROWD) if self._crowded() else self._grace
        return self._began + min(grace + self._received / BYTES_A_SECOND, LONGEST) - time.monotonic()

    def _counted(self, content: bytes) -> bytes:
        self._received += len(content)
        return content


class PatientWorker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types
    """A worker of threads that no client holds up by sending drop by drop."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as the class above has it
        super().__init__(*args, **kwargs)
        self._lock = threading.Lock()
        self._waiting = 0

    def enqueue_req(self, conn: TConn) -> None:
        """Have the request handled when a thread is free."""
        self._count(1)
        super().enqueue_req(conn)

    def handle(self, conn: TConn) -> Any:  # noqa: ANN401 - as the class above has it
        """Handle a request, reading it through a patient socket."""
        self._count(-1)
        if conn.parser is None:
            conn.patience = PatientSocket(conn.sock, lambda: self._waiting > 0)
            conn.parser = RequestParser(conn.cfg, conn.patience, conn.client)
        conn.patience.begin()
        return super().handle(conn)

    def _count(self, more: int) -> None:
        with self._lock:
            self._waiting += more
