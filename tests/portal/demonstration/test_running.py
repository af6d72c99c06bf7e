"""Both processes run until one ends or somebody stops them; the whole command, as a person types it."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from muster.portal.demonstration import running
from muster.portal.demonstration.running import RunFault, Stopped

WELL = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Well(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
HTTPServer(("127.0.0.1", int(sys.argv[1])), Well).serve_forever()
"""
WAITS = "import threading; threading.Event().wait()"
FAILS = "raise SystemExit('the disk is full')"
STUBBORN = "import signal, threading; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + WAITS


@pytest.fixture
def port() -> int:
    with socket.socket() as found:
        found.bind((running.HOST, 0))
        number: int = found.getsockname()[1]
        return number


@pytest.fixture(autouse=True)
def own_signals() -> Iterator[None]:
    """What the code under test does to this process's signals is undone."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


def is_free(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((running.HOST, port))
        except OSError:
            return False
        return True


def test_stopped_once_it_is_ready_nothing_is_left(tmp_path: Path, port: int) -> None:
    def ready() -> None:
        raise Stopped

    commands = {tmp_path / "serve.log": python(WELL, str(port)), tmp_path / "work.log": python(WAITS)}
    with pytest.raises(Stopped):
        running.run(commands, port, ready)
    assert is_free(port)


def test_where_one_ends_the_other_is_stopped_and_its_words_are_shown(tmp_path: Path, port: int) -> None:
    commands = {tmp_path / "serve.log": python(WELL, str(port)), tmp_path / "work.log": python(FAILS)}
    with pytest.raises(RunFault, match=r"(?s)work\.log:\n  the disk is full"):
        running.run(commands, port, lambda: None)
    assert is_free(port)


def test_what_is_never_well_is_given_up(tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "_ANSWERS_WITHIN", 0.0)
    with pytest.raises(RunFault, match="did not say within a minute"):
        running.run({tmp_path / "serve.log": python(WAITS)}, port, lambda: None)


def test_what_does_not_end_is_ended(tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def ready() -> None:
        raise Stopped

    monkeypatch.setattr(running, "_STOPS_WITHIN", 0.1)
    commands = {tmp_path / "serve.log": python(WELL, str(port)), tmp_path / "work.log": python(STUBBORN)}
    with pytest.raises(Stopped):
        running.run(commands, port, ready)
    assert is_free(port)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_each_way_to_end_stops_it(number: signal.Signals) -> None:
    running.stop_when_told()
    with pytest.raises(Stopped):
        signal.raise_signal(number)


def command(folder: Path, port: int) -> list[str]:
    size = ["--schools", "2", "--pupils", "12"]
    return [sys.executable, "-m", "muster.portal.demonstration", "--folder", str(folder), "--port", str(port), *size]


def _lines(demo: "subprocess.Popen[str]") -> Iterator[str]:
    """What it prints until it is ready, or ends."""
    assert demo.stdout is not None
    for line in demo.stdout:
        if line == "Press Ctrl-C to end.\n":
            return
        yield line


def test_the_whole_demonstration_serves_until_ctrl_c(tmp_path: Path, port: int) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("MUSTER_", "DJANGO_"))}
    # As a shell starts what runs in its background: Ctrl-C must end it nevertheless.
    demo = subprocess.Popen(
        ["sh", "-c", 'trap "" INT; exec "$0" "$@"', *command(tmp_path / "demo", port)],
        env=clean,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    watch = threading.Timer(240, demo.kill)
    watch.start()
    try:
        said = "".join(_lines(demo))
        connection = HTTPConnection(running.HOST, port)
        connection.request("GET", "/")
        answer = connection.getresponse()
        answer.read()
        connection.close()
        demo.send_signal(signal.SIGINT)
        _, told = demo.communicate()
    finally:
        watch.cancel()
        demo.kill()
    assert re.search(r"^  110001 +head of .*, which has sent nothing yet$", said, re.MULTILINE)
    assert (answer.status, demo.returncode, is_free(port)) == (200, 0, True)
    assert told.endswith("The demonstration has ended. Start it again with script/demo: everything in it is kept.\n")


def test_a_port_that_is_used_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind((running.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        done = subprocess.run(command(tmp_path / "demo", port), capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, (tmp_path / "demo").exists()) == (2, False)
    assert done.stderr == f"Port {port} is used by another program. Choose another: PORT=8001 script/demo\n"
