"""The command `muster` as a process of its own, on the tests' database or on one of its own."""

import base64
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from tests.portal.kept import data_of_this_process

PATIENCE = 60.0


def on_the_tests_database() -> dict[str, str]:
    """The environment of a process that works on the database of this test (which must be committed to)."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{given['NAME']}"
    else:
        address = f"postgresql://{given['USER']}@{quote(str(given['HOST']), safe='')}/{given['NAME']}"
    own = {"MUSTER_DATABASE": address, "MUSTER_DATA": data_of_this_process(), "MUSTER_DEMONSTRATION": "1"}
    return _plain() | own


def of_its_own(folder: Path) -> dict[str, str]:
    """The environment of an installation with new keys, and a SQLite database in this folder."""
    keys = [base64.b64encode(secrets.token_bytes(32)).decode() for _ in range(2)]
    named = {"SECRET": secrets.token_hex(40), "KEYS": f"k:{keys[0]}", "AUDIT_KEY": keys[1], "DATA": str(folder)}
    others = {name: value for name, value in _plain().items() if not name.startswith("MUSTER_")}
    return others | {f"MUSTER_{name}": value for name, value in named.items()}


def done(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(_command(*arguments), env=environment, capture_output=True, encoding="utf-8")


@contextmanager
def running(environment: dict[str, str], *arguments: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command as a running process, which is ended at the latest when the block ends."""
    with log.open("ab") as said:
        process = subprocess.Popen(_command(*arguments), env=environment, stdout=said, stderr=said)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(log: Path, text: str) -> None:
    """Wait until the process has said so; raises TimeoutError with what it said instead."""
    until = time.monotonic() + PATIENCE
    while text not in (said := log.read_text(encoding="utf-8", errors="replace")):
        if time.monotonic() > until:
            raise TimeoutError(said)
        time.sleep(0.02)


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "muster.cli.main", *arguments]


def _plain() -> dict[str, str]:
    """This process's environment without the tests' settings, and with warnings as warnings."""
    dropped = ("DJANGO_SETTINGS_MODULE", "MUSTER_DATABASE", "PYTHONWARNINGS")
    return {name: value for name, value in os.environ.items() if name not in dropped}
