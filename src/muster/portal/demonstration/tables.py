"""The made-up authority as files: what schools would send, and the tables that an authority keeps."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec

from muster.formats.reference import SchoolRow, read_history, read_roll, read_schools
from muster.records import HistoryRow, RollEntry
from muster.synthesis import synthesise

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much."""

SEED = 2026
_FAULTS, _DUPLICATES = 0.02, 0.01


class Size(msgspec.Struct, frozen=True):
    """How large the made-up authority is; `pupils` are those on its January roll."""

    schools: int = 300
    pupils: int = 15_000


class Tables(msgspec.Struct, frozen=True):
    """The authority's tables, read."""

    schools: list[SchoolRow]
    roll: list[RollEntry]
    history: list[HistoryRow]


class Sent(msgspec.Struct, frozen=True):
    """A file that a school sends: as it is called, and where it is."""

    name: str
    path: Path


def make_files(folder: Path, size: Size, progress: Progress) -> None:
    """Make the authority's files in the folder, the same each time; what a killed run left there goes first."""
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        progress("Making up schools, pupils and files", done, size.schools)

    synthesise(
        unfinished,
        schools=size.schools,
        pupils=size.pupils,
        seed=SEED,
        faults=_FAULTS,
        duplicates=_DUPLICATES,
        progress=told,
    )
    unfinished.rename(folder)


def read_tables(folder: Path) -> Tables:
    """The tables of a folder that `make_files` made."""
    return Tables(
        schools=list(read_schools(folder / "schools.csv")),
        roll=list(read_roll(folder / "roll.csv")),
        history=list(read_history(folder / "history.csv")),
    )


def sent_files(folder: Path) -> dict[tuple[str, str], Sent]:
    """The file of each school, by the numbers of its authority and of the school."""
    with (folder / "submitters.csv").open(encoding="utf-8", newline="") as rows:
        return {
            (row["la"], row["estab"]): Sent(row["file"], folder / "returns" / row["file"])
            for row in csv.DictReader(rows)
        }
