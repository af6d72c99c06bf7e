"""How long a client may take to send: for the worker that nothing buffers in front of."""

import socket
import time
from typing import Any

from gunicorn.http import RequestParser
from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import TConn, ThreadWorker

GRACE = 20.0
"""Seconds in which a request's head must be there, whatever the line."""

BYTES_A_SECOND = 4_000
"""The slowest line that is waited for beyond the grace: a school's file of 400 kB then takes 100 s."""

LONGEST = 600.0
ANSWER_WITHIN = 120.0


class PatientSocket:
    """A socket that is read from only while its client keeps sending fast enough; otherwise it is as if it had gone."""

    def __init__(self, sock: socket.socket, grace: float = GRACE) -> None:
        self._sock = sock
        self._grace = grace
        self._began = time.monotonic()
        self._received = 0

    def begin(self) -> None:
        """A new request begins on the connection."""
        self._began, self._received = time.monotonic(), 0

    def recv(self, size: int) -> bytes:
        """The next bytes. Raises NoMoreData, as for a client that has gone, where they come too slowly."""
        left = self._began + min(self._grace + self._received / BYTES_A_SECOND, LONGEST) - time.monotonic()
        if left <= 0:
            raise NoMoreData
        self._sock.settimeout(left)
        try:
            content = self._sock.recv(size)
        except TimeoutError:
            raise NoMoreData from None
        finally:
            self._sock.settimeout(ANSWER_WITHIN)
        self._received += len(content)
        return content


class PatientWorker(ThreadWorker):  # type: ignore[misc] # gunicorn has no types
    """A worker of threads that no client holds up by sending drop by drop."""

    def handle(self, conn: TConn) -> Any:  # noqa: ANN401 - as the class above has it
        """Handle a request, reading it through a patient socket."""
        if conn.parser is None:
            conn.patience = PatientSocket(conn.sock)
            conn.parser = RequestParser(conn.cfg, conn.patience, conn.client)
        conn.patience.begin()
        return super().handle(conn)
