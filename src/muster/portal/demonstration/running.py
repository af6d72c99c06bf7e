"""The portal's two processes run side by side, until one ends or somebody stops them."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType

HOST = "127.0.0.1"

_ANSWERS_WITHIN = 60.0
_STOPS_WITHIN = 40.0
_LOOKS_EVERY = 0.2
_ASKS_FOR = 5.0
_LAST_LINES = 10
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Processes = Mapping[Path, "subprocess.Popen[bytes]"]
"""Each process by the file that holds what it says."""


class Stopped(Exception):
    """Somebody pressed Ctrl-C, or told the demonstration to end."""


class RunFault(Exception):
    """The portal did not start, or one of its processes ended; the text says so."""


def muster(*arguments: str) -> list[str]:
    """The command line of a command of ours, run by this very Python."""
    return [sys.executable, "-m", "muster.cli.main", *arguments]


def stop_when_told() -> None:
    """Let Ctrl-C, the signal to end and a closed terminal raise Stopped, also where a shell has them ignored."""
    for number in _ENDINGS:
        signal.signal(number, _stop)


def run(commands: Mapping[Path, Sequence[str]], port: int, ready: Callable[[], None]) -> None:
    """Start the commands, each with its log; call `ready` once the portal answers at the port, and wait until Stopped.

    All are stopped at the end. Raises RunFault where one ends by itself, or the portal does not answer in a minute.
    """
    processes: dict[Path, subprocess.Popen[bytes]] = {}
    try:
        for log, command in commands.items():
            processes[log] = _start(log, command)
        _wait_for(port, processes)
        ready()
        while True:
            _check(processes)
            time.sleep(_LOOKS_EVERY)
    finally:
        _stop_all(processes)


def _start(log: Path, command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """In a session of its own: Ctrl-C reaches us alone, and each process is told to end once."""
    with log.open("wb") as out:
        return subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped


def _wait_for(port: int, processes: Processes) -> None:
    until = time.monotonic() + _ANSWERS_WITHIN
    while not _is_well(port):
        _check(processes)
        if time.monotonic() > until:
            raise RunFault(f"The portal did not say within a minute that it is well. {_said(*processes)}")
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


def _check(processes: Processes) -> None:
    ended = [log for log, process in processes.items() if process.poll() is not None]
    if ended:
        raise RunFault(f"A part of the portal ended, so the demonstration ends too. {_said(*ended)}")


def _said(*logs: Path) -> str:
    """The last lines of the logs, with where the rest stands."""
    parts = []
    for log in logs:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LAST_LINES:]
        parts.append("\n".join([f"The end of {log}:", *(f"  {line}" for line in lines)]))
    return "\n".join(parts)


def _stop_all(processes: Processes) -> None:
    """Tell each to end, and wait; what does not end is ended. A second Ctrl-C does not leave one behind."""
    for number in _ENDINGS:
        signal.signal(number, signal.SIG_IGN)
    for process in processes.values():
        process.terminate()
    until = time.monotonic() + _STOPS_WITHIN
    for process in processes.values():
        try:
            process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
