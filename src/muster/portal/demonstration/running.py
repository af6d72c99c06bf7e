"""The portal's two processes run side by side, until one ends or somebody stops them."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from types import FrameType

HOST = "127.0.0.1"
_ANSWERS_WITHIN = 60.0
_STOPS_WITHIN = 40.0
_LOOKS_EVERY = 0.1
_ASKS_FOR = 5.0


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or told the demonstration to end."""


class RunFault(Exception):
    """The portal did not start, or one of its processes ended; the text says so."""


def muster(*arguments: str) -> list[str]:
    """The command line of a command of ours, run by this very Python."""
    return [sys.executable, "-m", "muster.cli.main", *arguments]


def stop_when_told() -> None:
    """Let Ctrl-C and the signal to end raise Stopped, also where a shell has them ignored."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)


def run(commands: Sequence[Sequence[str]], port: int, ready: Callable[[], None]) -> None:
    """Start the commands, call `ready` once the portal answers at the port, and wait until Stopped; all are stopped at the end.

    Raises RunFault where one ends by itself, or the portal does not answer within a minute.
    """
    processes: list[subprocess.Popen[bytes]] = []
    try:
        # A session of its own: Ctrl-C reaches us alone, and each is told to end once.
        processes.extend(subprocess.Popen(command, start_new_session=True) for command in commands)
        _wait_for(port, processes)
        ready()
        while True:
            _check(processes)
            time.sleep(_LOOKS_EVERY)
    finally:
        _stop_all(processes)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _wait_for(port: int, processes: Sequence[subprocess.Popen[bytes]]) -> None:
    until = time.monotonic() + _ANSWERS_WITHIN
    while not _is_well(port):
        _check(processes)
        if time.monotonic() > until:
            raise RunFault(f"The portal did not answer at http://{HOST}:{port} within a minute.")
        time.sleep(_LOOKS_EVERY)


def _is_well(port: int) -> bool:
    connection = HTTPConnection(HOST, port, timeout=_ASKS_FOR)
    try:
        connection.request("GET", "/health/")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _check(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    if any(process.poll() is not None for process in processes):
        raise RunFault("A part of the portal ended, so the demonstration ends too. What it said stands above.")


def _stop_all(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Tell each to end, and wait; what does not end is ended. A second Ctrl-C does not leave one behind."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    for process in processes:
        process.terminate()
    until = time.monotonic() + _STOPS_WITHIN
    for process in processes:
        try:
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
