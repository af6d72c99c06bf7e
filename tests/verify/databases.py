"""`python -m tests.verify.databases`: every portal test and every state of a page, whole, on SQLite and on PostgreSQL.

Prints how many passed on each and how long it took; exit status 1 where one failed, or the databases ran other tests.
"""

import os
import re
import subprocess
import sys
import time
from typing import NamedTuple

from tests.house.tree import ROOT

DATABASES = ("sqlite", "postgresql")
FOLDERS = ("tests/portal", "tests/everything", "tests/browser")
_COUNT = re.compile(r"(\d+) (passed|failed|errors?)\b")


class Ran(NamedTuple):
    """What became of the tests on one database."""

    passed: int
    failed: int
    seconds: float
    status: int


def run(database: str) -> Ran:
    """Run the tests on one database, passing their output on."""
    began = time.monotonic()
    command = [sys.executable, "-m", "pytest", "--numprocesses=2", "--quiet", *FOLDERS]
    said = {"MUSTER_TEST_DATABASE": database, "MUSTER_TEST_EVERY_STATE": "1", "PYTHONWARNDEFAULTENCODING": "1"}
    environment = os.environ | said
    last = ""
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as running:
        for line in running.stdout or ():
            print(f"  {line}", end="", flush=True)
            last = line if _COUNT.search(line) else last
    counted = {what.rstrip("s"): int(number) for number, what in _COUNT.findall(last)}
    failed = counted.get("failed", 0) + counted.get("error", 0)
    return Ran(counted.get("passed", 0), failed, time.monotonic() - began, running.returncode)


def main() -> int:
    """Run them on both and tell."""
    ran = {database: run(database) for database in DATABASES}
    for database, one in ran.items():
        print(f"databases {database} passed: {one.passed} tests")
        print(f"databases {database} failed: {one.failed} tests")
        print(f"databases {database}: {one.seconds:.0f} s")
    whole = all(one.status == 0 and one.passed for one in ran.values())
    alike = len({one.passed for one in ran.values()}) == 1
    return 0 if whole and alike else 1


if __name__ == "__main__":
    sys.exit(main())
