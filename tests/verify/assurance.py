"""The table of docs/assurance.md: one row a part, its newest figures, where and when they were taken."""

import os
import platform
import subprocess
from pathlib import Path
from typing import NamedTuple

from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "assurance.md"
_INTRODUCTION = """\
# What was verified

Written by `script/verify`, a row a part: the newest figures, the commit they hold for, the machine and the day.

| Part | Result | Figures | Commit | Machine | Date |
|---|---|---|---|---|---|
"""


class Row(NamedTuple):
    """One part's newest outcome, every cell as it stands on the page."""

    part: str
    result: str
    figures: str
    commit: str
    machine: str
    date: str


def record(row: Row, page: Path = PAGE) -> None:
    """Put the row in the place of the part's former one, or in its alphabetical place."""
    rows = {former.part: former for former in read_rows(page)} | {row.part: row}
    lines = ["| " + " | ".join(cell.replace("|", "/") for cell in rows[part]) + " |" for part in sorted(rows)]
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(_INTRODUCTION + "\n".join(lines) + "\n", encoding="utf-8")


def read_rows(page: Path = PAGE) -> list[Row]:
    """The rows of the page, none where there is no page yet."""
    if not page.exists():
        return []
    lines = page.read_text(encoding="utf-8").removeprefix(_INTRODUCTION).splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [Row(*row) for row in cells if len(row) == len(Row._fields)]


def machine() -> str:
    """This machine in a few words: system, cores, Python."""
    system = f"{platform.system()} {platform.machine()}"
    return f"{system}, {os.cpu_count()} cores, Python {platform.python_version()}"


def commit() -> str:
    """The checked-out commit, with a plus where the sources differ from it."""
    name = _git("rev-parse", "--short", "HEAD")
    return f"{name}+" if _git("status", "--porcelain", "--", "src", "tests", "bench", "script") else name


def _git(*arguments: str) -> str:
    answer = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, encoding="utf-8", check=True)
    return answer.stdout.strip()
