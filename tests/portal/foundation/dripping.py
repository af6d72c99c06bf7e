"""A client that sends an upload drop by drop."""

import socket
import threading

HEAD = (
    b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 100000\r\n\r\n"
)


class Drip(threading.Thread):
    """Sends an upload to a port, so many bytes at a time with a pause between, until it is stopped or turned away."""

    def __init__(self, port: int, pause: float = 0.1, piece: bytes = b"a") -> None:
        super().__init__(name="drip", daemon=True)
        self._line = socket.create_connection(("127.0.0.1", port))
        self._line.sendall(HEAD)
        self._pause, self._piece = pause, piece
        self._stopping = threading.Event()
        self.was_turned_away = threading.Event()

    def run(self) -> None:
        """Drip."""
        try:
            while not self._stopping.wait(self._pause):
                self._line.sendall(self._piece)
        except OSError:
            self.was_turned_away.set()

    def stop(self) -> None:
        """Hang up."""
        self._stopping.set()
        self.join()
        self._line.close()


def answer_of(port: int, path: str = "/") -> bytes:
    """The first line of the answer to a plain request."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        return line.makefile("rb").readline().strip()
