"""The command as a whole process: how long a person waits for help, and for the answer to one file."""

import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.figure import Figure, median, p95, times_of
from bench.made_up_file import NAME, full_ctf

_REPEATS = 20
_MUSTER = Path(sysconfig.get_path("scripts")) / ("muster.exe" if sys.platform == "win32" else "muster")


def figures() -> Iterator[Figure]:
    """Help, one file in words and as JSON; beside them Python by itself, which is part of each."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        path.write_bytes(full_ctf(60))
        calls = {
            "python by itself": [sys.executable, "-c", ""],
            "muster --help": [str(_MUSTER), "--help"],
            "muster check --help": [str(_MUSTER), "check", "--help"],
            "muster rules": [str(_MUSTER), "rules"],
            "muster check, one file of 60 pupils": [str(_MUSTER), "check", str(path), "--today", "2026-06-26"],
            "muster check --json, one file of 60 pupils": [str(_MUSTER), "check", str(path), "--json"],
        }
        for name, command in calls.items():
            taken = times_of(partial(_call, command), _REPEATS)
            yield Figure(f"{name}, whole process, median", median(taken), "ms")
            yield Figure(f"{name}, whole process, 95th percentile", p95(taken), "ms")


def _call(command: list[str]) -> None:
    """Run it to its end; a file with errors is an answer too."""
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    assert done.returncode in (0, 1), done.stderr.decode(errors="replace")


if __name__ == "__main__":
    for figure in figures():
        print(figure, flush=True)
