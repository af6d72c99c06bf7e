"""The sound files that mutation begins with: every supplier's manner, tables and workbooks, archives, all examples."""

import hashlib
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bench.made_up_file import NAME, full_ctf
from muster.formats.export import Sheet, xlsx_bytes
from muster.formats.reference import read_history, read_roll
from muster.records import CheckContext, CollectionSettings, Expected, History, Roll, SubmittingSchool
from muster.synthesis import synthesise
from muster.synthesis.manners import manners
from tests.conformance.building import content_of, context_of, told_of
from tests.conformance.form import examples
from tests.conformance.running import forms_of
from tests.core.formats.made_tables import CTF, HEADINGS, PUPIL, table, workbook, zipped

TODAY = date(2026, 6, 26)
YEAR = 2026
_ROLL_TAKEN = date(2026, 1, 15)
_LARGEST = 100_000
_ROWS = tuple((f"X3302999230{number}", "Okazqxfor", "Ada", *PUPIL[3:]) for number in range(10, 30))
_CODECS = ("utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le")
_PLAIN = CheckContext(today=TODAY, year=YEAR)


class Seed(NamedTuple):
    """A sound file, or one of an example with a fault, and what its check is told."""

    name: str
    content: bytes
    context: CheckContext


class Authority(NamedTuple):
    """The files of a small made-up authority, and the tables beside them by name ("roll.csv")."""

    returns: tuple[Seed, ...]
    tables: dict[str, bytes]


@cache
def seeds() -> tuple[tuple[Seed, ...], ...]:
    """The sound files in groups, each group to be drawn as often as another."""
    of_ctfs = authority().returns, tuple(_full())
    return *of_ctfs, tuple(_tables()), tuple(_workbooks()), tuple(_archives()), tuple(_examples())


@cache
def authority() -> Authority:
    """A school of each manner of few pupils, with faults planted, and what its authority holds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "authority"
        schools = len(manners())
        synthesise(folder, schools=schools, pupils=6 * schools, seed=5, faults=0.3, year=YEAR, canary=True)
        expected = _expected(folder)
        returns = tuple(
            Seed(path.name, path.read_bytes(), _context(path.name, expected))
            for path in sorted((folder / "returns").iterdir())
        )
        return Authority(returns, {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))})


def _expected(folder: Path) -> Expected:
    """What is held of all schools, as if it were of each: the more of it that matches, the further a check goes."""
    roll = Roll(_ROLL_TAKEN, tuple(read_roll(folder / "roll.csv")))
    return Expected(roll=roll, history=History(tuple(read_history(folder / "history.csv"))))


def _context(name: str, expected: Expected) -> CheckContext:
    """The file's own school as the sender, where its name tells it."""
    named = name[:7]
    school = SubmittingSchool(named[:3], named[3:]) if named.isdecimal() else None
    settings = CollectionSettings(la="330")
    return CheckContext(today=TODAY, year=YEAR, settings=settings, school=school, expected=expected)


def _full() -> Iterator[Seed]:
    school = SubmittingSchool("330", "2001")
    for pupils in (1, 3, 12):
        yield Seed(NAME, full_ctf(pupils), CheckContext(today=TODAY, year=YEAR, school=school))


def _tables() -> Iterator[Seed]:
    for mark in ",;\t":
        for codec in _CODECS:
            text = table(HEADINGS, _ROWS, above="School,Zqxford O’Briên,\n\n", delimiter=mark).decode()
            yield Seed("KS1_2999_26.csv", text.encode(codec), _PLAIN)


def _workbooks() -> Iterator[Seed]:
    yield Seed("KS1_2999_26.xlsx", workbook(HEADINGS, _ROWS), _PLAIN)
    yield Seed("KS1_2999_26.xlsx", xlsx_bytes([Sheet("Notes", ("a",), [("b",)]), _typed_sheet()]), _PLAIN)


def _typed_sheet() -> Sheet:
    """A sheet with dates and numbers as such."""
    return Sheet(
        "Results", HEADINGS, [("X330299923017", "Okazqxfor", 1.5, date(2019, 3, 14), "F", "EXS", 3, 0.1, None)]
    )


def _archives() -> Iterator[Seed]:
    listed = {"CTF_Error_List.txt": b"No errors were found.\r\n"}
    for members in (
        {"a.xml": CTF},
        {"3302001_KS1_330LLLL_001.xml": full_ctf(2), **listed},
        {"a.csv": table(HEADINGS, _ROWS)},
        {"folder/a.xlsx": workbook()},
        {"a.xml": CTF, "b.xml": CTF},
        {"inner.zip": zipped({"a.xml": CTF})},
    ):
        yield Seed("a.zip", zipped(members), _PLAIN)


def _examples() -> Iterator[Seed]:
    """The rules' own examples, without those that are large on purpose."""
    for example in examples():
        told = told_of(example.case)
        for form in forms_of(example.case):
            content = content_of(form)
            if len(content) <= _LARGEST:
                yield Seed(form.name, content, context_of(form, told, hashlib.sha256(content).hexdigest()))
