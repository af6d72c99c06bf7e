"""Mutated files through the whole command: it ends as it says it does, and shows a sentence and never a stack trace."""

import io
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import msgspec

from muster.cli.main import main
from tests.verify.fuzzing.case import MutatedFile, damaged, mutated_file
from tests.verify.fuzzing.corpus import TODAY, authority
from tests.verify.fuzzing.mutated_run import keep

_SCHOOL = "3302001"
_BATCH = 5
_TOLD = (0, 1)
_COULD_NOT = (0, 1, 2)
_OURS = ("Traceback", "a fault of its own")
_TABLES = ("roll", "history", "schools")


class Ran(NamedTuple):
    """What one call of the command gave."""

    status: int
    out: str
    err: str


class Wrong(AssertionError):
    """A command that ended as it should not, or showed what nobody should see."""


def muster(*words: object) -> Ran:
    """Call the command in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        status = main([str(word) for word in words])
    shown = [stream.detach().getvalue().decode("utf-8") for stream in (out, err)]
    return Ran(status, *shown)


def _check(number: int, folder: Path, *words: object) -> Ran:
    path = _written(mutated_file(number), folder)
    return muster("check", path, "--today", TODAY, *words)


def _as_json(number: int, folder: Path) -> Ran:
    return _check(number, folder, "--json")


def _as_words(number: int, folder: Path) -> Ran:
    return _check(number, folder, "--all")


def _of_a_school(number: int, folder: Path) -> Ran:
    held = [word for name in _TABLES for word in (f"--{name}", _table(name, folder))]
    return _check(number, folder, "--school", _SCHOOL, *held)


def _many(number: int, folder: Path) -> Ran:
    returns = folder / "returns"
    returns.mkdir()
    for other in range(_BATCH):
        _written(mutated_file(number + other), returns, f"{other}-")
    sheets = ("--xlsx", folder / "all.xlsx", "--xlsx-folder", folder / "each")
    return muster("check", returns, "--today", TODAY, "--details", *sheets)


def _converted(number: int, folder: Path) -> Ran:
    path = _written(mutated_file(number), folder)
    return muster("convert", path, "--la", "330", "--estab", "2001", "--out", folder / "made", "--year", 2026)


def _held_is_mutated(number: int, folder: Path) -> Ran:
    name = _TABLES[number % len(_TABLES)]
    seed = authority().returns[0]
    (folder / seed.name).write_bytes(seed.content)
    table = _table(name, folder)
    table.write_bytes(damaged(table.read_bytes(), number))
    return muster("check", folder / seed.name, "--today", TODAY, f"--{name}", table)


_WAYS: tuple[tuple[Callable[[int, Path], Ran], tuple[int, ...]], ...] = (
    (_as_json, _TOLD),
    (_as_words, _TOLD),
    (_of_a_school, _TOLD),
    (_many, _TOLD),
    (_converted, _TOLD),
    (_held_is_mutated, _COULD_NOT),
)


def tried(number: int) -> None:
    """Give the case of this number to the command in one of its ways.

    Raises Wrong for an end or a word that must not be, and for a character that a terminal obeys; of JSON, which
    programs read, DecodeError.
    """
    way, statuses = _WAYS[number % len(_WAYS)]
    with tempfile.TemporaryDirectory() as folder:
        ran = way(number, Path(folder))
    shown = ran.out + ran.err
    if ran.status not in statuses or any(word in shown for word in _OURS):
        raise Wrong(f"{way.__name__.strip('_')} of case {number} ended with {ran.status}: {shown[-1_000:]}")
    if way is _as_json:
        for line in ran.out.splitlines():
            msgspec.json.decode(line)
    elif any(unicodedata.category(character) == "Cc" and character != "\n" for character in shown):
        raise Wrong(f"{way.__name__.strip('_')} of case {number} shows a control character.")


def try_all(numbers: Iterable[int]) -> tuple[int, int]:
    """How many cases were given to the command, and how many of them ended as they should not."""
    runs = wrong = 0
    for number in numbers:
        runs += 1
        try:
            tried(number)
        except (Wrong, msgspec.DecodeError) as fault:
            wrong += 1
            print(f" {fault}\n {keep(f'command-{number}', mutated_file(number))}", flush=True)
    return runs, wrong


def _table(name: str, folder: Path) -> Path:
    path = folder / f"{name}.csv"
    if not path.exists():
        path.write_bytes(authority().tables[path.name])
    return path


def _written(file: MutatedFile, folder: Path, prefix: str = "") -> Path:
    """The file under its name, or a plain one where no disc takes that."""
    for name in (f"{prefix}{file.name}", f"{prefix}file.xml"):
        path = folder / name
        if path.parent == folder and path.name == name:
            try:
                path.write_bytes(file.content)
            except (OSError, ValueError):
                continue
            return path
    raise OSError(f"No file can be written to {folder}.")
