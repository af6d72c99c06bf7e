"""What only a terminal shows: colour and progress."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.cli import made_up

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made in another way there")


def shown_by(stream: str, *words: str | Path, **environment: str) -> str:
    """What a call shows on one of its streams, where that is a terminal."""
    ours, theirs = os.openpty()
    other = "stderr" if stream == "stdout" else "stdout"
    command = [sys.executable, "-m", "muster.cli.main", *map(str, words)]
    env = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | {"TERM": "xterm"} | environment
    streams = {stream: theirs, other: subprocess.DEVNULL}
    with subprocess.Popen(command, env=env, stdout=streams["stdout"], stderr=streams["stderr"]):
        os.close(theirs)
        return b"".join(iter(lambda: _piece(ours), b"")).decode("utf-8")


def _piece(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


def test_a_terminal_has_colour(tmp_path: Path) -> None:
    assert "\x1b[" in shown_by("stdout", "check", made_up.written(tmp_path, made_up.ctf()))


def test_no_color_is_respected(tmp_path: Path) -> None:
    assert "\x1b[" not in shown_by("stdout", "check", made_up.written(tmp_path, made_up.ctf()), NO_COLOR="1")


def test_progress_is_shown_to_a_person(tmp_path: Path) -> None:
    assert "Checking 5 files" in shown_by("stderr", "check", made_up.returns(tmp_path), "--json")


def test_one_file_needs_no_progress(tmp_path: Path) -> None:
    assert shown_by("stderr", "check", made_up.written(tmp_path, made_up.ctf())) == ""
