"""The database server for tests leaves nothing behind, however its starter ends."""

import subprocess
import sys
import time
from pathlib import Path

import psycopg

from tests.house.tree import ROOT
from tests.portal.servers import postgresql

_STARTER = "from tests.portal.servers import postgresql; print(postgresql.start().folder, flush=True); input()"


def test_a_server_answers_and_goes() -> None:
    server = postgresql.start()
    with psycopg.connect(host=str(server.folder), user=postgresql.USER, dbname="postgres") as line:
        assert line.execute("show fsync").fetchone() == ("off",)
    server.stop()
    assert not server.folder.exists()


def test_a_killed_starter_takes_its_server_along() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _STARTER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as starter:
        assert starter.stdout is not None
        folder = Path(starter.stdout.readline().strip())
        assert (folder / "data").is_dir()
        starter.kill()
    until = time.monotonic() + 30
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not folder.exists()
