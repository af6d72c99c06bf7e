"""Runs the measures, each in a process of its own, prints their lines, and writes docs/performance.md.

`python -m bench.run` runs all but the long ones and writes the page; with names it runs those and writes nothing.
"""

import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "performance.md"
PARTS = {
    "single-file": ("One school's file", ("bench.single_file",)),
    "start-up": ("The command as a whole process", ("bench.startup",)),
    "hostile-files": ("Files that are refused", ("bench.hostile",)),
    "hostile-archives": ("Archives and tables that are refused, or read to their limit", ("bench.hostile_archives",)),
    "authority": ("An authority: 300 schools, 15,000 pupils", ("bench.many_files", "authority")),
    "reports": ("An authority's reports", ("bench.reports",)),
    "likeness": ("Pupils whom two schools send", ("bench.likeness",)),
    "measures": ("Counts, shares and gaps by every group, and what may be published", ("bench.measures",)),
    "portal-measures": ("The same of the portal's database, on SQLite", ("bench.portal_measures", "sqlite")),
    "portal-measures-postgresql": ("The same on PostgreSQL", ("bench.portal_measures", "postgresql")),
    "identities": ("Pupils' identities and the roll, on SQLite", ("bench.identities", "sqlite")),
    "identities-postgresql": ("The same on PostgreSQL", ("bench.identities", "postgresql")),
    "engine": ("The portal's mechanisms, on SQLite", ("bench.portal_engine",)),
    "engine-postgresql": ("The same on PostgreSQL", ("bench.portal_engine", "--database", "postgresql")),
    "sign-in": ("From the sign-in page to home, on SQLite", ("bench.portal_sign_in", "sqlite")),
    "sign-in-postgresql": ("The same on PostgreSQL", ("bench.portal_sign_in", "postgresql")),
    "tables": ("An officer loads tables, and all is checked again, on SQLite", ("bench.portal_tables", "sqlite")),
    "tables-postgresql": ("The same on PostgreSQL", ("bench.portal_tables", "postgresql")),
    "sending": ("A school sends its file, on SQLite", ("bench.portal_returns", "sqlite")),
    "sending-postgresql": ("The same on PostgreSQL", ("bench.portal_returns", "postgresql")),
    "pages": ("A school's pages, once its file has come, on SQLite", ("bench.portal_pages", "sqlite")),
    "pages-postgresql": ("The same on PostgreSQL", ("bench.portal_pages", "postgresql")),
    "authority-pages": (
        "The authority's pages, alone and among 153, on SQLite",
        ("bench.portal_authority",),
    ),
    "exports": ("What an authority takes away, and its log, on SQLite", ("bench.authority_exports", "sqlite")),
    "imports": ("Many schools' files brought in, on SQLite", ("bench.portal_imports", "sqlite")),
    "imports-postgresql": ("The same on PostgreSQL", ("bench.portal_imports", "postgresql")),
    "provisional": ("A provisional report, from confirming to the file, on SQLite", ("bench.portal_reports", "sqlite")),
    "provisional-postgresql": ("The same on PostgreSQL", ("bench.portal_reports", "postgresql")),
    "provisional-beside": (
        "A provisional report where all other schools are accepted, on SQLite",
        ("bench.portal_reports", "sqlite", "--beside"),
    ),
    "final-reports": ("A run of final reports, on SQLite", ("bench.final_reports", "sqlite")),
    "reports-due": ("Which reports are due, asked of England's returns, on SQLite", ("bench.reports_due", "sqlite")),
    "reports-due-postgresql": ("The same on PostgreSQL", ("bench.reports_due", "postgresql")),
    "duplicates": ("Pupils in two places, found in the database, on SQLite", ("bench.portal_duplicates", "sqlite")),
    "duplicates-postgresql": ("The same on PostgreSQL", ("bench.portal_duplicates", "postgresql")),
    "detection": ("Planted faults that are found", ("tests.verify.detection",)),
    "query-load": ("What a faultless school is asked", ("tests.verify.query_load",)),
    "tenth": ("A tenth of England", ("bench.many_files", "tenth")),
    "england-reports": ("England's reports, from 2,000 schools", ("bench.reports", "england")),
    "england": ("England: 16,700 files, 650,000 pupils", ("bench.many_files", "england")),
}
LONG = ("tenth", "england-reports", "england")


def run(part: str) -> Iterator[str]:
    """The lines of one part as they come. Raises CalledProcessError when the part misses or breaks."""
    command = [sys.executable, "-m", *PARTS[part][1]]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        for line in process.stdout or ():
            yield line.rstrip("\n")
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)


def page_of(lines: dict[str, list[str]]) -> str:
    """The page for the figures of all parts."""
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    parts = "\n".join(_section(part, figures) for part, figures in lines.items())
    return (
        "# Performance\n\nWritten by `script/bench`, never by hand. What is compared is measured turn by turn in one"
        f" run.\n\nMachine: {machine}. Commit: {_commit()}. Date: {datetime.now(UTC).date().isoformat()}.\n\n{parts}"
    )


def _section(part: str, lines: list[str]) -> str:
    rows = "".join(f"| {name} | {value} |\n" for name, _, value in (line.rpartition(": ") for line in lines) if name)
    return f"## {PARTS[part][0]}\n\n| Figure | Value |\n|---|---|\n{rows}"


def _commit() -> str:
    asked = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "not known"


def main(wanted: list[str]) -> int:
    """Run the parts asked for; exit status 1 when one of them misses its mark."""
    whole = not wanted or wanted == ["--all"]
    parts = list(PARTS) if wanted == ["--all"] else wanted or [part for part in PARTS if part not in LONG]
    lines: dict[str, list[str]] = {}
    failed = False
    for part in parts:
        lines[part] = []
        try:
            for line in run(part):
                lines[part].append(line)
                print(line, flush=True)
        except subprocess.CalledProcessError:
            failed = True
            print(f"{part} missed its mark or broke off", file=sys.stderr)
    if whole and not failed:
        PAGE.write_text(page_of(lines), encoding="utf-8", newline="\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
